import { type Database, inCentre } from '@zhiheng/database';
import { type EntryAt, type LogSource, readAhead, type Tile, tileWidth } from '@zhiheng/ledger';
import { type Archive, type Place, placesOf } from './archive/places.ts';
import { countSequenced, entriesInOrder, idsFrom, leafIds } from './store/entry-copy-store.ts';
import { pastCheckpoints } from './store/past-checkpoint-store.ts';
import type { Position } from './store/sequence-store.ts';
import { findTile, tilesFrom } from './store/tree-store.ts';
import { entriesWithoutLeaf, readLeaves } from './store/verification-store.ts';

/** Leaf tiles whose entries are read in one go: what bounds a transaction's length, and the ids that are held. */
const tilesInStretch = 64;
/** Tiles of which each entry is looked up, where they are not in order. */
const tilesLookedUp = 4;
/** Checkpoints that are read at once. */
const checkpointsInPage = 500;
/** Stretches of which ids and tiles are read while the entries of one are. */
const stretchesAhead = 1;

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
  function* stretches(first: number, size: number): Generator<number> {
    for (let n = first; n * tileWidth < size; n += tilesInStretch) yield n;
  }
  const readStretch = (first: number, size: number): Promise<Stretch> =>
    inCentre(database, centre, async (transaction) => {
      const [from, until] = [first * tileWidth, Math.min((first + tilesInStretch) * tileWidth, size)];
      return {
        from,
        until,
        ids: await leafIds(transaction, centre, from, until),
        tiles: await tilesFrom(transaction, centre, 0, first, tilesInStretch),
      };
    });
  /** So many of its entries in order as there are from this one on, then some that are looked up, and so forth. */
  async function* entriesOf({ from, until, ids }: Stretch): AsyncGenerator<readonly EntryAt[]> {
    for (let at = from; at < until; ) {
      if (ids)
        for await (const entries of entriesInOrder(database, centre, idsFrom(ids, at - from), tileWidth)) {
          plain += entries.length;
          at += entries.length;
          yield entries;
        }
      const end = Math.min(at + tilesLookedUp * tileWidth, until);
      const entries = at < end ? await lookUp(database, centre, archive, at, end) : [];
      for (let place = 0; place < entries.length; place += tileWidth) yield entries.slice(place, place + tileWidth);
      at = end;
    }
  }
  return {
    tile: ({ level, n }) =>
      inCentre(database, centre, async (transaction) => (await findTile(transaction, centre, level, n))?.data),
    async *leafTiles(first, size) {
      for await (const stretch of readAhead(stretches(first, size), stretchesAhead, (n) => readStretch(n, size))) {
        let n = stretch.from / tileWidth;
        for await (const entries of entriesOf(stretch)) {
          yield { hashes: stretch.tiles.find((tile) => tile.n === n)?.data, entries };
          n++;
        }
      }
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

/** Leaves of some tiles in a row, with what the tree says of them. */
interface Stretch {
  from: number;
  until: number;
  /** Undefined where one of the leaves is gone. */
  ids: Buffer | undefined;
  tiles: readonly Tile[];
}

/** Each by itself, where something is gone, archived or out of order. */
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
