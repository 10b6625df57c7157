import { said } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { departNow } from './depart-now.ts';
import { type Desk, policyOf } from './desk.ts';
import type { EntryFacts } from './entry-facts.ts';
import { lockActivePerson, ordering } from './person-order.ts';
import { retiresOn } from './store/birth-store.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import {
  changePlan,
  type DeparturePlan,
  duePlans,
  insertPlan,
  openPlan,
  type PlannedDepartureRow,
  type Planner,
  readPlan,
  withdrawPlan,
} from './store/planned-departure-store.ts';

/**
 * Plans when somebody leaves, or changes that, in the caller's transaction and under `lockActivePerson`'s locks: whoever speaks last is right, but that
 * a retirement whose day is known comes no later than that.
 * On the day, or after it, they leave at once; so they do where what was planned before is due. Gives the plan as it then stands.
 */
export async function planDeparture(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  wanted: DeparturePlan,
  planner: Planner,
  facts: EntryFacts,
): Promise<PlannedDepartureRow> {
  const { centre } = policy;
  const before = await openPlan(transaction, centre, person.id);
  if (before?.due) return leave(transaction, policy, person, before, facts);
  const retires = await retiresOn(transaction, centre, person.id);
  // Nobody but a request puts a retirement off.
  const plan = retires !== undefined && retires < wanted.day ? retirement(retires) : wanted;
  if (before && saysTheSame(before, plan)) return before;
  const id = before?.id ?? (await insertPlan(transaction, centre, person.id, plan, planner));
  if (before) await changePlan(transaction, centre, id, plan, planner);
  const after = (await readPlan(transaction, centre, id)) as PlannedDepartureRow;
  await append(transaction, centre, {
    ...aboutPlan(person, facts),
    action: before ? 'departure.changed' : 'departure.planned',
    reason: plan.reason ?? plan.kind,
    ...(before ? { before: told(before) } : {}),
    after: told(after),
  });
  if (after.due) return leave(transaction, policy, person, after, facts);
  await raiseEpoch(transaction, centre, { person: person.id });
  return after;
}

/**
 * Takes back what is planned, in the caller's transaction and under `lockActivePerson`'s locks. Where its day has come they leave instead.
 * Undefined where nothing is planned.
 */
export async function withdrawDeparture(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  by: Planner,
  facts: EntryFacts,
): Promise<PlannedDepartureRow | undefined> {
  const { centre } = policy;
  const before = await openPlan(transaction, centre, person.id);
  if (!before) return undefined;
  if (before.due) return leave(transaction, policy, person, before, facts);
  await withdrawPlan(transaction, centre, before.id, by);
  await append(transaction, centre, {
    ...aboutPlan(person, facts),
    action: 'departure.withdrawn',
    before: told(before),
  });
  await raiseEpoch(transaction, centre, { person: person.id });
  await keepRetirement(transaction, policy, person, by, facts);
  return readPlan(transaction, centre, before.id);
}

/** Plans the retirement of somebody whose day is known, unless they leave before. Under the same locks. */
export async function keepRetirement(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  planner: Planner,
  facts: EntryFacts,
): Promise<void> {
  const day = await retiresOn(transaction, policy.centre, person.id);
  if (day === undefined) return;
  const open = await openPlan(transaction, policy.centre, person.id);
  if (open && open.source !== 'retirement' && open.day <= day) return;
  await planDeparture(transaction, policy, person, retirement(day), planner, facts);
}

const retirement = (day: string): DeparturePlan => ({ day, kind: 'retired', source: 'retirement' });

/** Plans it for a caller. Throws `not-permitted`, `not-found`, `already-departed`, `retirement-stands`. */
export async function orderPlan(
  desk: Desk,
  caller: Caller,
  idOrUsername: string,
  plan: DeparturePlan,
  trace: Trace,
): Promise<PlannedDepartureRow> {
  const facts = { ...trace, action: 'departure.planned', targetType: 'person', target: idOrUsername } as const;
  return act(desk.database, caller.centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const { policy, person } = await lockActivePerson(desk, transaction, caller, idOrUsername, ordering);
    const planned = await planDeparture(transaction, policy, person, plan, plannerOf(caller), trace);
    if (planned.source === 'retirement' && planned.day < plan.day)
      throw new Problem('retirement-stands', said('retires-on', { day: planned.day }));
    return planned;
  });
}

/** Takes it back for a caller. Throws `not-permitted`, `not-found`, `already-departed` (they left by it meanwhile, too), `retirement-stands`. */
export async function takeBackPlan(
  desk: Desk,
  caller: Caller,
  idOrUsername: string,
  trace: Trace,
): Promise<PlannedDepartureRow> {
  const facts = { ...trace, action: 'departure.withdrawn', targetType: 'person', target: idOrUsername } as const;
  return act(desk.database, caller.centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const { policy, person } = await lockActivePerson(desk, transaction, caller, idOrUsername, ordering);
    const open = await openPlan(transaction, caller.centre, person.id);
    if (open?.source === 'retirement') throw new Problem('retirement-stands', said('retires-on', { day: open.day }));
    const planned = await withdrawDeparture(transaction, policy, person, plannerOf(caller), trace);
    if (!planned)
      throw new Problem('not-found', said('no-departure-planned', { person: person.username ?? person.id }));
    return planned;
  });
}

export const plannerOf = (caller: Caller): Planner => ({
  person: caller.kind === 'person' ? caller.person : null,
  client: caller.client,
});

const schedule = { client: 'access' };

/** Lets those leave whose day has come, each in a transaction of its own; gives how many it looked at. */
export async function leaveOnTheDay(desk: Desk, centre: string): Promise<number> {
  const due = await inCentre(desk.database, centre, (transaction) => duePlans(transaction, centre));
  for (const { person } of due) {
    await inCentre(desk.database, centre, async (transaction) => {
      await lockPolicy(transaction, centre, 'exclusive');
      await lockPeople(transaction, centre, [[person, 'update']]);
      const planned = await openPlan(transaction, centre, person);
      if (!planned?.due) return;
      const policy = await policyOf(desk, transaction, centre);
      const one = (await findPerson(transaction, centre, person)) as PersonRow;
      await leave(transaction, policy, one, planned, schedule);
    });
  }
  return due.length;
}

/** They leave by what was planned, whose day has come. */
async function leave(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  { id, kind, reason }: PlannedDepartureRow,
  facts: EntryFacts,
): Promise<PlannedDepartureRow> {
  const by = { person: facts.person ?? null, client: facts.client ?? schedule.client };
  await departNow(transaction, policy, person, { kind, reason, by }, facts);
  return (await readPlan(transaction, policy.centre, id)) as PlannedDepartureRow;
}

const saysTheSame = (before: PlannedDepartureRow, plan: DeparturePlan): boolean =>
  before.day === plan.day &&
  before.kind === plan.kind &&
  before.source === plan.source &&
  before.reason === (plan.reason ?? null);

/** Of a retirement the month only: from the day a date of birth is reckoned. */
const told = ({ id, day, kind, source }: PlannedDepartureRow) => ({
  planned: id,
  ...(source === 'retirement' ? { month: day.slice(0, 7) } : { day }),
  kind,
  source,
});

const aboutPlan = (person: PersonRow, facts: EntryFacts): Omit<LogEntry, 'action'> => ({
  ...facts,
  outcome: 'done',
  targetType: 'person',
  target: person.username ?? person.id,
  about: person.id,
  unit: person.unit,
});
