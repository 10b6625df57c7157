import { ChainSchema, Code, ItemSchema, Name, RoleSchema, RuleSchema, UnitSchema, Username } from '@zhiheng/contracts';
import { type Static, Type } from 'typebox';

export { ChainSchema, ItemSchema, RoleSchema, RuleSchema, UnitSchema };

const closed = { additionalProperties: false } as const;
const words = Type.String({ minLength: 1, maxLength: 100 });
const address = Type.String({ minLength: 1, maxLength: 500 });
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
    /** The hash function of the centre's log, for good: SHA-256 (the default) or the national SM3. */
    log: Type.Optional(Type.Object({ hash: Type.Enum(['sha256', 'sm3']) }, closed)),
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
            secret: Type.Optional(Type.String({ minLength: 8, maxLength: 200 })),
            jwks: Type.Optional(Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }, closed)),
            scopes: Type.Array(words),
            redirectUris: Type.Optional(Type.Array(address, { maxItems: 20 })),
            postLogoutRedirectUris: Type.Optional(Type.Array(address, { maxItems: 20 })),
            backchannelLogoutUri: Type.Optional(address),
          },
          closed,
        ),
      ),
    ),
  },
  closed,
);
export type Catalogue = Static<typeof CatalogueSchema>;
