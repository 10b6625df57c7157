import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { readReviewers, turnFrom } from './certification.ts';
import { tell } from './notices.ts';
import { listHoldings } from './store/certification-holding-store.ts';

/** Tells everybody for whom holdings of a campaign wait that it has begun. */
export async function tellReviewers(
  transaction: Transaction,
  policy: CentrePolicy,
  certification: string,
  dueAt: number,
): Promise<void> {
  const holdings = await listHoldings(transaction, policy.centre, certification);
  const organisation = await readReviewers(transaction, policy);
  const reviewers = holdings.flatMap((holding) => turnFrom(holding, holding.rung, organisation)?.reviewers ?? []);
  await tell(transaction, policy.centre, 'certification-assigned', certification, reviewers, dueAt);
}
