import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { Criteria } from './entry-filters.ts';
import { entryColumns, toEntry } from './entry-store.ts';
import { allMatches, costOf, type DepartedStretch, inOrder, type Stretch, walk, whole } from './leaf-search.ts';
import { type LogPlace, microseconds } from './log-place.ts';

export interface Found {
  entries: Entry[];
  /** Where each of them lies. */
  places: LogPlace[];
  /** Whether further ones follow. */
  more: boolean;
  /** The last entry that was looked at, where there was more to look at than one page does. */
  stoppedAt?: LogPlace;
}

/** Entries that one page reads through for a part of their reason, which no index answers. */
export const mostRead = 50_000;

/**
 * A hundredth of a second, as two keys cost of a quarter of a million entries. Beyond that it is quicker to walk the rarer of them, which fills a page soon
 * wherever they meet; at ten times as much, pages of some million entries took ten times as long as those of fewer, and of more.
 */
const cheapest = 5_000;

/** An entry that was found, and where. */
export interface Hit extends LogPlace {
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

/** Leaves whose keys are those that are asked for, of what has left the database: whether it is meant its entry has to tell. */
export async function findDepartedLeaves(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: DepartedStretch,
): Promise<Hit[]> {
  const leaves = await pick(transaction, centre, criteria, stretch, cheapest);
  const { rows } = await sql<Hit>`select ${hitColumns} from (${leaves}) l ${inOrder(stretch)}`.execute(transaction);
  return rows;
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
  stretch: Stretch | DepartedStretch,
  cheap: number,
): Promise<RawBuilder<unknown>> {
  const few = !criteria.walkable && (await costOf(transaction, allMatches(centre, criteria, stretch))) <= cheap;
  return (few ? whole : walk)(centre, criteria, stretch);
}

async function readHits(transaction: Transaction, centre: string, hits: readonly Hit[], limit: number): Promise<Found> {
  const page = hits.slice(0, limit);
  if (page.length === 0) return { entries: [], places: [], more: false };
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
  return { ...foundOf(page, byId), more: hits.length > limit };
}

/** Those of the hits of which there is an entry, with their places. */
export function foundOf(hits: readonly Hit[], byId: ReadonlyMap<string, Entry>): Pick<Found, 'entries' | 'places'> {
  const there = hits.flatMap((hit) => {
    const entry = byId.get(hit.id);
    return entry ? [{ entry: { ...entry, index: hit.index }, place: placeOf(hit) }] : [];
  });
  return { entries: there.map(({ entry }) => entry), places: there.map(({ place }) => place) };
}

/** From where on the next page goes; undefined: nothing follows. */
export const endOf = ({ places, more, stoppedAt }: Found): LogPlace | undefined => (more ? places.at(-1) : stoppedAt);

export const placeOf = ({ at, index }: Hit): LogPlace => ({ at, index });
