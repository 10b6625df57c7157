import { shanghaiDate } from '@zhiheng/calendar';
import { said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Caller, Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { addPersonWithin, comeBack } from './arrivals.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { factsOf } from './provisioning.ts';
import { byHr, byScim, plan, refuseDouble, unitNamed } from './provisioning-change.ts';
import { type Newcomer, newcomerOf } from './scim/arrival.ts';
import type { Asserted } from './scim/asserted.ts';
import { ScimFault } from './scim/fault.ts';
import type { UserFacts } from './scim/user.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { findRemoved, keepRecord, renamePerson } from './store/scim-store.ts';

/**
 * Somebody new to the HR system arrives: an account without a password, nothing granted. Whom it had deleted and now names again by their
 * staff number is the same person, who comes back. Throws `invalidValue`, `uniqueness`, `retired`.
 */
export function createUser(desk: Desk, caller: Caller, asserted: Asserted, trace: Trace): Promise<UserFacts> {
  const { centre } = caller;
  const newcomer = newcomerOf(asserted);
  const { username } = newcomer.person;
  const facts = { ...trace, action: 'person.added', targetType: 'person', target: username } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    await lockPolicy(transaction, centre, 'exclusive');
    const policy = await policyOf(desk, transaction, centre);
    const person = await arriveOrReturn(desk, transaction, policy, caller, newcomer, trace);
    const { externalId, familyName, givenName, terminationDate, terminationKind } = newcomer;
    if (terminationDate !== null && terminationDate <= shanghaiDate(await databaseNow(transaction)))
      throw new ScimFault('invalidValue', said('scim-new-is-active'));
    const record = { externalId, familyName, givenName, terminationDate: null, terminationKind: null };
    await keepRecord(transaction, centre, person.id, record).catch(refuseDouble);
    const before = await factsOf(transaction, centre, person.id, username);
    const changes = {
      ...(terminationDate ? { terminationDate } : {}),
      ...(terminationKind ? { terminationKind } : {}),
    };
    await plan(transaction, policy, caller, { person, before, changes }, trace);
    return factsOf(transaction, centre, person.id, username);
  });
}

async function arriveOrReturn(
  desk: Desk,
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Caller,
  { person: input }: Newcomer,
  trace: Trace,
): Promise<PersonRow> {
  const { centre } = policy;
  const unit = unitNamed(policy, input.unit);
  const removed = await findRemoved(transaction, centre, input.staffNumber ?? input.username);
  if (removed === undefined) return addPersonWithin(desk, transaction, caller, { ...input, unit }, trace, byScim);
  await lockPeople(transaction, centre, [[removed, 'update']]);
  const { username, post, name } = input;
  const former = (await findPerson(transaction, centre, removed)) as PersonRow;
  const rehire = { unit, username, reason: byHr, ...(post === undefined ? {} : { post }) };
  const person = await comeBack(transaction, policy, caller, former, rehire, trace, byScim);
  if (name !== former.name) await renamePerson(transaction, centre, removed, name);
  return person;
}
