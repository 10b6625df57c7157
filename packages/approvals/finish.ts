import { ApprovalError } from './approval-error.ts';
import { end } from './stages.ts';
import type { ApprovalRequest, Outcome } from './types.ts';
import { inState } from './wording.ts';

/** Takes a pending request back. Throws ApprovalError: `not-permitted` unless by its requester, `not-pending`. */
export function withdraw(request: ApprovalRequest, person: string, at: number): Outcome {
  if (person !== request.requester)
    throw new ApprovalError('not-permitted', {
      zh: '只有申请人可以撤回。',
      en: 'Only its requester may withdraw it.',
    });
  requireState(request, 'pending');
  return { request: end(request, 'withdrawn'), events: [{ type: 'withdrawn', by: person, at }] };
}

/** What was approved is in effect. Throws ApprovalError `not-pending` unless the request is approved. */
export function markApplied(request: ApprovalRequest): Outcome {
  requireState(request, 'approved');
  return { request: { ...request, state: 'applied' }, events: [{ type: 'applied' }] };
}

/** What is asked for cannot take effect (any more), for these reasons. Throws ApprovalError `not-pending` once it has ended. */
export function markFailed(request: ApprovalRequest, reasons: readonly string[]): Outcome {
  requireState(request, 'pending', 'approved');
  return { request: end(request, 'failed'), events: [{ type: 'failed', reasons }] };
}

function requireState({ state }: ApprovalRequest, ...allowed: ApprovalRequest['state'][]): void {
  if (!allowed.includes(state)) throw new ApprovalError('not-pending', inState(state));
}
