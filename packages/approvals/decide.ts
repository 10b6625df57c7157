import { ApprovalError } from './approval-error.ts';
import { candidates } from './candidates.ts';
import { holdersOf } from './holders.ts';
import { heard, voicesNeeded } from './needs.ts';
import { escalate } from './overdue.ts';
import { end, openIndex, openStage, withStage } from './stages.ts';
import type {
  AddWorkingDays,
  ApprovalEvent,
  ApprovalRequest,
  Candidate,
  Decision,
  Organisation,
  Outcome,
  Stage,
} from './types.ts';
import { inState } from './wording.ts';

/**
 * Approves or rejects the open stage. A deadline that has passed by `given.at` takes effect first. Whoever holds the post
 * speaks for themselves; a deputy may leave out `onBehalfOf`, and then stands for the first holder they can. `decision` is
 * what was recorded.
 *
 * Throws ApprovalError: `not-pending`, `own-request`, `already-decided`, `not-a-candidate`, `comment-required`.
 */
export function decide(
  request: ApprovalRequest,
  given: Decision,
  organisation: Organisation,
  addWorkingDays: AddWorkingDays,
): Outcome & { readonly decision: Decision } {
  const current = escalate(request, organisation, given.at, addWorkingDays);
  const decision = accepted(current.request, given, organisation);
  const index = openIndex(current.request);
  const stage = current.request.stages[index] as Stage;
  const decided = withStage(current.request, index, { decisions: [...stage.decisions, decision] });
  const events: ApprovalEvent[] = [...current.events, { type: 'decided', stage: stage.ordinal, decision }];
  const next =
    decision.decision === 'reject'
      ? reject(decided, index)
      : approve(decided, index, given.at, organisation, addWorkingDays);
  return { request: next.request, events: [...events, ...next.events], decision };
}

function accepted(request: ApprovalRequest, given: Decision, organisation: Organisation): Decision {
  const index = openIndex(request);
  if (request.state !== 'pending' || index < 0) throw new ApprovalError('not-pending', inState(request.state));
  const voices = given.onBehalfOf === undefined ? [given.person] : [given.person, given.onBehalfOf];
  const own = [request.requester, request.beneficiary, ...(request.concerned ?? [])];
  if (voices.some((one) => own.includes(one))) {
    throw new ApprovalError('own-request', {
      zh: '申请人和受益人不得审批本申请。',
      en: 'Requester and beneficiary have no voice in their own request.',
    });
  }
  const silent = heard(request);
  if (voices.some((one) => silent.has(one))) {
    throw new ApprovalError('already-decided', {
      zh: '每人在各环节中只审批一次，代理时两人均计。',
      en: 'Each person is heard once over all stages, deputies for both.',
    });
  }
  const stage = request.stages[index] as Stage;
  const voice = candidates(request, stage.ordinal, organisation, given.at).find(speaksAs(given));
  if (!voice) throw notACandidate(request, stage, given, organisation);
  if (given.decision === 'reject' && !given.comment?.trim()) {
    throw new ApprovalError('comment-required', { zh: '请说明驳回的理由。', en: 'Say why it is rejected.' });
  }
  return { ...given, ...voice };
}

function notACandidate(
  { unit }: ApprovalRequest,
  { ordinal, by, rule }: Stage,
  { person, onBehalfOf = person }: Decision,
  organisation: Organisation,
): ApprovalError {
  const kept = onBehalfOf === person && holdersOf(by, rule.of, unit, organisation).includes(person);
  return new ApprovalError(
    'not-a-candidate',
    kept
      ? {
          zh: '后续环节须由您审批，而每人只审批一次。',
          en: 'A later stage could not be decided without you, and nobody is heard twice.',
        }
      : { zh: `第 ${ordinal + 1} 个环节由 ${by} 审批。`, en: `Stage ${ordinal + 1} is decided by ${by}.` },
    ordinal,
  );
}

function speaksAs({ person, onBehalfOf }: Decision): (candidate: Candidate) => boolean {
  return (candidate) =>
    candidate.person === person && (onBehalfOf === undefined || candidate.onBehalfOf === onBehalfOf);
}

function reject(request: ApprovalRequest, index: number): Outcome {
  const { ordinal: stage } = request.stages[index] as Stage;
  return {
    request: end(withStage(request, index, { state: 'rejected' }), 'rejected'),
    events: [{ type: 'rejected', stage }],
  };
}

function approve(
  request: ApprovalRequest,
  index: number,
  at: number,
  organisation: Organisation,
  addWorkingDays: AddWorkingDays,
): Outcome {
  const decided = request.stages[index] as Stage;
  if (voicesNeeded(decided) > 0) return { request, events: [] };
  const approved = withStage(request, index, { state: 'approved' });
  const events: ApprovalEvent[] = [{ type: 'stage-approved', stage: decided.ordinal }];
  if (index === request.stages.length - 1) {
    return { request: { ...approved, state: 'approved' }, events: [...events, { type: 'approved' }] };
  }
  const opened = openStage(approved, index + 1, at, organisation, addWorkingDays);
  return { request: opened.request, events: [...events, ...opened.events] };
}
