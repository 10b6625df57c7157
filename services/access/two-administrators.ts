import { actSaid, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { requireActive } from './desk.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import { heldNow } from './store/holder-store.ts';

/**
 * What becomes of accounts beyond joining, moving and leaving takes two: who administers accounts asks for it, and who administers security
 * decides, neither of them about themselves.
 */
export type Way = readonly [action: 'administer-accounts' | 'administer-security', resource: 'account' | 'role'];
export const asking: Way = ['administer-accounts', 'account'];
export const deciding: Way = ['administer-security', 'role'];

/** Codes of the units over which the caller may, asked under their own row's lock. Throws `account-disabled`, `not-permitted` where nowhere. */
export async function unitsFor(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: PersonCaller,
  ways: readonly Way[],
): Promise<Set<string>> {
  await requireActive(transaction, caller);
  const held = permissionsOf(policy, await heldNow(transaction, policy.centre, caller.person));
  const units = new Set(ways.flatMap(([action, resource]) => [...unitsPermitting(policy, held, action, resource)]));
  if (units.size === 0) throw notOver(ways);
  return units;
}

export const notOver = ([way]: readonly Way[]): Problem => {
  const [action, resource] = way ?? asking;
  return new Problem(
    'not-permitted',
    said('permission-unit', { action: actSaid(action), resource: thingSaid(resource) }),
  );
};
