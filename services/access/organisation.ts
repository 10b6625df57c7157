import type { Organisation } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { activeHolders } from './store/holder-store.ts';

/** Who could decide at this moment: the active holders of every role that some chain calls on. */
export async function readOrganisation(transaction: Transaction, policy: CentrePolicy): Promise<Organisation> {
  const units = policy.policy.units.map(({ code, parent, kind }) => ({ code, parent, kind }));
  return { units, holders: await activeHolders(transaction, policy.centre, decidingRoles(policy)) };
}

export function decidingRoles({ chains }: CentrePolicy): string[] {
  const roles = chains.flatMap(({ stages }) =>
    stages.flatMap(({ by, escalateTo }) => (escalateTo ? [by, escalateTo] : [by])),
  );
  return [...new Set(roles)];
}
