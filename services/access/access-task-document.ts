import type { AccessTask } from '@zhiheng/contracts';
import type { StoredRequest } from './store/request-store.ts';

type Status = AccessTask['task']['status'];

/** Approved is what is in force: an approval of the last stage that a rule stops fails. */
const statusOf: Record<StoredRequest['approval']['state'], Status> = {
  pending: 'pending',
  approved: 'pending',
  applied: 'approved',
  rejected: 'denied',
  withdrawn: 'cancelled',
  expired: 'expired',
  failed: 'failed',
};

/** The approval of what has no end is spoken of for a day; from the first moment the grant itself decides. */
const day = 86_400_000;

/** A request as the draft AuthZEN profile's task. Who decides on it is told where requests are read, by sight. */
export function taskOf(endpoint: string, { id, approval, closedAt, validUntil }: StoredRequest): AccessTask {
  const status = statusOf[approval.state];
  const here = `${endpoint}/${id}`;
  const open = approval.stages.find(({ state }) => state === 'open');
  const progress = open && {
    current_step: open.ordinal + 1,
    total_steps: approval.stages.length,
    step_name: open.by,
  };
  const cancel = status === 'pending' ? { links: { cancel: `${here}/cancel` } } : {};
  const task = { id, status, status_endpoint: here, ...(progress ? { progress } : {}), ...cancel };
  if (status !== 'approved' || !closedAt) return { task };
  const until = validUntil ?? new Date(closedAt.getTime() + day);
  const approvalOf = { id, approved_at: closedAt.toISOString(), approved_until: until.toISOString() };
  return { task, result: { mode: 'reevaluate', approval: approvalOf } };
}
