import type { ThinlyCoveredDuty } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type CentrePolicy, compileCentre } from './centre-policy.ts';
import { policyAfter } from './policy-change-check.ts';
import type { Removal, RemovalOutlook } from './removal.ts';
import { type Asked, cureOf, policyProposalOf } from './request-asked.ts';
import { unattended } from './unattended.ts';

/** The policy as a request would have it: what its cure leaves behind is reckoned by what the roles and items say then. */
export const policyThen = (policy: CentrePolicy, asked: Pick<Asked, 'change' | 'proposal'>): CentrePolicy => ({
  ...policy,
  ...compileCentre({ ...policy, policy: policyAfter(policy, policyProposalOf(asked)) }, policy.addWorkingDays),
});

/** What all that ends with a change of policy leaves behind together; `outlooks`: one after another, those before it done. */
export async function cureOutlook(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Pick<Asked, 'change' | 'proposal'>,
  outlooks: (t: Transaction, p: CentrePolicy, removals: readonly Removal[]) => Promise<RemovalOutlook[]>,
): Promise<RemovalOutlook> {
  const removals = cureOf(asked)?.removals ?? [];
  const each = await outlooks(transaction, policyThen(policy, asked), removals);
  const needing = each.flatMap(({ thinlyCovered, alsoLosing }, index) =>
    unattended(thinlyCovered).length > 0 ? [{ ...(removals[index] as Removal), alsoLosing }] : [],
  );
  return {
    // Told together with what the change itself leaves worse off (`policy-change-losses.ts`).
    losses: [],
    thinlyCovered: lastOf(each.flatMap(({ thinlyCovered }) => thinlyCovered)),
    alsoLosing: new Set(each.flatMap(({ alsoLosing }) => [...alsoLosing])),
    needing,
  };
}

/** Of what is told of the same duty more than once, how it is in the end. */
const lastOf = (all: readonly ThinlyCoveredDuty[]): ThinlyCoveredDuty[] => [
  ...new Map(all.map((one) => [[one.item, one.unit, one.duty].join(' '), one])).values(),
];
