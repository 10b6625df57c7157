import { type NewPersonInput, type RehireInput, type Said, said } from '@zhiheng/contracts';
import { type Transaction, violates } from '@zhiheng/database';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import type { EntryFacts } from './entry-facts.ts';
import { endedBy } from './leaves.ts';
import type { Source } from './movement-source.ts';
import { known } from './overlook.ts';
import { lockPerson, ordering, requireOver } from './person-order.ts';
import { keepRetirement } from './planned-departures.ts';
import { requireUnitInUse } from './retirement.ts';
import { insertAccount, insertPerson, insertRehire, leaveBehind } from './store/arrival-store.ts';
import { listDepartures } from './store/departure-store.ts';
import type { Ending } from './store/leave-store.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { movePerson } from './store/movement-store.ts';
import { findPerson, type PersonRow, usernamesOf } from './store/people-store.ts';

/** A person's post where none is named. */
export const noPost = '-';

/**
 * Somebody new, with one account and nothing granted: whatever they may do comes by request, and their first password from
 * identity. Throws `not-permitted`, `unknown-code`, `retired`, `already-exists` (the username or the staff number is somebody's).
 */
export async function addPerson(desk: Desk, caller: Caller, input: NewPersonInput, trace: Trace): Promise<PersonRow> {
  const refused = { ...trace, ...added, target: input.username, outcome: 'denied' } as const;
  return act(desk.database, caller.centre, refused, (transaction) =>
    addPersonWithin(desk, transaction, caller, input, trace),
  );
}

const added = { action: 'person.added', targetType: 'person' } as const;

/** The same in a transaction that does more. */
export async function addPersonWithin(
  desk: Desk,
  transaction: Transaction,
  caller: Caller,
  input: NewPersonInput,
  trace: Trace,
  source?: Source,
): Promise<PersonRow> {
  const { centre } = caller;
  const { username, name, staffNumber = username, post = noPost } = input;
  await lockPolicy(transaction, centre, 'shared');
  const policy = await policyOf(desk, transaction, centre);
  if (caller.kind === 'person') await lockPeople(transaction, centre, [[caller.person, 'key share']]);
  // Who may nowhere hears nothing of which units there are.
  await requireOver(transaction, policy, caller, undefined, ordering);
  const unit = known(policy, 'unit', input.unit);
  await requireOver(transaction, policy, caller, unit, ordering);
  requireUnitInUse(policy, unit);
  const id = await insertPerson(transaction, centre, { name, staffNumber, unit, post }).catch(refuseDouble);
  const account = await insertAccount(transaction, centre, id, username).catch(refuseDouble);
  await append(transaction, centre, {
    ...trace,
    ...added,
    target: username,
    outcome: 'done',
    about: id,
    unit,
    after: { unit, post, account },
    ...(source ? { details: source } : {}),
  });
  await raiseEpoch(transaction, centre, { person: id });
  return (await findPerson(transaction, centre, id)) as PersonRow;
}

/**
 * Somebody who had left comes back: the same person, so that what they did still counts for every rule; a new account, for the
 * old one and its credentials stay dead; and nothing of what they held. The caller administers accounts over the unit they had
 * and the one they come to. Throws `not-permitted`, `not-found`, `unknown-code`, `retired`, `already-active`, `already-exists`.
 */
export async function rehire(
  desk: Desk,
  caller: Caller,
  idOrUsername: string,
  input: RehireInput,
  trace: Trace,
): Promise<PersonRow> {
  const { centre } = caller;
  const facts = { ...trace, action: 'person.rehired', targetType: 'person', target: idOrUsername } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const { policy, person } = await lockPerson(desk, transaction, caller, idOrUsername, ordering);
    const unit = known(policy, 'unit', input.unit);
    await requireOver(transaction, policy, caller, unit, ordering);
    return comeBack(transaction, policy, caller, person, { ...input, unit }, trace);
  });
}

/** The same in a transaction that does more, of somebody `lockPerson` has locked, for who may; `unit`: its code. */
export async function comeBack(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Caller,
  person: PersonRow,
  { unit, post = person.post, username = person.username as string, reason }: RehireInput,
  trace: Trace,
  source?: Source,
): Promise<PersonRow> {
  const { centre } = policy;
  requireUnitInUse(policy, unit);
  await requireMayReturn(transaction, policy, person);
  const to = { unit, post };
  const order = { ...to, username, reason, by: endedBy(caller), facts: trace };
  const { rehire: id, account } = await returned(transaction, policy, person, order);
  await append(transaction, centre, {
    ...trace,
    action: 'person.rehired',
    outcome: 'done',
    targetType: 'person',
    target: username,
    about: person.id,
    unit,
    reason,
    before: { state: 'departed', unit: person.unit, post: person.post },
    after: { state: 'active', ...to, account, rehire: id },
    ...(source ? { details: source } : {}),
  });
  await raiseEpoch(transaction, centre, { person: person.id });
  return (await findPerson(transaction, centre, person.id)) as PersonRow;
}

interface Return {
  unit: string;
  post: string;
  username: string;
  reason: string;
  by: Ending;
  /** Which takes the departure back. */
  request?: string;
  facts: EntryFacts;
}

/**
 * Somebody who had left is there again, under the centre's and their lock: with a new account and no grant, for whatever grants sessions,
 * tokens or credentials of before is of the old one. Throws `already-exists`.
 */
export async function returned(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  { unit, post, username, reason, by, request, facts }: Return,
): Promise<{ rehire: string; account: string }> {
  const { centre } = policy;
  await requireUnmerged(transaction, policy, person);
  // While they still count as having left: nothing of then may act again.
  await leaveBehind(transaction, centre, person.id, by);
  const account = await insertAccount(transaction, centre, person.id, username).catch(refuseDouble);
  const order = { person: person.id, account, unit, post, reason, by: by.endedBy, client: by.client };
  const rehire = await insertRehire(transaction, centre, { ...order, request: request ?? null });
  await movePerson(transaction, centre, person.id, { unit, post });
  await keepRetirement(transaction, policy, person, { person: by.endedBy, client: by.client }, facts);
  return { rehire, account };
}

/** A record that was merged stands for nobody any more. */
async function requireUnmerged(transaction: Transaction, policy: CentrePolicy, person: PersonRow): Promise<void> {
  const human = policy.merged?.get(person.id);
  if (human === undefined) return;
  const names = await usernamesOf(transaction, policy.centre, [human]);
  const told = { person: person.username ?? person.id, into: names.get(human) ?? human };
  throw new Problem('already-departed', said('record-merged', told));
}

async function requireMayReturn(transaction: Transaction, policy: CentrePolicy, person: PersonRow): Promise<void> {
  const { centre } = policy;
  const name = person.username ?? person.id;
  if (person.state === 'active') throw new Problem('already-active', said('not-left-or-back', { person: name }));
  const [last] = await listDepartures(transaction, centre, { person: person.id, limit: 1 });
  if (last?.kind === 'deceased') throw new Problem('already-departed', said('on-record-as-deceased', { person: name }));
}

const doubles: Record<string, Said> = {
  person_centre_staff_number_key: said('staff-number-taken'),
  username_of_another: said('username-was-anothers'),
  account_username_active: said('username-taken'),
};

function refuseDouble(error: unknown): never {
  const told = doubles[violates(error) ?? ''];
  throw told === undefined ? error : new Problem('already-exists', told);
}
