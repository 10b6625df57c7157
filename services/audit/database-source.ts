import { type Database, inCentre } from '@zhiheng/database';
import { type EntryAt, type LeafTile, type LogSource, readAhead, type Tile, tileWidth } from '@zhiheng/ledger';
import { type Archive, type Place, placesOf } from './archive/places.ts';
import { leafAgrees } from './leaf-agreement.ts';
import { countSequenced, entriesInOrder, idsFrom } from './store/entry-copy-store.ts';
import { type KnownActions, readKnownActions } from './store/known-actions-store.ts';
import { areWhole, copyLeaves, type LeafRows, leafAt } from './store/leaf-copy-store.ts';
import { readLists, type SegmentLists } from './store/list-check-store.ts';
import { pastCheckpoints } from './store/past-checkpoint-store.ts';
import type { Position } from './store/sequence-store.ts';
import { findTile, tilesFrom } from './store/tree-store.ts';
import { entriesWithoutLeaf, readLeaves } from './store/verification-store.ts';
import { addUnlike, HiddenLeaves } from './verification/search-check.ts';

/** Leaf tiles whose entries are read in one go: what bounds a transaction's length, and the leaves that are held. */
const tilesInStretch = 64;
/** Tiles of which each entry is looked up, where they are not in order. */
const tilesLookedUp = 4;
/** Checkpoints that are read at once. */
const checkpointsInPage = 500;
/** Stretches of which lists, leaves and tiles are read while the entries of one are. */
const stretchesAhead = 1;

/** A log that also tells, of what was gone over, which entries no search finds: what the tree does not tell. */
export interface DatabaseSource extends LogSource {
  readonly hidden: HiddenLeaves;
  /** Looks at what was not gone over, too. */
  findHidden(size: number, signal?: AbortSignal): Promise<void>;
}

/**
 * One centre's log as its database holds it. Each read is a transaction of its own. `position`: up to where entries without an index
 * are looked for, of which at most `most` are named, as of those that are hidden. `archive`: where months of it have gone.
 */
export function databaseSource(
  database: Database,
  centre: string,
  position: Position,
  most: number,
  archive: Archive,
): DatabaseSource {
  /** Entries that came in the order of the log with nothing between. */
  let plain = 0;
  /** The first leaf that was gone over. */
  let first = Number.POSITIVE_INFINITY;
  const hidden = new HiddenLeaves(most);
  function* stretches(from: number, size: number): Generator<number> {
    for (let n = from; n * tileWidth < size; n += tilesInStretch) yield n;
  }
  const readStretch = async (n: number, size: number): Promise<Stretch> => {
    const [from, until] = [n * tileWidth, Math.min((n + tilesInStretch) * tileWidth, size)];
    const lists = await readLists(database, centre, from, until);
    const leaves = await copyLeaves(database, centre, from, until);
    const tiles = await inCentre(database, centre, (transaction) =>
      tilesFrom(transaction, centre, 0, n, tilesInStretch),
    );
    return { lists, leaves, tiles };
  };
  /** So many of its entries in order as there are from this one on, then some that are looked up, and so forth. */
  async function* entriesOf(leaves: LeafRows, actions: KnownActions): AsyncGenerator<readonly EntryAt[]> {
    const { from, until } = leaves;
    for (let at = from; at < until; ) {
      if (areWhole(leaves)) {
        const begin = at - from;
        const compare = (copied: Buffer, entryAt: number, place: number) => {
          if (!leafAgrees(leaves, begin + place, copied, entryAt, actions)) hidden.add(leafAt(leaves, begin + place));
        };
        for await (const entries of entriesInOrder(database, centre, idsFrom(leaves.ids, begin), tileWidth, compare)) {
          plain += entries.length;
          at += entries.length;
          yield entries;
        }
      }
      const end = Math.min(at + tilesLookedUp * tileWidth, until);
      const { entries, stored } = at < end ? await lookUp(database, centre, archive, at, end) : nothing;
      addUnlike(hidden, leaves, stored, actions);
      for (let place = 0; place < entries.length; place += tileWidth) yield entries.slice(place, place + tileWidth);
      at = end;
    }
  }
  async function* tilesOf(from: number, size: number): AsyncGenerator<LeafTile> {
    const actions = await inCentre(database, centre, (transaction) => readKnownActions(transaction, centre));
    for await (const { leaves, lists, tiles } of readAhead(stretches(from, size), stretchesAhead, (n) =>
      readStretch(n, size),
    )) {
      hidden.addUnlisted(leaves, lists);
      let n = leaves.from / tileWidth;
      for await (const entries of entriesOf(leaves, actions)) {
        yield { hashes: tiles.find((tile) => tile.n === n)?.data, entries };
        n++;
      }
    }
  }
  return {
    tile: ({ level, n }) =>
      inCentre(database, centre, async (transaction) => (await findTile(transaction, centre, level, n))?.data),
    hidden,
    async findHidden(size, signal) {
      for await (const _ of tilesOf(0, Math.min(first, size))) signal?.throwIfAborted();
    },
    leafTiles(from, size) {
      first = Math.min(first, from * tileWidth);
      return tilesOf(from, size);
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
        return entriesWithoutLeaf(transaction, centre, position, most);
      }),
  };
}

/** Some tiles in a row: their leaves, what lists tell of these, and the tree. */
interface Stretch {
  lists: SegmentLists;
  leaves: LeafRows;
  tiles: readonly Tile[];
}

/** Each by itself, where something is gone, archived or out of order; `stored`: what there is of those that the database has. */
async function lookUp(
  database: Database,
  centre: string,
  archive: Archive,
  from: number,
  until: number,
): Promise<{ entries: EntryAt[]; stored: Place[] }> {
  return inCentre(database, centre, async (transaction) => {
    const rows = await readLeaves(transaction, centre, from, until);
    const places = await placesOf(transaction, archive, centre, rows);
    const entries = new Map(places.map((place) => [place.index, entryAt(place)]));
    return {
      entries: Array.from(numbers(from, until), (index) => entries.get(index) ?? 'missing'),
      // What lies in the archive is held against its leaves apart from this, for it may be no part of what is gone over.
      stored: places.filter((_, place) => rows[place]?.entry),
    };
  });
}
const nothing = { entries: [], stored: [] };

function entryAt(place: Place): EntryAt {
  if (place.kind === 'entry') return place.bytes;
  return place.kind === 'unavailable' ? 'unread' : place.kind;
}

function* numbers(from: number, until: number): Generator<number> {
  for (let number = from; number < until; number++) yield number;
}
