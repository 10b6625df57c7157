import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { Criteria } from './entry-filters.ts';
import { entryColumns, toEntry } from './entry-store.ts';
import { allMatches, costOf, inOrder, type Stretch, walk, whole } from './leaf-search.ts';
import { type LogPlace, microseconds } from './log-place.ts';

export interface Found {
  entries: Entry[];
  /** Where the first and the last of them lie; absent when there are none. */
  first?: LogPlace;
  last?: LogPlace;
  /** Whether further ones follow. */
  more: boolean;
  /** The last entry that was looked at, where there was more to look at than one page does. */
  stoppedAt?: LogPlace;
}

/** Entries that one page reads through for a part of their reason, which no index answers. */
export const mostRead = 50_000;

/** Some ten thousand matches, a tenth of a second. */
const cheapest = 50_000;

/** An entry that was found, and where. */
interface Hit extends LogPlace {
  id: string;
}

const hitColumns = sql`l.entry as id, l.index, ${microseconds} as at`;

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
  const leaves = await pick(transaction, centre, criteria, { ...stretch, limit: stretch.limit + 1 }, cheap);
  const { rows } = await sql<Hit>`select ${hitColumns} from (${leaves}) l ${inOrder(stretch)}`.execute(transaction);
  return readHits(transaction, centre, rows, stretch.limit);
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
  const candidates = await pick(transaction, centre, criteria, { ...stretch, limit: mostRead }, cheap);
  const { rows } = await sql<Hit & { hit: boolean }>`
    with candidate as materialized (${candidates}),
      seen as (
        select l.*, row_number() over (${inOrder(stretch)}) as place, strpos(lower(l.reason), ${reason}) > 0 as hit
        from candidate l)
    (select ${hitColumns}, true as hit from seen l where hit order by place limit ${stretch.limit + 1})
    union all (select ${hitColumns}, false from seen l where place = ${mostRead})`.execute(transaction);
  const hits = rows.filter(({ hit }) => hit);
  const found = await readHits(transaction, centre, hits, stretch.limit);
  const end = found.more ? undefined : rows.find(({ hit }) => !hit);
  return end ? { ...found, stoppedAt: placeOf(end) } : found;
}

/**
 * The leaves of the entries that match, found in one of two ways. What PostgreSQL reckons to find with little work is found whole and
 * sorted: so two filters that never meet cost no more than their indexes. What would be too much is walked, and fills the page soon.
 */
async function pick(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: Stretch,
  cheap: number,
): Promise<RawBuilder<unknown>> {
  const few = !criteria.walkable && (await costOf(transaction, allMatches(centre, criteria, stretch))) <= cheap;
  return (few ? whole : walk)(centre, criteria, stretch);
}

async function readHits(transaction: Transaction, centre: string, hits: readonly Hit[], limit: number): Promise<Found> {
  const page = hits.slice(0, limit);
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return { entries: [], more: false };
  const rows = await transaction
    .selectFrom('audit.entry as e')
    .select(entryColumns)
    .where('e.centre', '=', centre)
    .where(
      'e.id',
      'in',
      page.map(({ id }) => id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, toEntry(row)]));
  const entries = page.flatMap(({ id, index }) => {
    const entry = byId.get(id);
    return entry ? [{ ...entry, index }] : [];
  });
  return { entries, first: placeOf(first), last: placeOf(last), more: hits.length > limit };
}

const placeOf = ({ at, index }: Hit): LogPlace => ({ at, index });
