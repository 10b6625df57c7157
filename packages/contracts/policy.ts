import { type Static, Type } from 'typebox';
import { Code, closed, Id, IdOrCode, Name, nullable, RiskLevel } from './primitives.ts';

const words = Type.String({ minLength: 1, maxLength: 100 });
const oneOrMore = Type.Union([words, Type.Array(words, { minItems: 1 })]);

export const PermissionSchema = Type.Object(
  {
    action: words,
    resource: words,
    items: Type.Optional(Type.Array(Code)),
    conditions: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    effect: Type.Optional(Type.Enum(['allow', 'deny'])),
  },
  closed,
);

const oneOrMoreRisks = Type.Union([RiskLevel, Type.Array(RiskLevel)]);

const SelectorSchema = Type.Object(
  {
    name: Type.Optional(Name),
    action: Type.Optional(oneOrMore),
    exceptAction: Type.Optional(oneOrMore),
    resource: Type.Optional(oneOrMore),
    exceptResource: Type.Optional(oneOrMore),
    items: Type.Optional(Type.Array(Code)),
    exceptItems: Type.Optional(Type.Array(Code)),
    itemUnits: Type.Optional(Type.Array(Code)),
    exceptItemUnits: Type.Optional(Type.Array(Code)),
    insurance: Type.Optional(oneOrMore),
    exceptInsurance: Type.Optional(oneOrMore),
    risk: Type.Optional(oneOrMoreRisks),
    exceptRisk: Type.Optional(oneOrMoreRisks),
    movesFund: Type.Optional(Type.Boolean()),
    channels: Type.Optional(Type.Array(words)),
    exceptChannels: Type.Optional(Type.Array(words)),
    roles: Type.Optional(Type.Array(Code)),
    exceptRoles: Type.Optional(Type.Array(Code)),
  },
  {
    ...closed,
    description:
      '每个字段都须符合，except… 为除外 / every field must hold; an except… field leaves out what the field of its name would pick',
  },
);

const days = { minimum: 1, maximum: 3660 };

/** What a rule of its kind says. */
const RuleTerms = Type.Object(
  {
    atMost: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    within: Type.Optional(Type.Enum(['item', 'unit', 'centre', 'case', 'session', 'subject'])),
    withinDays: Type.Optional(Type.Integer(days)),
    of: Type.Optional(Type.Array(SelectorSchema, { minItems: 1, maxItems: 100 })),
    unitKinds: Type.Optional(Type.Array(words)),
    allow: Type.Optional(
      Type.Object({ action: Type.Array(words), channel: Type.Optional(Type.Record(Type.String(), words)) }, closed),
    ),
  },
  closed,
);

/** An incompatible-duty rule as a catalogue or a request writes it. */
export const RuleSchema = Type.Object(
  {
    code: Code,
    kind: Type.Enum(['static', 'session', 'case', 'recusal', 'ceiling']),
    name: Name,
    ...RuleTerms.properties,
    effect: Type.Enum(['block', 'observe']),
    source: Type.String({ minLength: 1, maxLength: 500 }),
  },
  closed,
);

const StageSchema = Type.Object(
  {
    by: Code,
    of: Type.Enum(['grant-unit', 'centre', 'parent']),
    workingDays: Type.Integer({ minimum: 1, maximum: 60 }),
    escalateTo: Type.Optional(Code),
    quorum: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    atEnd: Type.Optional(Type.Enum(['escalate', 'expire'])),
  },
  closed,
);

export const ChainSchema = Type.Object(
  {
    change: Type.Enum(['grant', 'revoke', 'extend', 'exception', 'role-content', 'rule', 'suspension']),
    risk: RiskLevel,
    unitKind: Type.Optional(words),
    stages: Type.Array(StageSchema, { minItems: 1, maxItems: 12 }),
  },
  closed,
);

export const UnitSchema = Type.Object(
  { code: Code, parent: Type.Union([Code, Type.Null()]), kind: words, name: Name },
  closed,
);

const retired = Type.Optional(
  Type.Boolean({ description: '停用，false 为恢复 / no longer used anew; false: put back' }),
);

/** What a unit is to be: fields left out stay as they are. `retired` stands alone, but for `into`: the unit that takes over. */
export const UnitChange = Type.Object(
  {
    ...Type.Partial(UnitSchema).properties,
    code: Code,
    retired,
    into: Type.Optional(IdOrCode),
  },
  closed,
);
export type UnitChange = Static<typeof UnitChange>;

export const ItemSchema = Type.Object(
  {
    code: Code,
    name: Name,
    insurance: words,
    unit: Code,
    risk: RiskLevel,
    movesFund: Type.Boolean(),
    duties: Type.Array(words, { minItems: 1, maxItems: 12, uniqueItems: true }),
    channels: Type.Array(words, { minItems: 1, uniqueItems: true }),
    bound: Type.Optional(
      Type.Array(Type.Array(words, { minItems: 2, maxItems: 12, uniqueItems: true }), {
        minItems: 1,
        maxItems: 6,
        description: '须由同一人办理的职责 / groups of duties that one person has to do together',
      }),
    ),
  },
  closed,
);

/** What an item is to be, as a whole; or only its code and `retired`. */
export const ItemChange = Type.Object({ ...Type.Partial(ItemSchema).properties, code: Code, retired }, closed);
export type ItemChange = Static<typeof ItemChange>;

/** The stages of a chain; or only which chain it is and `retired`. Stages for a retired one put it back in force. */
export const ChainChange = Type.Object(
  { ...ChainSchema.properties, stages: Type.Optional(ChainSchema.properties.stages), retired },
  closed,
);
export type ChainChange = Static<typeof ChainChange>;

export const RoleSchema = Type.Object(
  {
    code: Code,
    name: Name,
    risk: RiskLevel,
    permissions: Type.Array(PermissionSchema),
    inherits: Type.Optional(Type.Array(Code, { uniqueItems: true })),
  },
  closed,
);

/**
 * What a role is to be: `permissions` and `inherits` as a whole; name and risk stay as they are when left out. `retired` stands
 * alone.
 */
export const RoleContent = Type.Object(
  {
    name: Type.Optional(Name),
    risk: Type.Optional(RiskLevel),
    permissions: Type.Optional(Type.Array(PermissionSchema, { maxItems: 1000 })),
    inherits: Type.Optional(Type.Array(Code, { uniqueItems: true, maxItems: 100 })),
    retired,
  },
  closed,
);
export type RoleContent = Static<typeof RoleContent>;

const withinDays = Type.Optional(
  nullable(
    Type.Integer({ ...days, description: '时限天数，null 为取消 / days of the window; null: it counts without end' }),
  ),
);

/**
 * What a rule is to be: fields left out stay as they are; a new rule gives them all. `withinDays: null` takes the window away, so
 * that what was done counts whenever it was. `retired` takes it out of force. A rule as
 * it is read may be sent back: `id` says nothing more than its code, `definition` what the fields beside it do not say.
 */
export const RuleChange = Type.Object(
  {
    ...Type.Partial(RuleSchema).properties,
    withinDays,
    code: Code,
    id: Type.Optional(Id),
    definition: Type.Optional(Type.Object({ ...Type.Partial(RuleTerms).properties, withinDays }, closed)),
    retired: Type.Optional(Type.Literal(true, { description: '停用 / no longer in force' })),
  },
  closed,
);
export type RuleChange = Static<typeof RuleChange>;

const longestDays = { minimum: 1, maximum: 36525, description: '最长天数 / days' };

/** How long a grant with an end may last, by the risk of its role; null: as is usual, the centre's own limit is taken away. */
export const GrantLimit = Type.Object(
  {
    risk: RiskLevel,
    longestDays: nullable(Type.Integer(longestDays)),
  },
  closed,
);
export type GrantLimit = Static<typeof GrantLimit>;

export const GrantLimitInForce = Type.Object(
  {
    risk: RiskLevel,
    longestDays: Type.Integer(longestDays),
    own: Type.Boolean({
      description:
        '本中心所定，此时授权须有截止时间 / set by the centre: then no grant of that risk goes without an end',
    }),
  },
  { $id: 'GrantLimitInForce', ...closed },
);
export type GrantLimitInForce = Static<typeof GrantLimitInForce>;
