import type { ProblemCode } from '@zhiheng/contracts';
import { expectTypeOf, test } from 'vitest';
import type { ApprovalError, ApprovalEvent, ApprovalRequest, Chain, Decision, Stage, StageRule } from '../index.ts';

test('every code of an ApprovalError is a problem code of the contract', () => {
  expectTypeOf<ApprovalError['code']>().toExtend<ProblemCode>();
});

test('nobody writes into a request, and no state or rule is made up', () => {
  const change = (request: ApprovalRequest, stage: Stage) => {
    // @ts-expect-error A request changes only through the functions of this room.
    request.state = 'approved';
    // @ts-expect-error A decision is never added by hand.
    stage.decisions.push({ person: 'me', decision: 'approve', at: 0 });
    // @ts-expect-error Nobody skips a stage.
    request.stages.pop();
  };
  expectTypeOf(change).toBeFunction();
  // @ts-expect-error There is no approval at the end of a deadline.
  const silent: StageRule = { by: 'head', of: 'centre', workingDays: 1, atEnd: 'approve' };
  // @ts-expect-error There is no third answer.
  const abstention: Decision = { person: 'me', decision: 'abstain', at: 0 };
  // @ts-expect-error A stage always has a deadline.
  const endless: Chain = { change: 'grant', risk: 1, stages: [{ by: 'head', of: 'centre' }] };
  // @ts-expect-error No event approves a stage by escalation.
  const event: ApprovalEvent = { type: 'stage-approved', stage: 0, because: 'overdue' };
  expectTypeOf([silent, abstention, endless, event]).toBeArray();
});
