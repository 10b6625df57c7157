import { type Static, type TSchema, Type } from 'typebox';
import { Instant } from './primitives.ts';
import { ConflictDocument, FurtherConflicts } from './problem-document.ts';

const somebody = { type: 'person', id: 'enterprise-pension-op1' };
const someCase = {
  type: 'case',
  id: 'new',
  properties: { item: 'enterprise-pension-award', unit: 'enterprise-pension' },
};

/** AuthZEN Authorization API 1.0: entities. Further members are allowed there, and so here. */
const properties = Type.Optional(Type.Record(Type.String(), Type.Unknown()));
const text = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

export const Subject = Type.Object({
  type: text('person 或 user / or user'),
  id: text('用户名或 id / username or id'),
  properties,
});
export const Action = Type.Object({ name: text('动作 / action'), properties });
export const Resource = Type.Object({
  type: text('资源类型 / resource type'),
  id: text('资源 id / resource id'),
  properties,
});
const Context = Type.Record(Type.String(), Type.Unknown(), {
  description:
    '环境，供条件判断；policyEpoch：不以更早的状态判定 / for conditions; policyEpoch: nothing is decided from before it',
});

export const EvaluationInput = Type.Object(
  { subject: Subject, action: Action, resource: Resource, context: Type.Optional(Context) },
  {
    examples: [{ subject: somebody, action: { name: 'handle' }, resource: someCase }],
  },
);
export type EvaluationInput = Static<typeof EvaluationInput>;

/** How to ask for what was denied: the fields of a request (`POST /api/v1/requests`), which adds a reason. */
const AccessRequest = Type.Object(
  {
    endpoint: Type.String({ format: 'uri', description: '提交申请的地址 / where the request is submitted' }),
    change: Type.Literal('grant'),
    beneficiary: Type.String({ description: '用户名 / username' }),
    role: Type.String({ description: '权限最小的可用角色 / the least role that would give it' }),
    unit: Type.String({ description: '授权机构 / unit of the grant' }),
    alternatives: Type.Optional(Type.Array(Type.String(), { description: '其他角色，由小到大 / other roles' })),
  },
  { $id: 'AccessRequest' },
);

/** The same in the draft AuthZEN profile's own form: the denial can be asked about, until when, and what proves it. */
const RequestableDenial = Type.Object(
  {
    endpoint: Type.String({ format: 'uri' }),
    expires_at: Instant,
    binding_token: Type.String(),
    request_schema_url: Type.String({ format: 'uri' }),
  },
  { $id: 'RequestableDenial' },
);

/** Why a decision is what it is. */
const DecisionContext = Type.Object(
  {
    /** UUIDv7 of this decision. */
    id: Type.String(),
    reason: Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() }),
    rule: Type.Optional(Type.String()),
    /** Grants or prior steps that it rests on or founders on. */
    grant: Type.Optional(Type.String()),
    step: Type.Optional(
      Type.Object({
        duty: Type.String(),
        person: Type.String(),
        round: Type.Integer(),
        /** Only where it was done on another case of the same subject. */
        case: Type.Optional(Type.String()),
        item: Type.Optional(Type.String()),
        at: Type.Optional(Type.String()),
      }),
    ),
    conflicts: Type.Optional(
      Type.Array(ConflictDocument, {
        description:
          'duty-conflict 时的不相容情形，至多 10 项 / of duty-conflict: what is broken, as the 409 of a step tells it; at most 10',
      }),
    ),
    furtherConflicts: Type.Optional(FurtherConflicts),
    policyEpoch: Type.Integer(),
    /** Only of a denial that a request could cure. */
    accessRequest: Type.Optional(AccessRequest),
    access_request: Type.Optional(RequestableDenial),
    evaluation_id: Type.Optional(Type.String()),
    evaluated_at: Type.Optional(Instant),
    /** Only of a denial to an inquiry that carried an approval: whether to ask anew, to come back later, or neither. */
    next_action: Type.Optional(Type.Enum(['request', 'retry', 'none'])),
    /** Seconds. */
    retry_after: Type.Optional(Type.Integer()),
  },
  { $id: 'DecisionContext' },
);

export const EvaluationAnswer = Type.Object(
  { decision: Type.Boolean(), context: DecisionContext },
  { $id: 'Evaluation' },
);
export type EvaluationAnswer = Static<typeof EvaluationAnswer>;

/** Several at once: what an item leaves out it takes from the members beside `evaluations`. */
export const EvaluationsInput = Type.Object(
  {
    subject: Type.Optional(Subject),
    action: Type.Optional(Action),
    resource: Type.Optional(Resource),
    context: Type.Optional(Context),
    /** Not held to a shape here: an item that is no inquiry is denied by itself, and the others are answered. */
    evaluations: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 1_000 })),
    options: Type.Optional(
      Type.Object({
        evaluations_semantic: Type.Optional(
          Type.Enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'], {
            description: '何时停止 / when to stop',
          }),
        ),
      }),
    ),
  },
  {
    examples: [
      {
        subject: somebody,
        resource: someCase,
        evaluations: [{ action: { name: 'handle' } }, { action: { name: 'review' } }],
      },
    ],
  },
);
export type EvaluationsInput = Static<typeof EvaluationsInput>;

export const EvaluationsAnswer = Type.Union([
  EvaluationAnswer,
  Type.Object({ evaluations: Type.Array(EvaluationAnswer) }),
]);

const page = Type.Optional(
  Type.Object({
    token: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(
      Type.Integer({ minimum: 0, description: '至多 500，更大按 500 / more than 500 is taken as 500; default 100' }),
    ),
  }),
);
const entityType = (description: string) => Type.Object({ type: text(description), properties });

/** AuthZEN searches: the entity that is sought is named by its type alone, or not at all. */
export const SubjectSearch = Type.Object(
  {
    subject: entityType('person 或 user / or user'),
    action: Action,
    resource: Resource,
    context: Type.Optional(Context),
    page,
  },
  { examples: [{ subject: { type: 'person' }, action: { name: 'review' }, resource: someCase }] },
);
export type SubjectSearch = Static<typeof SubjectSearch>;
export const ResourceSearch = Type.Object(
  {
    subject: Subject,
    action: Action,
    resource: entityType('资源类型 / resource type'),
    context: Type.Optional(Context),
    page,
  },
  { examples: [{ subject: somebody, action: { name: 'handle' }, resource: { type: 'case' } }] },
);
export type ResourceSearch = Static<typeof ResourceSearch>;
export const ActionSearch = Type.Object(
  {
    subject: Subject,
    resource: Resource,
    context: Type.Optional(Context),
    page,
  },
  { examples: [{ subject: somebody, resource: someCase }] },
);
export type ActionSearch = Static<typeof ActionSearch>;

const found = <T extends TSchema>(row: T) =>
  Type.Object({
    results: Type.Array(row),
    page: Type.Object({
      next_token: Type.String({ description: '空串表示末页 / empty on the last page' }),
      count: Type.Integer({ description: '本页条数 / results on this page' }),
    }),
  });
export const EntitiesFound = found(Type.Object({ type: Type.String(), id: Type.String() }));
export const ActionsFound = found(Type.Object({ name: Type.String() }));

/** Why decisions are what they are: every reason code with its words. */
export const decisionReasons = {
  permitted: { zh: '有权限', en: 'Permitted' },
  'unknown-subject': { zh: '没有此人', en: 'No such person' },
  'not-active': { zh: '该人员不在岗', en: 'The person is not active' },
  'on-leave': { zh: '该人员请假离岗期间', en: 'The person is on leave' },
  'not-permitted': { zh: '没有此项权限', en: 'Not permitted' },
  'role-inactive': { zh: '有此权限的角色未在会话中启用', en: 'The role that permits it is not active in the session' },
  'denied-by-role': { zh: '角色明确禁止', en: 'A role forbids it' },
  'unknown-resource': { zh: '没有此对象', en: 'No such resource' },
  retired: { zh: '业务事项或机构已停用', en: 'The item or the unit is retired' },
  'channel-not-open': { zh: '业务事项未开通此渠道', en: 'The item is not open to this channel' },
  'unit-not-covered': { zh: '授权不含该机构', en: 'The grant does not reach this unit' },
  'condition-not-met': { zh: '不符合授权条件', en: 'A condition of the permission is not met' },
  'duty-conflict': { zh: '职责不相容', en: 'Incompatible duties' },
  'out-of-order': { zh: '环节顺序不对', en: 'The step is out of order' },
  'bound-duty': { zh: '须由同一人办理', en: 'The same person has to do both' },
  'already-recorded': { zh: '该环节已经登记', en: 'The step is recorded already' },
  'case-closed': { zh: '办件已结束', en: 'The case is closed' },
  'invalid-request': { zh: '请求内容有误', en: 'The request is not valid' },
  unavailable: { zh: '暂时无法判定，按拒绝处理', en: 'Cannot be decided now; treat as denied' },
} as const;
export type DecisionReason = keyof typeof decisionReasons;
