import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import { among, type Choice, type Condition, type Criteria } from './entry-filters.ts';
import { entryColumns, toEntry } from './entry-store.ts';
import { type LogPlace, upTo } from './log-place.ts';

/** A stretch of a query's entries, in the order of their ids. */
export interface Stretch {
  /** Only entries up to this one in the order of the log: fixed by the first page, so that what arrives later shifts nothing. */
  last: LogPlace;
  /** Id to go on from. */
  edge?: string;
  /** Whether the entry at the edge belongs to the stretch. */
  inclusive?: boolean;
  /** From old to new. */
  ascending: boolean;
  limit: number;
}

export interface Found {
  entries: Entry[];
  /** Whether further ones follow. */
  more: boolean;
  /** Id of the last entry that was looked at, where there was more to look at than one page does. */
  stoppedAt?: string;
}

/** Entries that one page reads through for a part of their reason, which no index answers. */
export const mostRead = 50_000;

/** Some ten thousand matches, a tenth of a second. */
const cheapest = 50_000;

/** The first entries of a stretch. `cheap`: up to which cost, as PostgreSQL reckons, all matches are found and sorted. */
export async function findStretch(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: Stretch,
  cheap = cheapest,
): Promise<Found> {
  if (criteria.reason !== undefined)
    return findByReason(transaction, centre, criteria, criteria.reason, stretch, cheap);
  const ids = await pick(transaction, centre, criteria, { ...stretch, limit: stretch.limit + 1 }, cheap);
  const { rows } = await ids.execute(transaction);
  return { entries: await readEntries(transaction, centre, rows, stretch), more: rows.length > stretch.limit };
}

/** Reads the reasons of so many entries that match otherwise, and tells where it stopped. */
async function findByReason(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  reason: string,
  stretch: Stretch,
  cheap: number,
): Promise<Found> {
  const narrowed = { ...criteria, all: [...criteria.all, sql<boolean>`e.reason is not null`] };
  const candidates = await pick(transaction, centre, narrowed, { ...stretch, limit: mostRead }, cheap, 'e.reason');
  const { rows } = await sql<{ id: string; hit: boolean }>`
    with candidate as materialized (${candidates}),
      seen as (
        select id, row_number() over (order by id ${order(stretch)}) as place, strpos(lower(reason), ${reason}) > 0 as hit
        from candidate)
    (select id, true as hit from seen where hit order by place limit ${stretch.limit + 1})
    union all (select id, false from seen where place = ${mostRead})`.execute(transaction);
  const hits = rows.filter(({ hit }) => hit);
  const entries = await readEntries(transaction, centre, hits, stretch);
  const more = hits.length > stretch.limit;
  const stoppedAt = more ? undefined : rows.find(({ hit }) => !hit)?.id;
  return { entries, more, ...(stoppedAt === undefined ? {} : { stoppedAt }) };
}

/** `e.reason` is given beside the id where it is to be looked through. */
type Picked = { id: string; reason?: string };

/**
 * Ids of the entries that match, in one of two ways. What PostgreSQL reckons to find with little work it finds whole, by whichever
 * indexes together, and sorts: so two filters that never meet cost no more than their indexes. What would be too much is walked in the order of the
 * ids, and fills the page soon.
 */
async function pick(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: Stretch,
  cheap: number,
  column?: 'e.reason',
): Promise<RawBuilder<Picked>> {
  const { all, choices, either, walkable } = criteria;
  if (walkable) return walk(centre, criteria, stretch, column);
  const any = either.length ? [sql<boolean>`(${sql.join([...either], sql` or `)})`] : [];
  const whole = sql<Picked>`
    select * from (${matching(centre, stretch, [...all, ...choices.map(among), ...any], column)} offset 0) e
    order by e.id ${order(stretch)} limit ${stretch.limit}`;
  return (await costOf(transaction, whole)) <= cheap ? whole : walk(centre, criteria, stretch, column);
}

/**
 * Where a column may have one of several values, or one of several conditions may hold, each is followed through its own
 * index, and the first of all are taken: however unevenly the values lie in the log, no more is read than a page of each.
 */
function walk(
  centre: string,
  { all, choices, either }: Criteria,
  stretch: Stretch,
  column?: 'e.reason',
): RawBuilder<Picked> {
  const first = (source: RawBuilder<unknown>) => sql<Picked>`
    select e.* from (${source}) e order by e.id ${order(stretch)} limit ${stretch.limit}`;
  const one = (conditions: readonly Condition[]) => first(matching(centre, stretch, conditions, column));
  const [driver, ...others] = fewestFirst(choices);
  if (either.length) {
    const rest = [...all, ...choices.map(among)];
    return first(
      sql.join(
        either.map((condition) => sql`(${one([...rest, condition])})`),
        sql` union `,
      ),
    );
  }
  if (!driver) return one(all);
  const each = one([...all, ...others.map(among), sql`${sql.ref(`e.${driver.column}`)} = v.value`]);
  return first(sql`select f.* from unnest(${driver.values}::text[]) as v(value) cross join lateral (${each}) f`);
}

const fewestFirst = (choices: readonly Choice[]): Choice[] =>
  choices.toSorted((one, other) => one.values.length - other.values.length);

function matching(
  centre: string,
  stretch: Stretch,
  conditions: readonly Condition[],
  column?: 'e.reason',
): RawBuilder<Picked> {
  const held: Condition[] = [sql<boolean>`e.centre = ${centre}`, upTo(stretch.last), ...beyond(stretch), ...conditions];
  return sql`select e.id${column ? sql`, ${sql.ref(column)}` : sql``} from audit.entry e
    where ${sql.join(held, sql` and `)}`;
}

/** What PostgreSQL reckons that a query costs, in its own unit: a page read in order. */
async function costOf(transaction: Transaction, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Total Cost': number } }] }>`
    explain (format json) ${query}`.execute(transaction);
  return rows[0]?.['QUERY PLAN'][0].Plan['Total Cost'] ?? Number.POSITIVE_INFINITY;
}

const order = ({ ascending }: Stretch) => (ascending ? sql`asc` : sql`desc`);

function beyond({ edge, inclusive = false, ascending }: Stretch): Condition[] {
  if (edge === undefined) return [];
  const sign = sql.raw(`${ascending ? '>' : '<'}${inclusive ? '=' : ''}`);
  return [sql`e.id ${sign} ${edge}::uuid`];
}

async function readEntries(
  transaction: Transaction,
  centre: string,
  picked: readonly Picked[],
  { ascending, limit }: Stretch,
): Promise<Entry[]> {
  const ids = picked.slice(0, limit).map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await transaction
    .selectFrom('audit.entry as e')
    .innerJoin('audit.leaf as l', (on) => on.onRef('l.centre', '=', 'e.centre').onRef('l.entry', '=', 'e.id'))
    .select(entryColumns)
    .select('l.index')
    .where('e.centre', '=', centre)
    .where('e.id', 'in', ids)
    .orderBy('e.id', ascending ? 'asc' : 'desc')
    .execute();
  return rows.map(toEntry);
}
