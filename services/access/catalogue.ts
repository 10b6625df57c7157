import { Code, Name, RiskLevel, Username } from '@zhiheng/contracts';
import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const words = Type.String({ minLength: 1, maxLength: 100 });
const oneOrMore = Type.Union([words, Type.Array(words, { minItems: 1 })]);

const PermissionSchema = Type.Object(
  {
    action: words,
    resource: words,
    items: Type.Optional(Type.Array(Code)),
    conditions: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    effect: Type.Optional(Type.Enum(['allow', 'deny'])),
  },
  closed,
);

const SelectorSchema = Type.Object(
  {
    name: Type.Optional(Name),
    action: Type.Optional(oneOrMore),
    resource: Type.Optional(oneOrMore),
    items: Type.Optional(Type.Array(Code)),
    exceptItems: Type.Optional(Type.Array(Code)),
    itemUnits: Type.Optional(Type.Array(Code)),
    insurance: Type.Optional(oneOrMore),
    risk: Type.Optional(Type.Union([RiskLevel, Type.Array(RiskLevel)])),
    movesFund: Type.Optional(Type.Boolean()),
    channels: Type.Optional(Type.Array(words)),
    roles: Type.Optional(Type.Array(Code)),
  },
  closed,
);

export const RuleSchema = Type.Object(
  {
    code: Code,
    kind: Type.Enum(['static', 'session', 'case', 'recusal', 'ceiling']),
    name: Name,
    atMost: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    within: Type.Optional(Type.Enum(['item', 'unit', 'centre', 'case', 'session', 'subject'])),
    withinDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })),
    of: Type.Optional(Type.Array(SelectorSchema, { minItems: 1, maxItems: 100 })),
    unitKinds: Type.Optional(Type.Array(words)),
    allow: Type.Optional(
      Type.Object({ action: Type.Array(words), channel: Type.Optional(Type.Record(Type.String(), words)) }, closed),
    ),
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
    change: Type.Enum(['grant', 'revoke', 'extend', 'exception', 'role-content', 'rule']),
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
  },
  closed,
);

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

export const PersonSchema = Type.Object(
  {
    staffNumber: Type.String({ minLength: 1, maxLength: 50 }),
    username: Username,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    unit: Code,
    post: Type.String({ minLength: 1, maxLength: 100 }),
    roles: Type.Array(Code),
    // Where a role is not granted at the person's own unit.
    grants: Type.Optional(Type.Array(Type.Object({ role: Code, unit: Code }, closed))),
  },
  closed,
);

const ResourceSchema = Type.Object(
  {
    type: words,
    id: Type.String({ minLength: 1, maxLength: 200 }),
    properties: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
);

/** A catalogue file: everything a new centre begins with. See the design's "Outward contract". */
export const CatalogueSchema = Type.Object(
  {
    centre: Code,
    name: Type.Optional(Name),
    note: Type.Optional(Type.String()),
    units: Type.Array(UnitSchema, { minItems: 1 }),
    items: Type.Array(ItemSchema),
    roles: Type.Array(RoleSchema),
    rules: Type.Array(RuleSchema),
    chains: Type.Array(ChainSchema),
    people: Type.Array(PersonSchema),
    resources: Type.Optional(Type.Array(ResourceSchema)),
    clients: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
            secret: Type.String({ minLength: 8, maxLength: 200 }),
            scopes: Type.Array(words),
          },
          closed,
        ),
      ),
    ),
  },
  closed,
);
export type Catalogue = Static<typeof CatalogueSchema>;
