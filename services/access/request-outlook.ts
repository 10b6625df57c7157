import type { RequestPreview } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { trialOf } from './chain-trial.ts';
import { coverRefusal } from './cover-plan.ts';
import { policyChangeLosses } from './policy-change-losses.ts';
import type { RemovalOutlook } from './removal.ts';
import { removalOutlookOf } from './removal-losses.ts';
import { cureOf, isPolicyChange } from './request-asked.ts';
import { asShown, previewDocument } from './request-document.ts';
import type { RequestOutlook } from './request-submit.ts';
import type { View } from './viewer.ts';

/**
 * The preview of a request as it is shown: with what it would leave unstaffed, at units whose business the viewer sees, and what of that needs a
 * cover plan. `removal`: of one among many, reckoned with the others.
 */
export async function shownOutlook(
  { transaction, centre, policy, sight }: View,
  outlook: RequestOutlook,
  english: boolean,
  removal?: RemovalOutlook,
): Promise<RequestPreview> {
  const document = await previewDocument(transaction, centre, outlook, english);
  const left = removal ?? (await removalOutlookOf(transaction, policy, outlook.input));
  const refusal = document.problem ? undefined : await coverRefusal(transaction, policy, outlook.input, left);
  const submittable = document.submittable && refusal === undefined;
  // Said last, as submission does: what else refuses it would still do so once that request has ended.
  const problem = refusal ?? (submittable ? outlook.pending : undefined);
  const losses = isPolicyChange(outlook.input) ? await changeLosses(transaction, policy, outlook) : left.losses;
  const trial = await trialOf(transaction, policy, outlook.input);
  return {
    ...document,
    ...(problem ? { submittable: false, problem: asShown(problem, english) } : {}),
    ...(trial ? { trial } : {}),
    thinlyCovered: left.thinlyCovered,
    losses: losses.filter(({ unit }) => sight.overseen.has(unit)),
  };
}

/** What of its cure the change needs goes with it; all of it where it could not be judged. */
const changeLosses = (transaction: Transaction, policy: CentrePolicy, { input, judgement }: RequestOutlook) =>
  policyChangeLosses(transaction, policy, input, judgement.cure?.ends ?? cureOf(input)?.removals ?? []);
