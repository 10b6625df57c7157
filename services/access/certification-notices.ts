import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { readReviewers, turnFrom } from './certification.ts';
import { tell } from './notices.ts';
import { kindsOfHoldings } from './store/certification-holding-store.ts';

/** Tells everybody for whom holdings of a campaign wait that it has begun: nothing is granted or ended meanwhile, so that it has to be quick. */
export async function tellReviewers(
  transaction: Transaction,
  policy: CentrePolicy,
  certification: string,
  dueAt: number,
): Promise<void> {
  const organisation = await readReviewers(transaction, policy);
  const { holders, deputies = [] } = organisation;
  const asked = new Set([...holders.map(({ person }) => person), ...deputies.map(({ deputy }) => deputy)]);
  const kinds = await kindsOfHoldings(transaction, policy.centre, certification, [...asked]);
  const reviewers = kinds.flatMap((kind) => turnFrom(kind, 0, organisation)?.reviewers ?? []);
  await tell(transaction, policy.centre, 'certification-assigned', certification, reviewers, dueAt);
}
