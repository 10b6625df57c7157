import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Scope } from '../scope.ts';
import { common, subtreeOf, unitTree } from '../unit-tree.ts';
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

/** A column that may have one of several values. */
export interface Choice {
  column: 'action' | 'unit';
  values: readonly string[];
}

/** Filters and scope as conditions on `audit.entry e`. */
export interface Criteria {
  /** Whether one index gives what is asked for in the order of the ids. */
  walkable: boolean;
  /** All must hold. */
  all: readonly Condition[];
  /** Every one must hold. */
  choices: readonly Choice[];
  /** One of them must hold; empty: nothing is asked. Each is answered by an index. */
  either: readonly Condition[];
  /** What the reason has to contain; costly to look for. */
  reason: string | undefined;
}

const columns = {
  outcome: 'outcome',
  actor: 'actor',
  client: 'client',
  targetType: 'target_type',
  target: 'target',
  item: 'item',
  case: 'case',
  correlationId: 'correlation_id',
} as const;

/** Undefined: nothing can match. */
export async function criteriaOf(
  transaction: Transaction,
  centre: string,
  filters: EntryFilters,
  scope: Scope,
): Promise<Criteria | undefined> {
  const { since, until, person, action, reason } = filters;
  const prefix = action?.endsWith('.') ? action : undefined;
  const units = await unitsAsked(transaction, centre, filters, scope);
  const actions = prefix === undefined ? undefined : await actionsUnder(transaction, centre, prefix);
  if (units?.size === 0 || actions?.length === 0) return undefined;
  const choices: Choice[] = [
    ...(units ? [{ column: 'unit' as const, values: [...units] }] : []),
    ...(actions ? [{ column: 'action' as const, values: actions }] : []),
  ];
  const named = [...equalities(filters), ...(action === undefined || prefix ? [] : [equal('action', action)])];
  const either = person === undefined ? [] : await involving(transaction, centre, person);
  const unordered = filters.client !== undefined || filters.targetType !== undefined;
  return {
    all: [
      ...named,
      ...(prefix === undefined ? [] : [sql<SqlBool>`starts_with(e.action, ${prefix})`]),
      ...('except' in scope && scope.except.length ? [outside(scope.except)] : []),
      ...(since === undefined ? [] : from(since)),
      ...(until === undefined ? [] : to(until)),
    ],
    choices,
    either,
    reason: reason?.toLowerCase(),
    walkable: !unordered && named.length + choices.length + (either.length ? 1 : 0) < 2,
  };
}

const equal = (column: string, value: string): Condition => sql`${sql.ref(`e.${column}`)} = ${value}`;

const equalities = (filters: EntryFilters): Condition[] =>
  Object.entries(columns).flatMap(([field, column]) => {
    const value = filters[field as keyof typeof columns];
    return value === undefined ? [] : [equal(column, value)];
  });

export const among = ({ column, values }: Choice): Condition => sql`${sql.ref(`e.${column}`)} = any(${values}::text[])`;

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

/** A client may name its actions as it likes; beyond so many under one prefix they are looked for one by one. */
const mostActions = 200;

/**
 * The actions of this centre's log that begin so: from each the index leads to the next, so that their number counts and not
 * that of the entries. Undefined when there are too many.
 */
async function actionsUnder(transaction: Transaction, centre: string, prefix: string): Promise<string[] | undefined> {
  const next = (after: RawBuilder<unknown>) => sql`(
    select e.action from audit.entry e where e.centre = ${centre} and ${after} order by e.action limit 1)`;
  const { rows } = await sql<{ action: string | null }>`
    with recursive found as (
      select ${next(sql`e.action >= ${prefix}`)} as action
      union all
      select ${next(sql`e.action > found.action`)} from found where starts_with(found.action, ${prefix})
    ) select action from found limit ${mostActions + 2}`.execute(transaction);
  if (rows.length > mostActions + 1) return undefined;
  return rows.flatMap(({ action }) => (action?.startsWith(prefix) ? [action] : []));
}

// An id given by a client lies within 31 days before and 1 day after the entry's time (see audit.append): the wider
// range of ids lets PostgreSQL pass over the months that cannot hold any.
const from = (since: string): Condition[] => [
  sql`e.at >= ${since}::timestamptz`,
  sql`e.id >= audit.first_id(greatest(${since}::timestamptz - interval '31 days', 'epoch'::timestamptz))`,
];
const to = (until: string): Condition[] => [
  sql`e.at < ${until}::timestamptz`,
  sql`e.id <= audit.first_id(greatest(${until}::timestamptz + interval '1 day 1 second', 'epoch'::timestamptz))`,
];

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

async function involving(transaction: Transaction, centre: string, person: string): Promise<Condition[]> {
  if (uuid.test(person)) return [sql`e.person = ${person}::uuid`, sql`e.about = ${person}::uuid`];
  const accounts = await transaction
    .selectFrom('access.published_account')
    .select('person')
    .where('centre', '=', centre)
    .where('username', '=', person)
    .execute();
  const people = new Set(accounts.map((account) => account.person));
  return [
    sql`e.actor = ${person}`,
    ...[...people].flatMap((id) => [sql<SqlBool>`e.person = ${id}::uuid`, sql<SqlBool>`e.about = ${id}::uuid`]),
  ];
}
