import { type Static, Type } from 'typebox';
import { closed, Id, Instant } from './primitives.ts';

/** What somebody is to the person who declares it; `self`: a number of their own. */
export const relationKinds = [
  'self',
  'spouse',
  'parent',
  'child',
  'sibling',
  'grandparent',
  'grandchild',
  'in-law',
  'other',
] as const;
export type RelationKind = (typeof relationKinds)[number];
const Kind = Type.Enum(relationKinds, {
  description: '与本人的关系，self 为本人 / what they are to the person; self: the person',
});

/** Declares whom a person may not act for. */
export const RelationInput = Type.Object(
  {
    relation: Kind,
    identity: Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        '对方（或本人）的身份号码，与办件的业务对象一致，仅存密钥散列 / as the cases name their subject; kept as a keyed hash only',
    }),
  },
  { ...closed, examples: [{ relation: 'spouse', identity: '110101199003070000' }] },
);
export type RelationInput = Static<typeof RelationInput>;

/** A declared relation, as its own person sees it: never whom it is to. */
export const Relation = Type.Object({ id: Id, relation: Kind, declaredAt: Instant }, { $id: 'Relation', ...closed });
export type Relation = Static<typeof Relation>;

export const DeclaredRelation = Type.Object(
  {
    id: Id,
    relation: Kind,
    declaredAt: Instant,
    earlierSteps: Type.Integer({
      minimum: 0,
      description: '申报前已为其办理的环节数，均已记为存疑 / steps done for them before, each now in doubt',
    }),
  },
  { $id: 'DeclaredRelation', ...closed },
);
export type DeclaredRelation = Static<typeof DeclaredRelation>;
