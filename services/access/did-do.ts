import { type Deed, didDo, type RecordedCase, type Severity, severityOf } from '@zhiheng/duties';
import { encodeCursor } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type ConflictsWanted, isWithin, type Who } from './conflicts.ts';
import { onAllItems } from './duty-check.ts';
import { deedsLessExcepted } from './excepted.ts';
import { seesWholeCentre } from './sight.ts';
import { subjectReach } from './step-grounds.ts';
import {
  type Candidate,
  exceptionsEver,
  type PastCase,
  type PastFilter,
  peopleOfUnits,
  readCandidates,
  readPast,
} from './store/did-do-store.ts';
import { peopleById } from './store/people-store.ts';
import { bindingKey } from './store/policy-store.ts';
import type { View } from './viewer.ts';

/** Something done against a rule, with whose it is and the cases it was done on. */
export interface PastDeed {
  deed: Deed;
  severity: Severity;
  who: Who;
  cases: PastCase[];
  /** The place in the list: the anchor it was read from, and which of that anchor's it is. */
  anchor: string;
  key: string;
}

export interface PastWanted extends ConflictsWanted {
  /** Milliseconds since the epoch. */
  from?: number;
  to: number;
  after?: { anchor: string; key: string };
  limit: number;
}

/** Cases that are looked at at once; and as many times that a page goes on looking at most. */
const batch = 200;
const mostBatches = 10;
/** Greater than any key. */
const last = '~';

/**
 * A page of what people did against the rules as they now stand, in the order in which the subjects' first cases were
 * opened. Read and judged batch by batch. A page may be short, with a cursor to go on by, where little is found.
 */
export async function pastConflicts(
  view: View,
  wanted: PastWanted,
): Promise<{ data: PastDeed[]; nextCursor: string | null }> {
  const { to, after, limit } = wanted;
  const cursor = (anchor: string, key: string): string => encodeCursor([to, anchor, key]);
  const filter = await filterOf(view, wanted);
  const rows: PastDeed[] = [];
  let place = after;
  for (let round = 0; round < mostBatches; round++) {
    const found = await readCandidates(view.transaction, view.centre, {
      ...filter,
      since: place?.anchor,
      limit: batch,
    });
    const anchors = found.filter(({ first }) => first);
    rows.push(...(await deedsOf(view, anchors, wanted)).filter((row) => isAfter(row, place)));
    if (rows.length > limit) {
      const data = rows.slice(0, limit);
      const { anchor, key } = data.at(-1) as PastDeed;
      return { data, nextCursor: cursor(anchor, key) };
    }
    if (found.length < batch) return { data: rows, nextCursor: null };
    place = { anchor: (found.at(-1) as Candidate).id, key: last };
  }
  return { data: rows, nextCursor: place ? cursor(place.anchor, place.key) : null };
}

const isAfter = ({ anchor, key }: PastDeed, place: PastWanted['after']): boolean =>
  place === undefined || anchor > place.anchor || (anchor === place.anchor && key > place.key);

async function filterOf(view: View, { from, to, unit, person }: PastWanted): Promise<PastFilter> {
  const { transaction, centre, sight, policy } = view;
  const units = [...sight.overseen].filter((one) => unit === undefined || policy.compiled.units.contains(unit, one));
  const everybody = unit === undefined && seesWholeCentre(sight, policy);
  const people = everybody ? null : await peopleOfUnits(transaction, centre, units);
  return {
    from: from === undefined ? null : new Date(from),
    to: new Date(to),
    people: person === undefined ? people : [person].filter((one) => people?.includes(one) ?? true),
  };
}

/** What was done on the anchors' cases, in order. */
async function deedsOf(view: View, anchors: readonly Candidate[], wanted: PastWanted): Promise<PastDeed[]> {
  if (anchors.length === 0) return [];
  const { transaction, centre, policy } = view;
  const cases = await readPast(transaction, centre, anchors, {
    since: reachedFrom(policy, wanted.from),
    to: new Date(wanted.to),
  });
  const doers = [...new Set(cases.flatMap(({ steps }) => steps.map(({ person }) => person)))];
  const exceptions = await exceptionsEver(transaction, centre, doers);
  const found = didDo(policy.compiled, cases.map(recorded), {
    exceptions: onAllItems(exceptions),
    boundSince: (item, duties) => policy.boundSince?.get(bindingKey(item, duties)),
  });
  const deeds = deedsLessExcepted(found, exceptions).filter((deed) => isWanted(deed, wanted));
  const people = await peopleById(
    transaction,
    centre,
    deeds.map(({ person }) => person),
  );
  const caseOf = new Map(cases.map((one) => [one.id, one]));
  const anchorOf = new Map(anchors.map(({ id, subject }) => [subject ?? id, id]));
  return deeds
    .flatMap((deed) => {
      const who = people.get(deed.person);
      const severity = severityOf(policy.compiled, deed);
      if (!who || !isWithin(view, who.unit, wanted.unit) || (wanted.severity ?? severity) !== severity) return [];
      const own = deed.cases.flatMap((id) => caseOf.get(id) ?? []);
      const [first] = own;
      const anchor = first && anchorOf.get(first.subject ?? first.id);
      return anchor ? [{ deed, severity, who, cases: own, anchor, key: keyOf(deed) }] : [];
    })
    .sort((a, b) => (isAfter(a, b) ? 1 : -1));
}

/** A rule within a subject looks back beyond `from`. */
function reachedFrom(policy: CentrePolicy, from: number | undefined): Date | null {
  const { days } = subjectReach(policy);
  return from === undefined || days === null ? null : new Date(from - days * 86_400_000);
}

const keyOf = ({ rule, person, cases: [first] }: Deed): string => `${rule}/${person}/${first}`;

const isWanted = ({ rule, person, effect, steps }: Deed, wanted: PastWanted): boolean =>
  (wanted.rule === undefined || rule === wanted.rule) &&
  (wanted.person === undefined || person === wanted.person) &&
  (wanted.effect === undefined || effect === wanted.effect) &&
  steps.some(({ at }) => at >= (wanted.from ?? Number.NEGATIVE_INFINITY) && at < wanted.to);

const recorded = ({ id, item, unit, channel, subject, steps, related }: PastCase): RecordedCase => ({
  ...{ case: id, item, unit, steps },
  channel: channel ?? undefined,
  subject: subject ?? undefined,
  related: new Map(related.map(({ person, self }) => [person, self ? 'self' : 'relation'])),
});
