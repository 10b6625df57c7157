import { type Static, Type } from 'typebox';
import { Attachments } from './attachment.ts';
import { ChainChange, GrantLimit, ItemChange, RoleContent, RuleChange, UnitChange } from './policy.ts';
import { Code, closed, Day, Id, IdOrCode, Instant, nullable, Reason, RiskLevel, Username } from './primitives.ts';
import { ConflictDocument, FurtherConflicts } from './problem-document.ts';

export const requestChanges = [
  'grant',
  'revoke',
  'extend',
  'exception',
  'role-content',
  'rule',
  'template',
  'postpone-departure',
  'reinstate',
] as const;
export const change = Type.Enum(requestChanges, {
  description: '授予、收回、延期、例外、角色内容、规则、岗位模板、延迟退休或撤销离岗 / what is asked for',
});
/** What a request may be: one of these, or the confirmation that an emergency suspension has opened. */
const opened = Type.Enum([...requestChanges, 'suspension'], {
  description: '所申请的，或对紧急停权的确认 / what is asked for, or the confirmation of a suspension',
});

/** Who covers the duties that a removal leaves without a second person, until when. */
export const CoverPlan = Type.Object(
  {
    by: Type.Array(IdOrCode, { minItems: 1, maxItems: 20, uniqueItems: true, description: '顶岗人 / who covers it' }),
    until: Instant,
    note: Type.String({ minLength: 1, maxLength: 1000, description: '顶岗安排 / how' }),
  },
  { ...closed, description: '顶岗方案 / cover plan' },
);

/**
 * The grants that end with a change of policy, so that it leaves nobody in conflict: each takes part in one that the change would
 * bring. All periods of the role there end.
 */
const Cure = Type.Array(Type.Object({ person: IdOrCode, role: IdOrCode, unit: IdOrCode }, closed), {
  minItems: 1,
  maxItems: 200,
  description: '随变更收回的授权 / grants that end with the change',
});

/** What a post is given, at the person's own unit or the centre's root; without `unit` at every unit of the kind. */
const TemplateContent = Type.Object(
  {
    post: Type.String({ minLength: 1, maxLength: 100, description: '岗位 / post' }),
    unitKind: Code,
    unit: Type.Optional(IdOrCode),
    roles: Type.Array(Type.Object({ role: IdOrCode, place: Type.Enum(['unit', 'centre']) }, closed), { maxItems: 50 }),
  },
  { ...closed, description: '岗位模板 / template of a post' },
);

/**
 * A duty that a removal leaves without a second person who could do it while the others are done, or that too few distinct people
 * are left for. Where nobody remains a cover plan is needed.
 */
export const ThinlyCoveredDuty = Type.Object(
  {
    item: Code,
    unit: Code,
    duty: Type.String({ description: '职责 / duty', examples: ['review'] }),
    remaining: Type.Integer({ minimum: 0, description: '尚余人数 / how many are left' }),
  },
  closed,
);
export type ThinlyCoveredDuty = Static<typeof ThinlyCoveredDuty>;

/**
 * What a person asks for. A code, username or id may stand for role, unit, beneficiary, rule and control owner. Which
 * fields a change takes:
 * - `grant`: beneficiary, role, unit, validFrom?, validUntil?; `revoke`: beneficiary, role, unit, coverPlan?;
 * - `extend`: beneficiary, role, unit, validUntil;
 * - `exception`: beneficiary, rule (its code), validFrom?, validUntil, compensatingControl, controlOwner, items?;
 * - `role-content`: role (a new code makes a new role), content, cure?, coverPlan?;
 * - `template`: template (what a post is given from now on; no roles take the template away);
 * - `postpone-departure`: beneficiary, untilDay (later than their planned retirement); `reinstate`: beneficiary (who has just left), grants?
 *   (of those that ended with the departure, by id; all of them where absent);
 * - `rule`: exactly one of rule (its content), item, unitContent, chain, limit. Units, items, roles and chains retire by
 *   `retired: true` instead of content, and are put back by `retired: false`. What a rule, item or unit is to say takes cure?,
 *   coverPlan? as well.
 */
export const RequestInput = Type.Object(
  {
    change,
    beneficiary: Type.Optional(IdOrCode),
    role: Type.Optional(IdOrCode),
    unit: Type.Optional(IdOrCode),
    validFrom: Type.Optional(Instant),
    validUntil: Type.Optional(Instant),
    rule: Type.Optional(Type.Union([IdOrCode, RuleChange])),
    compensatingControl: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1000, description: '补偿控制措施 / what keeps it safe meanwhile' }),
    ),
    controlOwner: Type.Optional(IdOrCode),
    items: Type.Optional(Type.Array(Code, { minItems: 1, maxItems: 500, uniqueItems: true })),
    content: Type.Optional(RoleContent),
    item: Type.Optional(ItemChange),
    unitContent: Type.Optional(UnitChange),
    chain: Type.Optional(ChainChange),
    limit: Type.Optional(GrantLimit),
    template: Type.Optional(TemplateContent),
    untilDay: Type.Optional(Day),
    grants: Type.Optional(
      Type.Array(Id, { maxItems: 500, uniqueItems: true, description: '要恢复的授权 / grants to begin anew' }),
    ),
    coverPlan: Type.Optional(CoverPlan),
    cure: Type.Optional(Cure),
    reason: Reason,
    attachments: Type.Optional(Attachments),
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
      {
        change: 'exception',
        beneficiary: 'card-op1',
        rule: 'cards-and-payees',
        validUntil: '2027-01-31T16:00:00Z',
        compensatingControl: '稽核内控股每日核对制卡清单',
        controlOwner: 'inspector',
        reason: '同事病假，一人兼办',
      },
      {
        change: 'role-content',
        role: 'inspector',
        content: { permissions: [{ action: 'read', resource: 'entry' }] },
        reason: '岗位职责调整',
      },
    ],
  },
);
export type RequestInput = Static<typeof RequestInput>;

export const DecisionInput = Type.Object(
  {
    decision: Type.Enum(['approve', 'reject']),
    comment: Type.Optional(Type.String({ maxLength: 1000, description: '意见，驳回必填 / needed to reject' })),
    onBehalfOf: Type.Optional(IdOrCode),
    attachments: Type.Optional(Attachments),
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
    attachments: Type.Optional(Attachments),
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
    remindedAt: nullable(Instant),
    candidates: Type.Array(Username, { description: '可审批人 / who may decide it at this moment' }),
    decisions: Type.Array(DecisionDocument),
  },
  { $id: 'Stage', ...closed },
);
export type StageDocument = Static<typeof StageDocument>;

export const requestStates = ['pending', 'approved', 'applied', 'rejected', 'withdrawn', 'expired', 'failed'] as const;

/**
 * What a request would put in force beyond its other fields: the terms of an exception, or what the policy is to say; of a rule
 * `removes` names what it said and says no more.
 */
export const proposal = nullable(
  Type.Record(Type.String(), Type.Unknown(), { description: '例外条款或拟定内容 / terms, or the content proposed' }),
);

export const informed = Type.Array(Username, {
  description:
    '被知会人：受益人本单位负责人、随变更收回的授权所在机构的负责人 / who is told of it: the head of the beneficiary’s home unit, of units where grants end with a change',
});

/** A request on its way through tiered approval. People are named by username; a change of policy is for its requester. */
export const Request = Type.Object(
  {
    id: Id,
    change: opened,
    state: Type.Enum(requestStates),
    requester: Username,
    onBehalfOf: Type.Optional(
      Type.String({ description: '代理谁申请 / for whom the requester asked, as their deputy' }),
    ),
    beneficiary: Username,
    beneficiaryName: Type.String(),
    role: nullable(Code),
    unit: Code,
    rule: nullable(Code),
    proposal,
    risk: RiskLevel,
    validFrom: nullable(Instant),
    validUntil: nullable(Instant),
    reason: Type.String(),
    attachments: Attachments,
    /** The bulk it was submitted with. */
    bulk: nullable(Id),
    informed,
    submittedAt: Instant,
    closedAt: nullable(Instant),
    stages: Type.Array(StageDocument),
    /** Blocking conflicts that made it fail, and observed ones, as judged when it was last judged. */
    conflicts: Type.Array(ConflictDocument),
    furtherConflicts: Type.Optional(FurtherConflicts),
    failure: nullable(Type.String({ description: '未能生效的原因代码 / code of why it failed' })),
    /** What the caller may do with it at this moment. */
    may: Type.Object({ decide: Type.Boolean(), withdraw: Type.Boolean(), comment: Type.Boolean() }, closed),
  },
  { $id: 'Request', ...closed },
);
export type Request = Static<typeof Request>;
