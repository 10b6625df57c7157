import { type Static, Type } from 'typebox';
import { RuleSchema } from './policy.ts';
import { Code, closed, Id, Instant, Name, nullable, RiskLevel, Username } from './primitives.ts';

const retired = Type.Boolean({ description: '已停用，仅供查阅 / retired: what was done by it keeps its name' });

/** A node of the centre's tree. */
export const Unit = Type.Object(
  {
    id: Id,
    code: Code,
    parent: nullable(Code),
    kind: Type.String({ description: '类别 / kind of unit' }),
    name: Name,
    retired,
  },
  { $id: 'Unit', ...closed },
);
export type Unit = Static<typeof Unit>;

/** A kind of business, with the duties a case of it goes through, in order. */
export const Item = Type.Object(
  {
    id: Id,
    code: Code,
    name: Name,
    insurance: Type.String({ description: '险种 / insurance type' }),
    unit: Code,
    risk: RiskLevel,
    movesFund: Type.Boolean({ description: '涉及基金收付 / moves the fund' }),
    duties: Type.Array(Type.String(), { description: '职责，按办理顺序 / duties in their order' }),
    channels: Type.Array(Type.String(), { description: '渠道 / channels it is open to' }),
    bound: Type.Optional(
      Type.Array(Type.Array(Type.String()), {
        description: '须由同一人办理的职责 / groups of duties that one person has to do together',
      }),
    ),
    retired,
  },
  { $id: 'Item', ...closed },
);
export type Item = Static<typeof Item>;

/** An action on a resource type; a duty on items is the commonest one. `conditions` are CASL's. */
export const Permission = Type.Object(
  {
    action: Type.String({ description: '动作或职责 / action or duty' }),
    resource: Type.String({ description: '资源类型 / resource type' }),
    items: Type.Optional(Type.Array(Code)),
    conditions: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    effect: Type.Optional(Type.Enum(['allow', 'deny'])),
  },
  { $id: 'Permission', ...closed },
);
export type Permission = Static<typeof Permission>;

export const Role = Type.Object(
  {
    id: Id,
    code: Code,
    name: Name,
    risk: {
      ...RiskLevel,
      description:
        '实际计为的风险等级，不低于其事项所需；审批链按此选取 / as which it counts, no less than its items demand; chains go by it',
    },
    declaredRisk: { ...RiskLevel, description: '书面所定的风险等级 / as which it is written' },
    permissions: Type.Array(Permission, { description: '本角色自有权限 / its own permissions' }),
    inherits: Type.Array(Code, { description: '继承的角色 / roles it inherits' }),
    retired,
  },
  { $id: 'Role', ...closed },
);
export type Role = Static<typeof Role>;

/** An incompatible-duty rule as it stands, as a request would write it; `definition` says the fields of its kind once more. */
export const Rule = Type.Object(
  {
    id: Id,
    ...RuleSchema.properties,
    definition: Type.Record(Type.String(), Type.Unknown(), { deprecated: true }),
  },
  { $id: 'Rule', ...closed },
);
export type Rule = Static<typeof Rule>;

export const Chain = Type.Object(
  {
    change: Type.String({ description: '变更类型 / kind of change' }),
    risk: RiskLevel,
    unitKind: Type.Optional(Type.String()),
    stages: Type.Array(
      Type.Object({
        by: Code,
        of: Type.Enum(['grant-unit', 'centre', 'parent']),
        workingDays: Type.Integer(),
        escalateTo: Type.Optional(Code),
        quorum: Type.Optional(Type.Integer()),
        atEnd: Type.Optional(Type.Enum(['escalate', 'expire'])),
      }),
    ),
    retired,
  },
  { $id: 'Chain', ...closed },
);
export type Chain = Static<typeof Chain>;

/** One human. `staffNumber` is masked for those who do not administer people. */
export const Person = Type.Object(
  {
    id: Id,
    username: nullable(Username),
    name: Type.String(),
    staffNumber: Type.String(),
    unit: Code,
    post: Type.String({ description: '岗位 / post' }),
    state: Type.Enum(['active', 'departed']),
    roles: Type.Array(Code, { description: '现有角色 / roles held at this moment' }),
  },
  { $id: 'Person', ...closed },
);
export type Person = Static<typeof Person>;

export const Grant = Type.Object(
  {
    id: Id,
    person: Id,
    username: nullable(Username),
    personName: Type.String(),
    personUnit: Code,
    role: Code,
    unit: Code,
    validFrom: nullable(Instant),
    validUntil: nullable(Instant),
    state: Type.Enum(['planned', 'active', 'suspended', 'ended']),
    request: nullable(Id),
    endedBy: nullable(Type.String()),
  },
  { $id: 'Grant', ...closed },
);
export type Grant = Static<typeof Grant>;

/** The signed-in person: who, where, and what they may do at this moment. */
export const Me = Type.Object(
  {
    id: Id,
    username: Username,
    name: Type.String(),
    unit: Code,
    post: Type.String(),
    centre: Type.Object({ code: Code, name: Name }, closed),
    grants: Type.Array(Grant),
    /** Through inheritance, at this moment. */
    permissions: Type.Array(
      Type.Object(
        {
          action: Type.String(),
          resource: Type.String(),
          items: Type.Optional(Type.Array(Code)),
          unit: Code,
          role: Code,
        },
        closed,
      ),
    ),
    policyEpoch: Type.Integer({ description: '策略版本 / epoch of the policy and grants' }),
  },
  { $id: 'Me', ...closed },
);
export type Me = Static<typeof Me>;
