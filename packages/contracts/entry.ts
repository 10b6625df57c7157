import { type Static, Type } from 'typebox';
import { Code, Id, Instant, Username } from './primitives.ts';

export const outcomes = ['done', 'allowed', 'denied', 'failed'] as const;
export const Outcome = Type.Enum(outcomes, { description: '结果 / what became of it' });
export type Outcome = (typeof outcomes)[number];

const short = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });
const snapshot = (description: string) => Type.Record(Type.String(), Type.Unknown(), { description });

const facts = {
  action: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '^[a-z][a-z0-9.-]*$',
    description: '动作 / what was done',
  }),
  outcome: Outcome,
  actor: Type.Optional(Username),
  person: Type.Optional(Id),
  account: Type.Optional(Id),
  client: Type.Optional(short('客户端 / the client that asked')),
  about: Type.Optional(Id),
  targetType: Type.Optional(short('对象类型 / kind of thing acted on')),
  target: Type.Optional(short('对象 / its code or id')),
  unit: Type.Optional(Code),
  item: Type.Optional(Code),
  case: Type.Optional(Id),
  reason: Type.Optional(Type.String({ maxLength: 2000, description: '原因 / why' })),
  correlationId: Type.Optional(short('关联号 / what belongs together')),
  address: Type.Optional(short('来源地址 / where it came from')),
  before: Type.Optional(snapshot('变更前 / what it was, personal data masked')),
  after: Type.Optional(snapshot('变更后 / what it became, personal data masked')),
  details: Type.Optional(snapshot('细节 / further facts')),
};

/** What a caller hands to the log. `id` (UUIDv7) makes an append idempotent; the log gives one when absent. */
export const EntryInput = Type.Object({ id: Type.Optional(Id), ...facts }, { additionalProperties: false });
export type EntryInput = Static<typeof EntryInput>;

/** An entry as the log holds it. `index` is its leaf in the centre's Merkle tree and is not part of the hashed bytes. */
export const Entry = Type.Object(
  { id: Id, index: Type.Optional(Type.Integer({ minimum: 0 })), at: Instant, centre: Code, ...facts },
  { $id: 'Entry' },
);
export type Entry = Static<typeof Entry>;

const FacetValues = Type.Array(
  Type.Object({
    value: Type.Union([Type.String(), Type.Null()], { description: '无此项者为空 / null: entries without one' }),
    count: Type.Integer({ minimum: 1 }),
  }),
  { description: '多者在前 / most frequent first' },
);

/** What a search of the log says when it was asked for more than is searched. */
export const searchableFrom = Type.Optional(
  Type.String({
    format: 'date-time',
    description:
      '早于此时者有未检索的：已移除，或只在归档中；无此项则全部检索 / of what is older something was not searched: it was removed, or lies in the archive alone; absent: all was',
  }),
);

/** Counts of the entries that a query finds, by what they say. */
export const EntryFacets = Type.Object({
  counted: Type.Integer({ minimum: 0, description: '计入的条数 / entries counted' }),
  searchableFrom,
  complete: Type.Boolean({ description: '是否全部计入；否则只计最新的 / false: only the newest were counted' }),
  facets: Type.Object({
    action: FacetValues,
    outcome: FacetValues,
    actor: FacetValues,
    unit: FacetValues,
    item: FacetValues,
  }),
});
export type EntryFacets = Static<typeof EntryFacets>;
