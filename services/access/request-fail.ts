import { markFailed } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import type { EntryFacts } from './entry-facts.ts';
import { tellOutcome } from './notices.ts';
import { updateApproval } from './store/approval-store.ts';
import { append } from './store/log-store.ts';
import type { Failure, StoredRequest } from './store/request-store.ts';

/** Ends a request that can no longer take effect. */
export async function failRequest(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  failure: Failure,
  facts: EntryFacts,
  at: number,
): Promise<StoredRequest> {
  const approval = markFailed(request.approval, [failure.code]).request;
  await updateApproval(transaction, policy.centre, approval, failure);
  await tellOutcome(transaction, policy.centre, { ...request, approval });
  await append(transaction, policy.centre, {
    ...facts,
    action: 'request.failed',
    outcome: 'failed',
    targetType: 'request',
    target: request.id,
    unit: request.unit,
    about: approval.beneficiary,
    reason: failure.code,
    details: {
      conflicts: (failure.conflicts ?? []).map(({ rule, items }) => ({ rule, items })),
      ...(failure.by === undefined ? {} : { by: failure.by }),
    },
  });
  return { ...request, approval, failure, closedAt: new Date(at) };
}
