import type { RosterKind, RosterOutcome } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { addPersonWithin } from '../arrivals.ts';
import { departWithin } from '../departures.ts';
import type { Desk } from '../desk.ts';
import { lockActivePerson, ordering } from '../person-order.ts';
import { planDeparture } from '../planned-departures.ts';
import { inSavepoint } from '../store/bulk-store.ts';
import { append, type LogEntry } from '../store/log-store.ts';
import type { RosterRowFound } from '../store/roster-row-store.ts';
import type { StoredRoster } from '../store/roster-store.ts';
import { transferWithin } from '../transfers.ts';

/** On whose authority a roster is applied, and what their entries say. */
export interface Applier {
  caller: PersonCaller;
  trace: Trace;
}

export interface Came {
  outcome: RosterOutcome;
  code: string | null;
  person: string | null;
  result: string | null;
}

/** Of these whoever applies it has lost what they applied it by: nothing more is done in their name. */
const authorityLost = new Set(['account-disabled', 'not-permitted']);
/** It was so already, or somebody has done otherwise since. */
const overtaking = new Set(['already-departed', 'already-there', 'already-exists', 'moved-away', 'not-found']);

const actions: Partial<Record<RosterKind, LogEntry['action']>> = {
  joins: 'person.added',
  moves: 'person.transferred',
  leaves: 'person.departed',
  'leaves-later': 'departure.planned',
};

/**
 * Does what one row says, as anybody would by hand: by the functions by which people come, move and leave, judged anew under their locks. What
 * they refuse is written down. Throws what stops the whole roster.
 */
export async function carryOutRow(
  desk: Desk,
  transaction: Transaction,
  { id, fileName }: StoredRoster,
  row: RosterRowFound,
  { caller, trace }: Applier,
): Promise<Came> {
  const source = { roster: id };
  const reason = `花名册 / roster: ${fileName}`;
  try {
    return await inSavepoint(transaction, () => doRow(desk, transaction, row, { caller, trace, source, reason }));
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || authorityLost.has(error.code)) throw error;
    const { centre } = caller;
    const action = actions[row.kind] as LogEntry['action'];
    const target = row.username ?? row.newUsername ?? row.person ?? '';
    const refused = { ...trace, action, outcome: 'denied', targetType: 'person', target } as const;
    await append(transaction, centre, { ...refused, reason: error.code, details: { ...source, line: row.line } });
    return {
      outcome: overtaking.has(error.code) ? 'overtaken' : 'refused',
      code: error.code,
      person: null,
      result: null,
    };
  }
}

async function doRow(
  desk: Desk,
  transaction: Transaction,
  row: RosterRowFound,
  { caller, trace, source, reason }: Applier & { source: { roster: string }; reason: string },
): Promise<Came> {
  const done = (person: string, result: string): Came => ({ outcome: 'done', code: null, person, result });
  const { kind, unit, post, staffNumber, name, newUsername, person } = row;
  if (kind === 'joins') {
    const input = {
      username: newUsername as string,
      name: name as string,
      staffNumber: staffNumber as string,
      unit: unit as string,
      ...(post === null ? {} : { post }),
    };
    const { id } = await addPersonWithin(desk, transaction, caller, input, trace, source);
    return done(id, id);
  }
  const who = person as string;
  if (kind === 'leaves') {
    const order = { person: who, kind: row.departure ?? 'resigned', reason, source };
    return done(who, await departWithin(desk, transaction, caller, order, trace));
  }
  if (kind === 'leaves-later') return done(who, await plan());
  const to = { unit: unit as string, ...(post === null ? {} : { post }), reason };
  const { transfer } = await transferWithin(desk, transaction, caller, who, to, trace, source);
  // Under the lock only: somebody has moved them since the file was judged.
  if (transfer.fromUnit !== row.fromUnit || transfer.fromPost !== row.fromPost) throw new Problem('moved-away');
  if (row.leavesOn !== null) await plan();
  return done(who, transfer.id);

  async function plan(): Promise<string> {
    const { policy, person: one } = await lockActivePerson(desk, transaction, caller, who, ordering);
    const order = { day: row.leavesOn as string, kind: row.departure ?? 'resigned', source: 'roster', reason } as const;
    const by = { person: caller.person, client: caller.client };
    const facts = { ...trace, details: source };
    return (await planDeparture(transaction, policy, one, order, by, facts)).id;
  }
}
