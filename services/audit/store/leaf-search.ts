import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import { among, anyOf, type Choice, type Condition, type Criteria } from './entry-filters.ts';
import { beyond, type LogPlace, type Reach, within } from './log-place.ts';

/** A stretch of a query's entries, in the order of their time. */
export interface Stretch {
  /** Only so much of the log: fixed by the first page, so that what arrives later shifts nothing. */
  last: Reach;
  /** Place to go on from. */
  edge?: LogPlace;
  /** Whether the entry at the edge belongs to the stretch. */
  inclusive?: boolean;
  /** From old to new. */
  ascending: boolean;
  limit: number;
}

/** Rows of `index`, `at`, `entry` (id) and, where it is to be looked through, `reason`. */
type Leaves = RawBuilder<unknown>;

/** Finds whatever has the keys, by whichever indexes together, sorts it and takes the first that match. */
export const whole = (centre: string, criteria: Criteria, stretch: Stretch): Leaves =>
  first(sql`select * from (${allMatches(centre, criteria, stretch)} offset 0) l`, centre, criteria, stretch);

/**
 * Goes along an index in the order of the log. Where a key may be one of several, or one of several conditions may hold, each is followed
 * through its own index, and the first of all are taken: however unevenly the values lie in the log, no more is read than a page of each.
 */
export function walk(centre: string, criteria: Criteria, stretch: Stretch): Leaves {
  const { all, choices, either } = criteria;
  const one = (conditions: readonly Condition[]) =>
    first(matching(centre, stretch, conditions), centre, criteria, stretch);
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
export function allMatches(centre: string, { all, choices, either }: Criteria, stretch: Stretch): Leaves {
  return matching(centre, stretch, [...all, ...choices.map(among), ...(either.length ? [anyOf(either)] : [])]);
}

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
const first = (leaves: Leaves, centre: string, criteria: Criteria, stretch: Stretch): Leaves => sql`
  select l.index, l.at, l.entry${criteria.reason === undefined ? sql`` : sql`, e.reason`}
  from (${leaves} ${inOrder(stretch)}) l cross join lateral (${entryOfLeaf(centre, criteria, sql`e.reason`)}) e
  ${inOrder(stretch)} limit ${stretch.limit}`;

/** The entry of `l`, if it matches. */
export const entryOfLeaf = (centre: string, { exact }: Criteria, columns: RawBuilder<unknown>): RawBuilder<unknown> => {
  const held: Condition[] = [sql`e.centre = ${centre}`, sql`e.id = l.entry`, ...exact];
  return sql`select ${columns} from audit.entry e where ${sql.join(held, sql` and `)} offset 0`;
};

const firstOf = (leaves: Leaves, stretch: Stretch): Leaves =>
  sql`select l.* from (${leaves}) l ${inOrder(stretch)} limit ${stretch.limit}`;

const fewestFirst = (choices: readonly Choice[]): Choice[] =>
  choices.toSorted((one, other) => one.values.length - other.values.length);

function matching(
  centre: string,
  { last, edge, inclusive = false, ascending }: Stretch,
  conditions: readonly Condition[],
): Leaves {
  const held: Condition[] = [
    sql`l.centre = ${centre}`,
    sql`l.centre_key = audit.key(${centre})`,
    within(last),
    ...(edge === undefined ? [] : [beyond(edge, ascending, inclusive)]),
    ...conditions,
  ];
  return sql`select l.index, l.at, l.entry from audit.leaf l where ${sql.join(held, sql` and `)}`;
}
