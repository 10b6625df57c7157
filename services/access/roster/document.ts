import { type Roster, type RosterRow, type RosterState, rosterKinds } from '@zhiheng/contracts';
import { asShown } from '../request-document.ts';
import { type Sight, staffNumberFor } from '../sight.ts';
import type { RosterRowFound } from '../store/roster-row-store.ts';
import type { StoredRoster } from '../store/roster-store.ts';

export function rosterDocument(roster: StoredRoster): Roster {
  const { id, fileName, uploader, version, counts, failure } = roster;
  const { grantsTouched, casesTouched, people, leaving, mostOfUnit, sharePercent, unitPeople, needsSecond } = roster;
  const { appliedUsername, total, done, refused } = roster;
  return {
    id,
    fileName,
    uploadedBy: uploader,
    uploadedAt: roster.uploadedAt.toISOString(),
    expiresAt: roster.expiresAt.toISOString(),
    state: roster.state as RosterState,
    version,
    judgedAt: roster.judgedAt.toISOString(),
    changedSince: roster.state === 'open' && roster.epoch !== roster.judgedEpoch,
    counts: Object.fromEntries(rosterKinds.map((kind) => [kind, counts[kind] ?? 0])) as Roster['counts'],
    ...{ grantsTouched, casesTouched, people, leaving, mostOfUnit, sharePercent, unitPeople, needsSecond },
    appliedBy: appliedUsername,
    appliedAt: roster.appliedAt?.toISOString() ?? null,
    ...{ total, done, refused, failure },
    finishedAt: roster.finishedAt?.toISOString() ?? null,
  };
}

/** As this sight shows it: staff numbers masked as everywhere. */
export function rowDocument(row: RosterRowFound, sight: Sight, english: boolean): RosterRow {
  const { place, line, kind, person, fromUnit, fromPost, unit, post, outcome, code, result } = row;
  const number = row.staffNumber ?? row.personNumber;
  const whose = { id: person ?? '', unit: fromUnit ?? unit ?? '' };
  return {
    place,
    line,
    kind,
    staffNumber: number === null ? null : staffNumberFor(sight, { ...whose, staffNumber: number }),
    name: row.name ?? row.personName,
    person,
    username: row.username ?? row.newUsername,
    from: fromUnit === null ? null : { unit: fromUnit, post: fromPost ?? '' },
    to: unit === null || kind === 'leaves' ? null : { unit, post },
    departure: row.departure,
    leavesOn: row.leavesOn,
    outcome,
    problem: code === null ? null : asShown({ code: code as Parameters<typeof asShown>[0]['code'] }, english),
    result,
  };
}
