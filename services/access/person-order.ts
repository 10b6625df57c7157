import { actSaid, noSuch, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Caller, Problem } from '@zhiheng/http';
import { type CentrePolicy, rootOf } from './centre-policy.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import { heldNow } from './store/holder-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';

/** Who may order what becomes of a person. */
export const ordering = [['administer-accounts', 'account']] as const;
/** Who may see what it would do, besides those. */
export const previewing = [...ordering, ['read', 'person']] as const;
/** Who sets what holds for a whole centre. */
export const securing = [['administer-security', 'role']] as const;
export type Needed = readonly (readonly [action: string, resource: string])[];

/**
 * Locks the centre's requests against all others (so that none is opened or moved to the person meanwhile) and the person
 * against every act of theirs, until the transaction ends. Throws `not-permitted`, `not-found`, `already-departed`.
 */
export async function lockActivePerson(
  desk: Desk,
  transaction: Transaction,
  caller: Caller,
  idOrUsername: string,
  needed: Needed,
): Promise<{ policy: CentrePolicy; person: PersonRow }> {
  const { policy, person } = await lockPerson(desk, transaction, caller, idOrUsername, needed);
  if (person.state !== 'active')
    throw new Problem('already-departed', said('has-left', { person: person.username ?? person.id }));
  return { policy, person };
}

/** The same of somebody who may have left. Throws `not-permitted`, `not-found`. */
export async function lockPerson(
  desk: Desk,
  transaction: Transaction,
  caller: Caller,
  idOrUsername: string,
  needed: Needed,
): Promise<{ policy: CentrePolicy; person: PersonRow }> {
  const { centre } = caller;
  await lockPolicy(transaction, centre, 'exclusive');
  const policy = await policyOf(desk, transaction, centre);
  const found = await findPerson(transaction, centre, idOrUsername);
  await lockPeople(transaction, centre, [
    ...(found ? [[found.id, 'update'] as [string, 'update']] : []),
    ...(caller.kind === 'person' ? [[caller.person, 'key share'] as [string, 'key share']] : []),
  ]);
  // Read anew: they may have moved or left before the lock was theirs.
  const person = found && (await findPerson(transaction, centre, found.id));
  await requireOver(transaction, policy, caller, person?.unit, needed);
  if (!person) throw new Problem('not-found', noSuch('person', idOrUsername));
  return { policy, person };
}

/**
 * Refuses whoever may not, at the unit; a machine client has shown its scope to the route. Of somebody who is not there
 * (`unit` undefined) only who may anywhere hears so. Throws `not-permitted`, `account-disabled`.
 */
export async function requireOver(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Caller,
  unit: string | undefined,
  needed: Needed,
): Promise<void> {
  if (caller.kind === 'client') return;
  await requireActive(transaction, caller);
  const held = permissionsOf(policy, await heldNow(transaction, policy.centre, caller.person));
  const units = new Set(needed.flatMap(([action, resource]) => [...unitsPermitting(policy, held, action, resource)]));
  if (unit === undefined ? units.size > 0 : units.has(unit)) return;
  const [[action, resource] = ['', '']] = needed;
  const words = { action: actSaid(action), resource: thingSaid(resource) };
  throw new Problem('not-permitted', said(unit === rootOf(policy) ? 'permission-centre' : 'permission-unit', words));
}
