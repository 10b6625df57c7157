import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { readFirst } from './candidates.ts';
import type { Criteria } from './entry-filters.ts';
import { entryColumns, toEntry } from './entry-store.ts';
import { type AnyStretch, type DepartedStretch, inOrder, type Leaves, type Stretch } from './leaf-search.ts';
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

/** An entry that was found, and where. */
export interface Hit extends LogPlace {
  id: string;
}

const hitColumns = sql`l.entry as id, l.index, ${microseconds} as at`;

/** The first entries of a stretch. `cheap`: as for `readFirst`. */
export async function findStretch(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: Stretch,
  cheap?: number,
): Promise<Found> {
  if (criteria.reason !== undefined)
    return findByReason(transaction, centre, criteria, criteria.reason, stretch, cheap);
  const hits = await findHits(transaction, centre, criteria, { ...stretch, limit: stretch.limit + 1 }, cheap);
  return readHits(transaction, centre, hits, stretch.limit);
}

/** Leaves whose keys are those that are asked for, of what has left the database: whether it is meant its entry has to tell. */
export const findDepartedLeaves = (
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: DepartedStretch,
): Promise<Hit[]> => findHits(transaction, centre, criteria, stretch);

function findHits(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: AnyStretch,
  cheap?: number,
): Promise<Hit[]> {
  const columns = sql`l.index, l.at, l.entry`;
  const read = async (leaves: Leaves) => {
    const { rows } = await sql<Hit>`select ${hitColumns} from (${leaves}) l ${inOrder(stretch)}`.execute(transaction);
    return { rows, seen: rows.length };
  };
  return readFirst(transaction, { centre, criteria, stretch, columns }, read, cheap);
}

/** Reads the reasons of so many entries that match otherwise, and tells where it stopped. */
async function findByReason(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  reason: string,
  stretch: Stretch,
  cheap: number | undefined,
): Promise<Found> {
  const { limit } = stretch;
  const read = async (leaves: Leaves) => {
    const { rows } = await sql<Hit & { hit: boolean; seen: number }>`
      with candidate as materialized (${leaves}),
        seen as (
          select l.*, row_number() over (${inOrder(stretch)}) as place, strpos(lower(l.reason), ${reason}) > 0 as hit
          from candidate l)
      (select ${hitColumns}, true as hit, l.place as seen from seen l where hit order by place limit ${limit + 1})
      union all (select ${hitColumns}, false, l.place from seen l order by place desc limit 1)`.execute(transaction);
    const hits = rows.filter(({ hit }) => hit);
    // Enough is enough, however little was looked at.
    return { rows, seen: hits.length > limit ? mostRead : (rows.find(({ hit }) => !hit)?.seen ?? 0) };
  };
  const search = {
    centre,
    criteria,
    stretch: { ...stretch, limit: mostRead },
    columns: sql`l.index, l.at, l.entry, e.reason`,
  };
  const rows = await readFirst(transaction, search, read, cheap);
  const found = await readHits(
    transaction,
    centre,
    rows.filter(({ hit }) => hit),
    limit,
  );
  const end = found.more ? undefined : rows.find(({ hit, seen }) => !hit && seen >= mostRead);
  return end ? { ...found, stoppedAt: placeOf(end) } : found;
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
