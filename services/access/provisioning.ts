import { noSuch, said } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { departNow } from './depart-now.ts';
import type { Desk } from './desk.ts';
import { lockPerson, ordering } from './person-order.ts';
import { plannerOf, withdrawDeparture } from './planned-departures.ts';
import { byScim, carryOutChanges, fallbackKind } from './provisioning-change.ts';
import type { Asserted } from './scim/asserted.ts';
import { changesOf } from './scim/changes.ts';
import { isNamed, type UserFacts, versionOf } from './scim/user.ts';
import type { DepartureKind } from './store/departure-store.ts';
import { append } from './store/log-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { countUsers, listUsers, removeRecord, type UserQuery } from './store/scim-store.ts';

/** Whom the HR system means (an id or a username), and which version of them (`If-Match`). */
export interface Meant {
  user: string;
  ifMatch?: string | undefined;
}

/** A page of users, and how many there are in all. */
export function findUsers(
  desk: Desk,
  { centre }: Caller,
  query: UserQuery,
): Promise<{ users: UserFacts[]; total: number }> {
  return inCentre(desk.database, centre, async (transaction) => {
    const total = await countUsers(transaction, centre, query.condition);
    const users = query.limit === 0 ? [] : await listUsers(transaction, centre, query);
    return { users, total };
  });
}

/** One user. Throws `not-found`, also of whom the HR system has deleted. */
export function readUser(desk: Desk, { centre }: Caller, user: string): Promise<UserFacts> {
  return inCentre(desk.database, centre, async (transaction) => {
    const person = await findPerson(transaction, centre, user);
    return factsOf(transaction, centre, person?.id, user);
  });
}

/**
 * Whatever the HR system says of a user, all of it in one transaction or nothing; what is so already changes nothing and has no entry.
 * Throws `not-found`, `precondition-failed`, and what `carryOutChanges` and `changesOf` throw.
 */
export function changeUser(
  desk: Desk,
  caller: Caller,
  { user, ifMatch }: Meant,
  asserted: Asserted,
  trace: Trace,
): Promise<UserFacts> {
  const { centre } = caller;
  const refused = { ...trace, ...denied, action: 'person.changed', target: user } as const;
  return act(desk.database, centre, refused, async (transaction) => {
    const { policy, person, before } = await lockUser(desk, transaction, caller, { user, ifMatch }, trace);
    const changes = changesOf(before, asserted);
    if (Object.keys(changes).length === 0) return before;
    await carryOutChanges(transaction, policy, caller, { person, before, changes }, trace);
    return factsOf(transaction, centre, person.id, user);
  });
}

/**
 * The HR system deletes a user: here they leave, if they have not, and stay on record. From then on it does not see them (RFC 7644, 3.6).
 * Throws `not-found`, `precondition-failed`.
 */
export function deleteUser(desk: Desk, caller: Caller, { user, ifMatch }: Meant, trace: Trace): Promise<void> {
  const { centre } = caller;
  const refused = { ...trace, ...denied, action: 'person.departed', target: user } as const;
  return act(desk.database, centre, refused, async (transaction) => {
    const { policy, person, before } = await lockUser(desk, transaction, caller, { user, ifMatch }, trace);
    await removeRecord(transaction, centre, person.id);
    if (before.active) {
      const kind = (before.terminationKind ?? fallbackKind) as DepartureKind;
      await departNow(transaction, policy, person, { kind, by: plannerOf(caller), source: byScim }, trace);
      return;
    }
    await append(transaction, centre, {
      ...{ ...trace, action: 'person.changed', outcome: 'done', targetType: 'person', target: before.username },
      ...{ about: person.id, unit: person.unit, details: { ...byScim, changed: ['deleted'] } },
    });
  });
}

/**
 * Locks whom the HR system means against everybody else, as they are in the version it means. Who was to leave by now has left.
 * Throws `not-found`, `precondition-failed`.
 */
async function lockUser(
  desk: Desk,
  transaction: Transaction,
  caller: Caller,
  { user, ifMatch }: Meant,
  trace: Trace,
): Promise<{ policy: CentrePolicy; person: PersonRow; before: UserFacts }> {
  const { centre } = caller;
  const { policy, person } = await lockPerson(desk, transaction, caller, user, ordering);
  const before = await factsOf(transaction, centre, person.id, user);
  if (ifMatch !== undefined && !isNamed(versionOf(before), ifMatch))
    throw new Problem('precondition-failed', said('scim-version'));
  if (person.state === 'active' && !before.active) {
    await withdrawDeparture(transaction, policy, person, plannerOf(caller), trace);
    return { policy, person: (await findPerson(transaction, centre, person.id)) as PersonRow, before };
  }
  return { policy, person, before };
}

const denied = { outcome: 'denied', targetType: 'person' } as const;

/** Throws `not-found`. */
export async function factsOf(
  transaction: Transaction,
  centre: string,
  id: string | undefined,
  named: string,
): Promise<UserFacts> {
  const condition = { field: 'id', operator: 'eq', value: id ?? '' } as const;
  const [facts] = id ? await listUsers(transaction, centre, { condition, offset: 0, limit: 1 }) : [];
  if (!facts) throw new Problem('not-found', noSuch('person', named));
  return facts;
}
