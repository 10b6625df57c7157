import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { readOrganisation } from './organisation.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import type { Needed } from './person-order.ts';

/** What makes somebody answer for the duty rules at a unit: they inspect how these are kept, or they administer them. */
const watching = [
  ['plan', 'inspection'],
  ['administer-security', 'rule'],
] as const;

/** Ids of who watches over the duty rules at a unit at this moment. */
export const watchersOf = (transaction: Transaction, policy: CentrePolicy, unit: string): Promise<string[]> =>
  thoseWho(transaction, policy, unit, watching);

/** Ids of who may do one of these at a unit at this moment, on leave or not: what they are told of waits for them. */
export async function thoseWho(
  transaction: Transaction,
  policy: CentrePolicy,
  unit: string,
  needed: Needed,
): Promise<string[]> {
  const roles = [...policy.compiled.roles.values()].filter(({ permissions }) =>
    permissions.some((one) =>
      needed.some(
        ([action, resource]) =>
          [action, 'manage'].includes(one.action) && [resource, 'all'].includes(one.resource) && one.effect !== 'deny',
      ),
    ),
  );
  const { holders, suspended } = await readOrganisation(
    transaction,
    policy,
    roles.map(({ role }) => role.code),
  );
  const held = Map.groupBy(
    holders.filter(({ person }) => !suspended.has(person)),
    ({ person }) => person,
  );
  return [...held.keys()].filter((person) => {
    const permissions = permissionsOf(policy, held.get(person) ?? []);
    return needed.some(([action, resource]) => unitsPermitting(policy, permissions, action, resource).has(unit));
  });
}
