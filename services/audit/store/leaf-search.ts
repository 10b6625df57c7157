import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import { type Condition, type Criteria, everyCondition } from './entry-filters.ts';
import { beyond, type Departed, hasLeft, instant, type LogPlace, type Reach, within } from './log-place.ts';

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

export type AnyStretch = Stretch | DepartedStretch;

/** What is asked of the leaves, and of which of them. */
export interface Search {
  centre: string;
  criteria: Criteria;
  stretch: AnyStretch;
  /** Of `audit.leaf l` and, unless it has left the database, of its entry `e`: what is wanted of what is found, the first three `index`, `at` and `entry` (id). */
  columns: RawBuilder<unknown>;
  /** Microseconds since 1970: only what lies before this instant in the order of the stretch. */
  behind?: number;
}

/** The rows wanted of the first leaves that match. */
export type Leaves = RawBuilder<unknown>;

/** Finds whatever has the keys, by whichever indexes together, sorts it and takes the first that match. */
export const whole = (search: Search): Leaves => first(search, sorted(allMatches(search), search.stretch));

/** Goes along an index in the order of the stretch. */
export const walk = (search: Search): Leaves => first(search, leaves, having(search));

/** Takes the first that match of the leaves with these indexes and of those from `unlisted` on. */
export function pickOut(search: Search, indexes: readonly number[], unlisted: number): Leaves {
  const each = sql`(${among(search, sql`l.index = any(${indexes}::bigint[])`)})
    union all (${among(search, sql`l.index >= ${unlisted}::bigint`)})`;
  return first(search, sorted(each, search.stretch));
}

/** Leaves whose keys are as they must be, in no order. */
export const allMatches = (search: Search): Leaves => among(search);

const among = (search: Search, ...where: Condition[]): Leaves =>
  sql`select l.index, l.at, l.entry from ${leaves} ${having(search, where)}`;

const sorted = (found: Leaves, stretch: AnyStretch) => sql`(select * from (${found} offset 0) l ${inOrder(stretch)}) l`;

const leaves = sql`audit.leaf l`;

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
  { centre, criteria, stretch, columns }: Search,
  from: RawBuilder<unknown>,
  where: RawBuilder<unknown> = sql``,
): Leaves {
  if ('departed' in stretch)
    return sql`select ${columns} from ${from} ${where} ${inOrder(stretch)} limit ${stretch.limit}`;
  const held: Condition[] = [sql`e.centre = ${centre}`, sql`e.id = l.entry`, ...criteria.exact];
  return sql`select ${columns} from ${from}
    cross join lateral (select * from audit.entry e where ${sql.join(held, sql` and `)} offset 0) e
    ${where} ${inOrder(stretch)} limit ${stretch.limit}`;
}

/** The first of several answers about one stretch, each leaf once. */
export function firstOf(several: readonly Leaves[], stretch: AnyStretch, behind: number | undefined): Leaves {
  const each = sql.join(
    several.map((one) => sql`(${one})`),
    sql` union `,
  );
  const where = behind === undefined ? sql`` : sql`where ${before(behind, stretch)}`;
  return sql`select l.* from (${each}) l ${where} ${inOrder(stretch)} limit ${stretch.limit}`;
}

const before = (behind: number, { ascending }: AnyStretch): Condition =>
  sql`l.at ${sql.raw(ascending ? '<' : '>')} ${instant(behind)}`;

function having({ centre, criteria, stretch, behind }: Search, more: readonly Condition[] = []): RawBuilder<unknown> {
  const { last, edge, inclusive = false, upTo, ascending } = stretch;
  const held: Condition[] = [
    sql`l.centre = ${centre}`,
    sql`l.centre_key = audit.key(${centre})`,
    within(last),
    ...(edge === undefined ? [] : [beyond(edge, ascending, inclusive)]),
    ...(upTo === undefined ? [] : [beyond(upTo, !ascending, true)]),
    ...(behind === undefined ? [] : [before(behind, stretch)]),
    ...('departed' in stretch ? [hasLeft(stretch.departed)] : []),
    ...everyCondition(criteria),
    ...more,
  ];
  return sql`where ${sql.join(held, sql` and `)}`;
}
