import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import { among, anyOf, type Choice, type Condition, type Criteria } from './entry-filters.ts';
import { beyond, type Departed, hasLeft, type LogPlace, type Reach, within } from './log-place.ts';

/** A stretch of a query's entries, in the order of their time. */
export interface Stretch {
  /** Only so much of the log: fixed by the first page, so that what arrives later shifts nothing. */
  last: Reach;
  /** Place to go on from. */
  edge?: LogPlace;
  /** Whether the entry at the edge belongs to the stretch. */
  inclusive?: boolean;
  /** The last place that belongs to it. */
  upTo?: LogPlace;
  /** From old to new. */
  ascending: boolean;
  limit: number;
}

/** The same, of what has left the database: found by keys alone, for there is no entry to hold against them. */
export interface DepartedStretch extends Stretch {
  departed: Departed;
}

type AnyStretch = Stretch | DepartedStretch;

/** Rows of `index`, `at`, `entry` (id) and, where it is to be looked through, `reason`. */
type Leaves = RawBuilder<unknown>;

/** Finds whatever has the keys, by whichever indexes together, sorts it and takes the first that match. */
export function whole(centre: string, criteria: Criteria, stretch: AnyStretch): Leaves {
  const sorted = sql`(select * from (${allMatches(centre, criteria, stretch)} offset 0) l ${inOrder(stretch)}) l`;
  return first(sorted, columnsOf(criteria), centre, criteria, stretch);
}

/**
 * Goes along an index in the order of the log. Where a key may be one of several, or one of several conditions may hold, each is followed
 * through its own index, and the first of all are taken: however unevenly the values lie in the log, no more is read than a page of each.
 */
export function walk(centre: string, criteria: Criteria, stretch: AnyStretch): Leaves {
  const { all, choices, either } = criteria;
  const one = (conditions: readonly Condition[]) =>
    first(leaves, columnsOf(criteria), centre, criteria, stretch, having(centre, stretch, conditions));
  const [driver, ...others] = fewestFirst(choices);
  if (either.length) {
    const rest = [...all, ...choices.map(among)];
    const each = either.map((condition) => sql`(${one([...rest, condition])})`);
    return firstOf(sql.join(each, sql` union `), stretch);
  }
  if (!driver) return one(all);
  const each = one([...all, ...others.map(among), sql`${sql.ref(`l.${driver.key}`)} = v.key`]);
  return firstOf(
    sql`select f.* from (select distinct audit.key(value) as key from unnest(${driver.values}::text[]) as value) v
      cross join lateral (${each}) f`,
    stretch,
  );
}

/** Leaves whose keys are as they must be, in no order. */
export const allMatches = (centre: string, criteria: Criteria, stretch: AnyStretch): Leaves =>
  sql`select l.index, l.at, l.entry from ${leaves} ${having(centre, stretch, everyCondition(criteria))}`;

/** Columns of the entries `e` of the first leaves that match, in whichever way PostgreSQL finds best. */
export const entriesOfFirst = (
  centre: string,
  criteria: Criteria,
  stretch: Stretch,
  columns: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  first(leaves, columns, centre, criteria, stretch, having(centre, stretch, everyCondition(criteria)));

const leaves = sql`audit.leaf l`;

const everyCondition = ({ all, choices, either }: Criteria): Condition[] => [
  ...all,
  ...choices.map(among),
  ...(either.length ? [anyOf(either)] : []),
];

/** What PostgreSQL reckons that a query costs, in its own unit: a page read in order. */
export async function costOf(transaction: Transaction, query: Leaves): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Total Cost': number } }] }>`
    explain (format json) ${query}`.execute(transaction);
  return rows[0]?.['QUERY PLAN'][0].Plan['Total Cost'] ?? Number.POSITIVE_INFINITY;
}

export const inOrder = ({ ascending }: Pick<Stretch, 'ascending'>) =>
  ascending ? sql`order by l.at, l.index` : sql`order by l.at desc, l.index desc`;

/**
 * The first leaves whose entries match. Each entry is looked up by itself and as late as can be: OFFSET keeps PostgreSQL from
 * reading a month of them, and from reckoning that what has the keys matches only now and then.
 */
function first(
  from: RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
  centre: string,
  { exact }: Criteria,
  stretch: AnyStretch,
  where: RawBuilder<unknown> = sql``,
): Leaves {
  if ('departed' in stretch)
    return sql`select l.index, l.at, l.entry from ${from} ${where} ${inOrder(stretch)} limit ${stretch.limit}`;
  const held: Condition[] = [sql`e.centre = ${centre}`, sql`e.id = l.entry`, ...exact];
  return sql`select ${columns} from ${from}
    cross join lateral (select * from audit.entry e where ${sql.join(held, sql` and `)} offset 0) e
    ${where} ${inOrder(stretch)} limit ${stretch.limit}`;
}

const columnsOf = ({ reason }: Criteria) =>
  sql`l.index, l.at, l.entry${reason === undefined ? sql`` : sql`, e.reason`}`;

const firstOf = (several: Leaves, stretch: AnyStretch): Leaves =>
  sql`select l.* from (${several}) l ${inOrder(stretch)} limit ${stretch.limit}`;

const fewestFirst = (choices: readonly Choice[]): Choice[] =>
  choices.toSorted((one, other) => one.values.length - other.values.length);

function having(centre: string, stretch: AnyStretch, conditions: readonly Condition[]): RawBuilder<unknown> {
  const { last, edge, inclusive = false, upTo, ascending } = stretch;
  const held: Condition[] = [
    sql`l.centre = ${centre}`,
    sql`l.centre_key = audit.key(${centre})`,
    within(last),
    ...(edge === undefined ? [] : [beyond(edge, ascending, inclusive)]),
    ...(upTo === undefined ? [] : [beyond(upTo, !ascending, true)]),
    ...('departed' in stretch ? [hasLeft(stretch.departed)] : []),
    ...conditions,
  ];
  return sql`where ${sql.join(held, sql` and `)}`;
}
