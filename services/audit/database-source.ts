import { type Database, inCentre } from '@zhiheng/database';
import { canonicalEntry, type EntryAt, type LeafTile, type LogSource, readAhead, tileWidth } from '@zhiheng/ledger';
import type { Position } from './store/sequence-store.ts';
import { findTile, tilesFrom } from './store/tree-store.ts';
import { entriesWithoutLeaf, readLeaves } from './store/verification-store.ts';

/** Bounds a transaction's length and memory: 1,024 entries. */
const tilesInPage = 4;
/** Pages that are read while one is worked on. */
const pagesAhead = 1;

/**
 * One centre's log as its database holds it. Each read is a transaction of its own. `position`: up to where entries without an index
 * are looked for, of which at most `mostInserted` are named.
 */
export function databaseSource(
  database: Database,
  centre: string,
  position: Position,
  mostInserted: number,
): LogSource {
  const readPage = (first: number, size: number): Promise<LeafTile[]> =>
    inCentre(database, centre, async (transaction) => {
      const [from, until] = [first * tileWidth, Math.min((first + tilesInPage) * tileWidth, size)];
      const rows = await readLeaves(transaction, centre, from, until);
      const entries = new Map(rows.map(({ index, entry }) => [index, entry && bytesOf(entry)]));
      const tiles = await tilesFrom(transaction, centre, 0, first, tilesInPage);
      return Array.from(numbers(first, Math.ceil(until / tileWidth)), (n) => ({
        hashes: tiles.find((tile) => tile.n === n)?.data,
        entries: Array.from(
          numbers(n * tileWidth, Math.min((n + 1) * tileWidth, until)),
          (index): EntryAt => entries.get(index) ?? 'missing',
        ),
      }));
    });
  return {
    tile: ({ level, n }) =>
      inCentre(database, centre, async (transaction) => (await findTile(transaction, centre, level, n))?.data),
    async *leafTiles(first, size) {
      const pages = numbers(first, Math.ceil(size / tileWidth), tilesInPage);
      for await (const page of readAhead(pages, pagesAhead, (n) => readPage(n, size))) yield* page;
    },
    inserted: () =>
      inCentre(database, centre, (transaction) => entriesWithoutLeaf(transaction, centre, position, mostInserted)),
  };
}

/** What has no canonical form any more was altered: it hashes to nothing that a tree holds. */
function bytesOf(entry: Parameters<typeof canonicalEntry>[0]): Uint8Array {
  try {
    return canonicalEntry(entry);
  } catch {
    return new Uint8Array();
  }
}

function* numbers(from: number, until: number, step = 1): Generator<number> {
  for (let number = from; number < until; number += step) yield number;
}
