import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Scope } from '../scope.ts';
import { common, subtreeOf, unitTree } from '../unit-tree.ts';
import { actionsUnder } from './action-store.ts';
import type { LeafKey } from './leaf-keys.ts';
import { publishedUnits } from './permission-store.ts';

/** What a query may ask for; every field that is given must hold. */
export interface EntryFilters {
  /** The whole name, or its beginning up to a dot: `request.` */
  action?: string;
  outcome?: string;
  /** Username at the time. */
  actor?: string;
  /** Username or id of a person who acted or whom the entry is about. */
  person?: string;
  client?: string;
  targetType?: string;
  target?: string;
  /** This unit and all below it, by the tree as it is now. */
  unit?: string;
  /** This unit alone. */
  onlyUnit?: string;
  item?: string;
  case?: string;
  correlationId?: string;
  /** Part of the reason, in whichever case. */
  reason?: string;
  /** RFC 3339; `since` itself belongs to the range, `until` does not. */
  since?: string;
  until?: string;
}

export type Condition = RawBuilder<SqlBool>;

/** What a leaf has to have: the key of one of these values; of `has_reason` whether there is one, which has no values. */
export interface Choice {
  key: LeafKey;
  values: readonly string[];
}

/**
 * Filters and scope, said twice: as keys of `audit.leaf l`, by which entries are found, and as conditions on `audit.entry e`
 * itself, as two values may share a key.
 */
export interface Criteria {
  /** On the leaf: every one must hold. */
  choices: readonly Choice[];
  /** On the leaf: one of them must hold; empty: nothing is asked. */
  either: readonly Choice[];
  /** On the leaf: RFC 3339; `since` itself belongs to the range, `until` does not. */
  since: string | undefined;
  until: string | undefined;
  /** On the entry: all must hold. Implies the leaf's choices. */
  exact: readonly Condition[];
  /** What the reason has to contain; costly to look for. */
  reason: string | undefined;
}

/** A field as it stands on the entry, and its key on the leaf. */
interface Field {
  column: string;
  key: LeafKey;
}

const fields = {
  outcome: { column: 'outcome', key: 'outcome_key' },
  actor: { column: 'actor', key: 'actor_key' },
  client: { column: 'client', key: 'client_key' },
  targetType: { column: 'target_type', key: 'target_type_key' },
  target: { column: 'target', key: 'target_key' },
  item: { column: 'item', key: 'item_key' },
  case: { column: 'case', key: 'case_key' },
  correlationId: { column: 'correlation_id', key: 'correlation_key' },
} as const satisfies Record<string, Field>;

const action: Field = { column: 'action', key: 'action_key' };

/** One restriction, said on the leaf and on the entry. */
interface Restriction {
  leaf: Choice;
  entry: Condition;
}

/** Undefined: nothing can match. */
export async function criteriaOf(
  transaction: Transaction,
  centre: string,
  filters: EntryFilters,
  scope: Scope,
): Promise<Criteria | undefined> {
  const { since, until, person, reason } = filters;
  const prefix = filters.action?.endsWith('.') ? filters.action : undefined;
  const units = await unitsAsked(transaction, centre, filters, scope);
  const actions = prefix === undefined ? undefined : await actionsUnder(transaction, centre, prefix);
  if (units?.size === 0 || actions?.length === 0) return undefined;
  const named = [
    ...equalities(filters),
    ...(filters.action === undefined || prefix ? [] : [equal(action, filters.action)]),
  ];
  const either = person === undefined ? [] : await involving(transaction, centre, person);
  return {
    choices: [
      ...named.map(({ leaf }) => leaf),
      ...(units ? [{ key: 'unit_key' as const, values: [...units] }] : []),
      ...(actions ? [{ key: 'action_key' as const, values: actions }] : []),
      ...(reason === undefined ? [] : [{ key: 'has_reason' as const, values: [] }]),
    ],
    either: either.map(({ leaf }) => leaf),
    since,
    until,
    exact: [
      ...named.map(({ entry }) => entry),
      ...(units ? [sql<SqlBool>`e.unit = any(${[...units]}::text[])`] : []),
      ...(prefix === undefined ? [] : [sql<SqlBool>`starts_with(e.action, ${prefix})`]),
      ...('except' in scope && scope.except.length ? [outside(scope.except)] : []),
      ...(either.length ? [anyOf(either.map(({ entry }) => entry))] : []),
    ],
    reason: reason?.toLowerCase(),
  };
}

const equal = ({ column, key }: Field, value: string): Restriction => ({
  leaf: { key, values: [value] },
  entry: sql`${sql.ref(`e.${column}`)}::text = ${value}`,
});

const equalities = (filters: EntryFilters): Restriction[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const value = filters[name as keyof typeof fields];
    return value === undefined ? [] : [equal(field, name === 'case' ? value.toLowerCase() : value)];
  });

const anyOf = (conditions: readonly Condition[]): Condition => sql`(${sql.join([...conditions], sql` or `)})`;

/** On the leaf. Each key stands alone, so that PostgreSQL knows how often it occurs. */
const among = ({ key, values }: Choice): Condition =>
  key === 'has_reason' ? sql`l.has_reason` : sql`${sql.ref(`l.${key}`)} in (${keysOf(values)})`;

export const keysOf = (values: readonly string[]) => sql.join(values.map((value) => sql`audit.key(${value})`));

/** On the leaf: whatever is asked. */
export const everyCondition = ({ choices, either, since, until }: Criteria): Condition[] => [
  ...choices.map(among),
  ...(either.length ? [anyOf(either.map(among))] : []),
  ...(since === undefined ? [] : [sql<SqlBool>`l.at >= ${since}::timestamptz`]),
  ...(until === undefined ? [] : [sql<SqlBool>`l.at < ${until}::timestamptz`]),
];

const outside = (units: readonly string[]): Condition => sql`(e.unit is null or e.unit <> all(${units}::text[]))`;

/** The units that the filters ask for and the scope allows; undefined: whatever unit. */
async function unitsAsked(
  transaction: Transaction,
  centre: string,
  { unit, onlyUnit }: EntryFilters,
  scope: Scope,
): Promise<ReadonlySet<string> | undefined> {
  const wanted = [
    ...(unit === undefined ? [] : [subtreeOf(unitTree(await publishedUnits(transaction, centre)), unit)]),
    ...(onlyUnit === undefined ? [] : [new Set([onlyUnit])]),
    ...('only' in scope ? [new Set(scope.only)] : []),
  ];
  const [first, ...others] = wanted;
  return first && others.reduce((units, more) => common(units, more), first);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const isPerson = (id: string): Restriction[] => [
  equal({ column: 'person', key: 'person_key' }, id),
  equal({ column: 'about', key: 'about_key' }, id),
];

async function involving(transaction: Transaction, centre: string, person: string): Promise<Restriction[]> {
  if (uuid.test(person)) return isPerson(person.toLowerCase());
  const accounts = await transaction
    .selectFrom('access.published_account')
    .select('person')
    .where('centre', '=', centre)
    .where('username', '=', person)
    .execute();
  const people = new Set(accounts.flatMap((account) => account.person ?? []));
  return [equal(fields.actor, person), ...[...people].flatMap(isPerson)];
}
