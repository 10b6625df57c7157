import { type Static, Type } from 'typebox';
import { Code, closed, Id, IdOrCode, Instant, nullable, Reason, RiskLevel, Username } from './primitives.ts';
import { ConflictDocument } from './problem-document.ts';

const change = Type.Enum(['grant', 'revoke'], { description: '授予或收回 / what is asked for' });

/** What a person asks for. A code, username or id may stand for role, unit and beneficiary. */
export const RequestInput = Type.Object(
  {
    change,
    beneficiary: IdOrCode,
    role: IdOrCode,
    unit: IdOrCode,
    validFrom: Type.Optional(Instant),
    validUntil: Type.Optional(Instant),
    reason: Reason,
  },
  {
    ...closed,
    examples: [
      {
        change: 'grant',
        beneficiary: 'newcomer',
        role: 'enterprise-pension-handle',
        unit: 'enterprise-pension',
        reason: '新入职，任经办岗',
      },
    ],
  },
);
export type RequestInput = Static<typeof RequestInput>;

export const DecisionInput = Type.Object(
  {
    decision: Type.Enum(['approve', 'reject']),
    comment: Type.Optional(Type.String({ maxLength: 1000, description: '意见，驳回必填 / needed to reject' })),
  },
  { ...closed, examples: [{ decision: 'approve', comment: '同意' }] },
);
export type DecisionInput = Static<typeof DecisionInput>;

const DecisionDocument = Type.Object(
  {
    person: Username,
    onBehalfOf: Type.Optional(Username),
    decision: Type.Enum(['approve', 'reject']),
    comment: Type.Optional(Type.String()),
    at: Instant,
  },
  closed,
);

/** One stage of an approval. `by` is the post that decides now, after an escalation the higher one. */
export const StageDocument = Type.Object(
  {
    by: Code,
    of: Type.Enum(['grant-unit', 'centre', 'parent']),
    state: Type.Enum(['waiting', 'open', 'approved', 'rejected', 'closed']),
    quorum: Type.Integer(),
    escalated: Type.Boolean({ description: '已上报 / has gone to the higher post' }),
    workingDays: Type.Integer({ description: '办理时限（工作日） / working days to decide' }),
    dueAt: nullable(Instant),
    candidates: Type.Array(Username, { description: '可审批人 / who may decide it at this moment' }),
    decisions: Type.Array(DecisionDocument),
  },
  { $id: 'Stage', ...closed },
);
export type StageDocument = Static<typeof StageDocument>;

export const requestStates = ['pending', 'approved', 'applied', 'rejected', 'withdrawn', 'expired', 'failed'] as const;

/** A request on its way through tiered approval. People are named by username. */
export const Request = Type.Object(
  {
    id: Id,
    change,
    state: Type.Enum(requestStates),
    requester: Username,
    beneficiary: Username,
    beneficiaryName: Type.String(),
    role: Code,
    unit: Code,
    risk: RiskLevel,
    validFrom: nullable(Instant),
    validUntil: nullable(Instant),
    reason: Type.String(),
    submittedAt: Instant,
    closedAt: nullable(Instant),
    stages: Type.Array(StageDocument),
    /** Blocking conflicts that made it fail, and observed ones, as judged when it was last judged. */
    conflicts: Type.Array(ConflictDocument),
    failure: nullable(Type.String({ description: '未能生效的原因代码 / code of why it failed' })),
    /** What the caller may do with it at this moment. */
    may: Type.Object({ decide: Type.Boolean(), withdraw: Type.Boolean() }, closed),
  },
  { $id: 'Request', ...closed },
);
export type Request = Static<typeof Request>;

/** What would become of a request submitted at this moment. Nothing is changed. */
export const RequestPreview = Type.Object(
  {
    change,
    beneficiary: Username,
    role: Code,
    unit: Code,
    risk: RiskLevel,
    validFrom: nullable(Instant),
    validUntil: nullable(Instant),
    /** False when submitting it would be refused: `problem` or a blocking conflict says why. */
    submittable: Type.Boolean(),
    problem: nullable(
      Type.Object({ code: Type.String(), title: Type.String(), detail: Type.Optional(Type.String()) }, closed),
    ),
    conflicts: Type.Array(ConflictDocument, { description: '禁止的冲突 / conflicts that block' }),
    observed: Type.Array(ConflictDocument, { description: '仅提示的冲突 / conflicts that are only recorded' }),
    stages: Type.Array(StageDocument),
  },
  { $id: 'RequestPreview', ...closed },
);
export type RequestPreview = Static<typeof RequestPreview>;
