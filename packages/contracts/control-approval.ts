import { type Static, Type } from 'typebox';
import { Code, closed, Id, Instant, nullable, Reason, Username } from './primitives.ts';

/** What of internal control somebody proposes and the leadership of the centre decides. */
export const approvalKinds = {
  'control-settings': { zh: '修改内控设置', en: 'Change of the settings of internal control' },
  'rectification-extension': { zh: '整改延期', en: 'More time to rectify' },
  'recovery-write-off': { zh: '核销追回款', en: 'Write-off of a recovery' },
} as const;
export type ApprovalKind = keyof typeof approvalKinds;
export const ApprovalKindCode = Type.Enum(Object.keys(approvalKinds) as ApprovalKind[], {
  description: '审批事项 / what is to be approved',
});

export const approvalStates = {
  pending: { zh: '待审批', en: 'Waiting for a decision' },
  approved: { zh: '已批准', en: 'Approved' },
  rejected: { zh: '已驳回', en: 'Rejected' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const;
export type ApprovalState = keyof typeof approvalStates;
export const ApprovalStateCode = Type.Enum(Object.keys(approvalStates) as ApprovalState[], {
  description: '状态 / state',
});

/** Something of internal control that was put to the leadership of the centre. */
export const ControlApproval = Type.Object(
  {
    id: Id,
    kind: ApprovalKindCode,
    about: Type.String({ description: '所指 / what it is about: an id, or the code of the centre' }),
    unit: Code,
    proposal: Type.Record(Type.String(), Type.Unknown(), { description: '提议的内容 / what is proposed' }),
    reason: Reason,
    state: ApprovalStateCode,
    askedBy: nullable(Username),
    askedAt: Instant,
    decidedBy: nullable(Username),
    decidedAt: nullable(Instant),
    comment: nullable(Type.String()),
    mayDecide: Type.Boolean({ description: '您可审批 / you may decide' }),
    mayWithdraw: Type.Boolean({ description: '您可撤回 / you may withdraw it' }),
  },
  { $id: 'ControlApproval', ...closed },
);
export type ControlApproval = Static<typeof ControlApproval>;

export const ControlDecisionInput = Type.Object(
  {
    decision: Type.Enum(['approve', 'reject'], { description: '批准或驳回 / approve or reject' }),
    comment: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1000,
        pattern: '\\S',
        description: '意见，驳回时必填 / needed to reject',
      }),
    ),
  },
  { $id: 'ControlDecisionInput', ...closed, examples: [{ decision: 'approve', comment: '同意' }] },
);
export type ControlDecisionInput = Static<typeof ControlDecisionInput>;
