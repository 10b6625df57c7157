import { candidates } from './candidates.ts';
import { handOver } from './overdue.ts';
import { openIndex, settle } from './stages.ts';
import type { AddWorkingDays, ApprovalRequest, Organisation, Outcome, Stage } from './types.ts';

/**
 * Looks anew at who decides the open stage, after somebody left or lost a post: others of the same role go on within the
 * same deadline, else it escalates, and when nobody at all is left it stays open and says so (`stage-unstaffed`).
 * Does nothing, with no events, when the request is not pending.
 */
export function reassign(
  request: ApprovalRequest,
  organisation: Organisation,
  at: number,
  addWorkingDays: AddWorkingDays,
): Outcome {
  const index = openIndex(request);
  if (request.state !== 'pending' || index < 0) return { request, events: [] };
  const { ordinal: stage, by } = request.stages[index] as Stage;
  const { choice, staffed } = settle(request, index, organisation);
  if (!staffed) return { request, events: [{ type: 'stage-unstaffed', stage, at }] };
  const { request: after, events } =
    choice.by === by ? { request, events: [] } : handOver(request, index, choice.by, 'no-approver', at, addWorkingDays);
  const to = candidates(after, stage, organisation, at).map(({ person }) => person);
  return { request: after, events: [...events, { type: 'stage-reassigned', stage, to: [...new Set(to)], at }] };
}
