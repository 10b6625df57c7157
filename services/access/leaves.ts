import { type LeaveInput, type LeavePreview, noSuch, said } from '@zhiheng/contracts';
import { inCentre, type Transaction, violates } from '@zhiheng/database';
import { type Caller, fieldProblem, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { changeLosses } from './departure-losses.ts';
import type { Desk } from './desk.ts';
import { begin, conclude, leaveEffects } from './leave-moments.ts';
import { lockActivePerson, ordering, previewing } from './person-order.ts';
import { databaseNow } from './store/clock-store.ts';
import { currentDeputies } from './store/deputy-store.ts';
import { actingHoldings } from './store/grant-store.ts';
import { endLeaves, insertLeave, type LeaveRow, readLeave } from './store/leave-store.ts';
import { raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { type PersonRow, usernamesOf } from './store/people-store.ts';
import { tryOut } from './try-out.ts';

/** Longer is no leave. */
const longestDays = 1098;

type LeaveOutlook = Omit<LeavePreview, 'person' | 'from' | 'until'> & { person: PersonRow } & Period;

/**
 * What a leave would do: what it would move were it to begin at once, and whom it would leave unstaffed at its beginning. Throws
 * what `orderLeave` throws.
 */
export async function previewLeave(
  desk: Desk,
  caller: Caller,
  person: string,
  input: LeaveInput,
  trace: Trace,
): Promise<LeaveOutlook> {
  const { centre } = caller;
  const refused = {
    ...trace,
    action: 'access.refused',
    outcome: 'denied',
    targetType: 'person',
    target: person,
    details: { preview: 'leave' },
  } as const;
  const found = await tryOut(desk.database, centre, refused, async (transaction) => {
    const { policy, person: one } = await lockActivePerson(desk, transaction, caller, person, previewing);
    const period = periodOf(input, await databaseNow(transaction));
    await insert(transaction, caller, one.id, { ...input, ...(period.now ? { from: undefined } : {}) });
    // One that begins later moves nothing yet: it is tried as if it began now, whatever leave they are on meanwhile.
    if (!period.now) {
      await endLeaves(transaction, centre, { person: one.id }, endedBy(caller));
      await insert(transaction, caller, one.id, { until: input.until, reason: input.reason });
    }
    const effects = await leaveEffects(transaction, policy, one.id, trace);
    const deputies = await deputiesIn(transaction, centre, one.id, period);
    return { policy, one, period, effects, deputies, holdings: await actingHoldings(transaction, centre) };
  });
  const { policy, one, period, effects, deputies, holdings } = found;
  // Takes its time in a large centre: nobody waits for it behind a lock.
  const losses = await inCentre(desk.database, centre, (transaction) =>
    changeLosses(transaction, policy, holdings, { at: period.from, away: [one.id] }),
  );
  return { person: one, ...period, effects, deputies, ...losses };
}

/**
 * Somebody is to be away for a while: they hold what they hold, and none of it acts. It begins and ends at its instants by the
 * database's clock, whoever looks; one that begins now waits for the acts in flight. They may still sign in: to see what is
 * theirs and to name a deputy. Gives the leave; throws `not-permitted`, `not-found`, `already-departed`, `invalid-period`,
 * `too-long`, `already-exists` (of a leave in some of that time).
 */
export async function orderLeave(
  desk: Desk,
  caller: Caller,
  person: string,
  input: LeaveInput,
  trace: Trace,
): Promise<LeaveRow> {
  const { centre } = caller;
  const facts = { ...trace, action: 'leave.ordered', targetType: 'person', target: person } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const { policy, person: one } = await lockActivePerson(desk, transaction, caller, person, ordering);
    periodOf(input, await databaseNow(transaction));
    const id = await insert(transaction, caller, one.id, input);
    const ordered = (await readLeave(transaction, centre, id)) as LeaveRow;
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      target: one.username ?? one.id,
      about: one.id,
      unit: one.unit,
      reason: input.reason,
      after: { leave: id, from: ordered.from.toISOString(), until: ordered.until.toISOString() },
    });
    await raiseEpoch(transaction, centre, { person: one.id });
    if (ordered.state === 'active') await begin(transaction, policy, ordered, trace);
    return (await readLeave(transaction, centre, id)) as LeaveRow;
  });
}

/**
 * Somebody returns early, or their leave is taken back before it began. Asked for again, it is done once. Throws `not-permitted`,
 * `not-found`, `already-departed`.
 */
export async function endLeave(desk: Desk, caller: Caller, id: string, trace: Trace): Promise<LeaveRow> {
  const { centre } = caller;
  const refused = {
    ...trace,
    action: 'leave.ended',
    outcome: 'denied',
    targetType: 'leave',
    target: id,
  } as const;
  return act(desk.database, centre, refused, async (transaction) => {
    const whose = await readLeave(transaction, centre, id);
    if (!whose) throw new Problem('not-found', noSuch('leave', id));
    const { policy } = await lockActivePerson(desk, transaction, caller, whose.person, ordering);
    const before = (await readLeave(transaction, centre, id)) as LeaveRow;
    const ended = await endLeaves(transaction, centre, { id }, endedBy(caller));
    const after = (await readLeave(transaction, centre, id)) as LeaveRow;
    const reason = before.state === 'planned' ? 'taken-back' : 'returned-early';
    if (ended.length > 0) await conclude(transaction, policy, after, trace, reason);
    return after;
  });
}

const personOf = (caller: Caller): string | null => (caller.kind === 'person' ? caller.person : null);
export const endedBy = (caller: Caller) => ({ endedBy: personOf(caller), client: caller.client });

function insert(
  transaction: Transaction,
  caller: Caller,
  person: string,
  { from, until, reason }: { from?: string | undefined; until: string; reason: string },
): Promise<string> {
  const period = { from: from === undefined ? null : new Date(from), until: new Date(until) };
  const leave = { person, ...period, reason, orderedBy: personOf(caller), client: caller.client };
  return insertLeave(transaction, caller.centre, leave).catch(refuseDouble);
}

function refuseDouble(error: unknown): never {
  throw violates(error) === 'leave_overlaps' ? new Problem('already-exists', said('leave-overlaps')) : error;
}

interface Period {
  /** Milliseconds. */
  from: number;
  until: number;
  /** Whether it begins at once. */
  now: boolean;
}

function periodOf({ from, until }: LeaveInput, at: number): Period {
  const asked = from === undefined ? at : Date.parse(from);
  const period = { from: Math.max(asked, at), until: Date.parse(until), now: asked <= at };
  for (const field of ['from', 'until'] as const)
    if (Number.isNaN(period[field])) throw fieldProblem('invalid-request', `/${field}`, said('no-instant'));
  if (period.until <= period.from) throw fieldProblem('invalid-period', '/until', said('ends-too-soon'));
  if (period.until - period.from > longestDays * 86_400_000)
    throw new Problem('too-long', said('leave-longest', { days: longestDays }));
  return period;
}

async function deputiesIn(transaction: Transaction, centre: string, person: string, period: Period): Promise<string[]> {
  const deputyships = (await currentDeputies(transaction, centre, [person])).filter(
    ({ principal, from, until }) =>
      principal === person && from.getTime() < period.until && until.getTime() > period.from,
  );
  const ids = deputyships.map(({ deputy }) => deputy);
  const names = await usernamesOf(transaction, centre, ids);
  return [...new Set(ids.map((id) => names.get(id) ?? id))];
}
