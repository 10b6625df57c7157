import { withdraw } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { EntryFacts } from './entry-facts.ts';
import { tellOutcome } from './notices.ts';
import { updateApproval } from './store/approval-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { append } from './store/log-store.ts';
import type { StoredRequest } from './store/request-store.ts';

/** What a person's leaving or moving says of a request that has lost its purpose by it. */
const failures = { departure: 'not-active', transfer: 'moved-away' } as const;

/** Withdraws a request that nobody took back: as if its requester had, and saying why. */
export async function withdrawPointless(
  transaction: Transaction,
  centre: string,
  request: StoredRequest,
  reason: keyof typeof failures,
  facts: EntryFacts,
): Promise<void> {
  const { requester, beneficiary } = request.approval;
  const { request: approval } = withdraw(request.approval, requester, await databaseNow(transaction));
  await updateApproval(transaction, centre, approval, { code: failures[reason] });
  await tellOutcome(transaction, centre, { ...request, approval });
  await append(transaction, centre, {
    ...facts,
    action: 'request.withdrawn',
    outcome: 'done',
    targetType: 'request',
    target: request.id,
    unit: request.unit,
    about: beneficiary,
    reason,
  });
}
