import { type Database, inCentre } from '@zhiheng/database';
import { type EntryAt, type LeafTile, type LogSource, readAhead, tileWidth } from '@zhiheng/ledger';
import { type Archive, type Place, placesOf } from './archive/places.ts';
import { copyEntries, countSequenced, leafIds } from './store/entry-copy-store.ts';
import type { Position } from './store/sequence-store.ts';
import { findTile, tilesFrom } from './store/tree-store.ts';
import { entriesWithoutLeaf, readLeaves } from './store/verification-store.ts';

/** Bounds a transaction's length and memory: 1,024 entries. */
const tilesInPage = 4;
/** Pages that are read while one is worked on. */
const pagesAhead = 1;

/**
 * One centre's log as its database holds it. Each read is a transaction of its own. `position`: up to where entries without an index
 * are looked for, of which at most `mostInserted` are named. `archive`: where months of it have gone.
 */
export function databaseSource(
  database: Database,
  centre: string,
  position: Position,
  mostInserted: number,
  archive: Archive,
): LogSource {
  /** Entries that came in the order of the log with nothing between. */
  let plain = 0;
  const readPage = async (first: number, size: number): Promise<LeafTile[]> => {
    const [from, until] = [first * tileWidth, Math.min((first + tilesInPage) * tileWidth, size)];
    const { ids, tiles } = await inCentre(database, centre, async (transaction) => ({
      ids: await leafIds(transaction, centre, from, until),
      tiles: await tilesFrom(transaction, centre, 0, first, tilesInPage),
    }));
    const copied = ids && (await copyEntries(database, centre, ids));
    plain += copied?.length ?? 0;
    const entries = copied ?? (await lookUp(database, centre, archive, from, until));
    return Array.from(numbers(first, Math.ceil(until / tileWidth)), (n) => ({
      hashes: tiles.find((tile) => tile.n === n)?.data,
      entries: entries.slice(n * tileWidth - from, Math.min((n + 1) * tileWidth, until) - from),
    }));
  };
  return {
    tile: ({ level, n }) =>
      inCentre(database, centre, async (transaction) => (await findTile(transaction, centre, level, n))?.data),
    async *leafTiles(first, size) {
      const pages = numbers(first, Math.ceil(size / tileWidth), tilesInPage);
      for await (const page of readAhead(pages, pagesAhead, (n) => readPage(n, size))) yield* page;
    },
    inserted: () =>
      inCentre(database, centre, async (transaction) => {
        // All were found in their order, each once, and there are no others.
        if (plain > 0 && plain === (await countSequenced(transaction, centre, position))) return [];
        return entriesWithoutLeaf(transaction, centre, position, mostInserted);
      }),
  };
}

/** Each by itself, for a page of which something is gone, archived or out of order. */
async function lookUp(
  database: Database,
  centre: string,
  archive: Archive,
  from: number,
  until: number,
): Promise<EntryAt[]> {
  return inCentre(database, centre, async (transaction) => {
    const rows = await readLeaves(transaction, centre, from, until);
    const places = await placesOf(transaction, archive, centre, rows);
    const entries = new Map(places.map((place) => [place.index, entryAt(place)]));
    return Array.from(numbers(from, until), (index) => entries.get(index) ?? 'missing');
  });
}

function entryAt(place: Place): EntryAt {
  if (place.kind === 'entry') return place.bytes;
  return place.kind === 'unavailable' ? 'unread' : place.kind;
}

function* numbers(from: number, until: number, step = 1): Generator<number> {
  for (let number = from; number < until; number += step) yield number;
}
