import { needsFrom } from './needs.ts';
import type { Need } from './plan.ts';
import { end, openIndex, withStage } from './stages.ts';
import type { AddWorkingDays, ApprovalRequest, Organisation, Outcome, Stage } from './types.ts';

/**
 * Lets a missed deadline take effect: the open stage escalates once, with a new deadline from `at`; if it has done so
 * before, may not, or nobody there could complete it, the request expires, or waits where its rule says so. Silence never
 * approves.
 *
 * Does nothing, with no events, when nothing is overdue at `at` (milliseconds) or the request is not pending.
 */
export function escalate(
  request: ApprovalRequest,
  organisation: Organisation,
  at: number,
  addWorkingDays: AddWorkingDays,
): Outcome {
  const index = openIndex(request);
  const stage = request.stages[index];
  if (request.state !== 'pending' || !stage || stage.dueAt === undefined || at < stage.dueAt) {
    return { request, events: [] };
  }
  const to = nextRole(request, index, organisation);
  if (to === undefined && stage.rule.atEnd === 'wait') return waitOn(request, index, at, addWorkingDays);
  if (to === undefined) {
    return { request: end(request, 'expired'), events: [{ type: 'expired', stage: stage.ordinal, at }] };
  }
  return handOver(request, index, to, 'overdue', at, addWorkingDays);
}

/** The stage stays where it is, with a new deadline. */
function waitOn(request: ApprovalRequest, index: number, at: number, addWorkingDays: AddWorkingDays): Outcome {
  const { ordinal: stage, by, rule } = request.stages[index] as Stage;
  const dueAt = addWorkingDays(at, rule.workingDays);
  return { request: withStage(request, index, { dueAt }), events: [{ type: 'stage-overdue', stage, by, at, dueAt }] };
}

/** The stage goes to another role, with a new deadline. */
export function handOver(
  request: ApprovalRequest,
  index: number,
  to: string,
  because: 'no-approver' | 'overdue',
  at: number,
  addWorkingDays: AddWorkingDays,
): Outcome {
  const { ordinal, by, rule } = request.stages[index] as Stage;
  const dueAt = addWorkingDays(at, rule.workingDays);
  return {
    request: withStage(request, index, { by: to, escalated: true, dueAt }),
    events: [{ type: 'stage-escalated', stage: ordinal, from: by, to, because, at, dueAt }],
  };
}

/** Whom an overdue stage goes to, if it may escalate and enough people are there. */
function nextRole(request: ApprovalRequest, index: number, organisation: Organisation): string | undefined {
  const { rule } = request.stages[index] as Stage;
  if (rule.atEnd === 'expire') return undefined;
  const [need] = needsFrom(request, index, organisation) as [Need];
  return need.choices.find(({ escalated, people }, i) => i > 0 && escalated && people.length >= need.voices)?.by;
}
