import { type Database, inCentre } from '@zhiheng/database';
import { type EntryAt, type LeafTile, type LogSource, readAhead, tileWidth } from '@zhiheng/ledger';
import { type Archive, type Place, placesOf } from './archive/places.ts';
import { ByteWriter } from './byte-writer.ts';
import { copyEntries, countSequenced, leafIds } from './store/entry-copy-store.ts';
import { pastCheckpoints } from './store/past-checkpoint-store.ts';
import type { Position } from './store/sequence-store.ts';
import { findTile, tilesFrom } from './store/tree-store.ts';
import { entriesWithoutLeaf, readLeaves } from './store/verification-store.ts';

/** What bounds a transaction's length and memory: so many tiles to begin with, more where entries are short. */
const [fewTiles, mostTiles] = [4, 16];
/** A page of more bytes is followed by a smaller one. */
const bytesInPage = 4 * 2 ** 20;
/** Checkpoints that are read at once. */
const checkpointsInPage = 500;
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
  let tilesInPage = fewTiles;
  // Memory for each page would cost more than to write it: it has the whole heap looked through for what is no longer used.
  const rooms = Array.from({ length: pagesAhead + 1 }, () => ({
    memory: { buffer: Buffer.allocUnsafeSlow(bytesInPage) },
    writer: new ByteWriter(bytesInPage),
  }));
  let pagesRead = 0;
  function* pages(first: number, size: number): Generator<Page> {
    for (let n = first, count = tilesInPage; n * tileWidth < size; n += count, count = tilesInPage)
      yield { first: n, count };
  }
  const readPage = async ({ first, count }: Page, size: number): Promise<LeafTile[]> => {
    const room = rooms[pagesRead++ % rooms.length];
    const [from, until] = [first * tileWidth, Math.min((first + count) * tileWidth, size)];
    const { ids, tiles } = await inCentre(database, centre, async (transaction) => ({
      ids: await leafIds(transaction, centre, from, until),
      tiles: await tilesFrom(transaction, centre, 0, first, count),
    }));
    const copied = ids && (await copyEntries(database, centre, ids, room));
    plain += copied?.length ?? 0;
    const entries = copied ?? (await lookUp(database, centre, archive, from, until));
    tilesInPage = tilesFor(entries);
    return Array.from(numbers(first, Math.ceil(until / tileWidth)), (n) => ({
      hashes: tiles.find((tile) => tile.n === n)?.data,
      entries: entries.slice(n * tileWidth - from, Math.min((n + 1) * tileWidth, until) - from),
    }));
  };
  return {
    tile: ({ level, n }) =>
      inCentre(database, centre, async (transaction) => (await findTile(transaction, centre, level, n))?.data),
    async *leafTiles(first, size) {
      for await (const page of readAhead(pages(first, size), pagesAhead, (at) => readPage(at, size))) yield* page;
    },
    async *checkpoints(after, until) {
      for (let [from, more] = [after, true]; more; ) {
        const range = { after: from, until, limit: checkpointsInPage };
        const page = await inCentre(database, centre, (transaction) => pastCheckpoints(transaction, centre, range));
        yield* page;
        more = page.length === checkpointsInPage;
        from = page.at(-1)?.size ?? from;
      }
    },
    inserted: () =>
      inCentre(database, centre, async (transaction) => {
        // All were found in their order, each once, and there are no others.
        if (plain > 0 && plain === (await countSequenced(transaction, centre, position))) return [];
        return entriesWithoutLeaf(transaction, centre, position, mostInserted);
      }),
  };
}

/** Leaf tiles that are read at once. */
interface Page {
  first: number;
  count: number;
}

/** As many tiles as entries like these fit into a page. */
function tilesFor(entries: readonly EntryAt[]): number {
  const bytes = entries.reduce((sum, entry) => sum + (typeof entry === 'string' ? 0 : entry.length), 0);
  const inTile = (bytes / Math.max(1, entries.length)) * tileWidth;
  return Math.max(1, Math.min(mostTiles, Math.floor(bytesInPage / Math.max(1, inTile))));
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

function* numbers(from: number, until: number): Generator<number> {
  for (let number = from; number < until; number++) yield number;
}
