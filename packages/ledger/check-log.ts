import { equalBytes } from './bytes.ts';
import {
  CheckpointCheck,
  type CheckpointCount,
  type CheckpointFault,
  type CheckpointTrust,
  CheckpointWalk,
} from './check-checkpoints.ts';
import { checkLeaves, type LeafTileFault } from './check-leaves.ts';
import type { Checkpoint } from './checkpoint.ts';
import { Frontier } from './frontier.ts';
import { type Extension, extendEdge, fold, type Growth, rootOfEdge, type Tile } from './grow.ts';
import { type Hash, hashLength, leafHash } from './hash.ts';
import type { RemovedMonth } from './keeping.ts';
import type { EntryAt, LogSource } from './log-source.ts';
import type { PastCheckpoint } from './past-checkpoint.ts';
import { Removals, type UnlawfulRemoval } from './removals.ts';
import { tileWidth, widthOf } from './tile.ts';
import { TileCache } from './tile-cache.ts';

/**
 * `tile`: hashes of the tree are not those of what is below. `root`: the whole tree is not the one that was signed. `inserted` with an
 * id: an entry without an index. `unread`: no verdict. `unlawful`: entries that are said to have been removed, though no entry of the
 * log says so, or not of as many.
 */
export type LogFault =
  | LeafTileFault
  | CheckpointFault
  | { kind: 'root' }
  | { kind: 'inserted'; id: string }
  | ({ kind: 'unlawful' } & UnlawfulRemoval);

export interface CheckOptions {
  hash: Hash;
  report: (fault: LogFault) => void;
  /** By whose keys all checkpoints that the source has are judged; absent: they are not looked at. */
  trust?: CheckpointTrust;
  /** A month of which entries were removed by policy, as an entry of the log says. */
  removed?: (month: RemovedMonth) => void;
  /** After each leaf tile: what was gone over so far. To compute `root` costs up to 255 hashes. */
  progress?: (reached: { size: number; root: () => Uint8Array }) => void | Promise<void>;
}

/** The tree as it was recomputed, and what else was gone over. */
export interface CheckedLog extends Growth, CheckpointCount {}

/** Leaf tiles that are remembered until the root tells whether they, or the tile above them, were altered. */
const mostSuspects = 1_000;

/**
 * The one verifier of a log: recomputes each leaf, tile and the root of the tree that `checkpoint` signs, from `start` on (a growth
 * that is known to be right and ends with a full tile, or the empty one), and has the source tell which entries have no place in it.
 * Memory does not grow with the log. Gives the tree as it was recomputed.
 */
export async function checkLog(
  source: LogSource,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
  start: Growth,
  { hash, report, trust, removed, progress }: CheckOptions,
): Promise<CheckedLog> {
  let reached: Extension = start;
  const tiles = new TileCache(source, size);
  const suspects: number[] = [];
  const removals = new Removals(start.size === 0);
  const checkpoints = trust && new CheckpointCheck(trust, size, report);
  // The first tree may be the empty one.
  const walk = checkpoints && walkOf(checkpoints, source.checkpoints?.(start.size === 0 ? -1 : start.size, size));
  const frontier = Frontier.of(start.edge, hash);
  if (start.size < size)
    for await (const leaves of source.leafTiles(start.size / tileWidth, size)) {
      const from = reached.size;
      const [n, width] = [from / tileWidth, Math.min(tileWidth, size - from)];
      const above = await tiles.hashAt(1, n);
      const isHead = headTest(reached, { size, root }, hash);
      let blamed = false;
      const fits = (parent: Uint8Array) => above !== undefined && equalBytes(parent, above);
      const hashes = checkLeaves(
        leaves,
        { n, from, width },
        (these) =>
          these.length === width * hashLength && ((width === tileWidth && fits(fold(these, hash))) || isHead(these)),
        hash,
        (fault) => {
          blamed ||= fault.kind === 'tile';
          report(fault);
        },
      );
      follow(removals, from, leaves.entries, hashes, hash);
      reached = extendEdge(from, reached.edge, hashes, hash);
      const parent = width === tileWidth ? lastHash(reached.changed, 1) : undefined;
      if (parent && !blamed && suspects.length < mostSuspects && !fits(parent) && !isHead(hashes)) suspects.push(n);
      await walk?.over(frontier, hashes);
      if (parent) frontier.push(parent, tileWidth);
      await checkUpperTiles(tiles, size, reached.changed, report);
      const { edge } = reached;
      await progress?.({ size: reached.size, root: () => rootOfEdge(edge, hash) });
      if (reached.size === size) break;
    }
  if (reached.size !== size) throw new Error(`The source gave ${reached.size} leaves of ${size}.`);
  const growth: Growth = { ...reached, root: rootOfEdge(reached.edge, hash) };
  await walk?.end();
  const whole = equalBytes(growth.root, root);
  checkpoints?.settle(whole);
  if (!whole) {
    // Leaves and tile were altered to agree; only the hash above them, which nobody made to fit, still tells where.
    for (const n of suspects) report({ kind: 'tile', level: 0, n });
    report({ kind: 'root' });
  }
  const { lawful, unlawful } = removals.settle();
  for (const month of lawful) removed?.(month);
  for (const gone of unlawful) report({ kind: 'unlawful', ...gone });
  for (const id of (await source.inserted?.()) ?? []) report({ kind: 'inserted', id });
  return { ...growth, ...(checkpoints?.count ?? { checkpoints: 0, cosignatures: 0, unknownCosignatures: 0 }) };
}

const walkOf = (check: CheckpointCheck, stored: AsyncIterable<PastCheckpoint> | undefined) =>
  stored && new CheckpointWalk(check, stored);

/** Takes down which entries are said to have been removed, and what the others say of it. */
function follow(removals: Removals, from: number, entries: readonly EntryAt[], hashes: Uint8Array, hash: Hash): void {
  for (const [place, entry] of entries.entries()) {
    if (entry === 'removed') removals.claim(from + place);
    else if (typeof entry !== 'string')
      removals.see(entry, from + place, () =>
        equalBytes(leafHash(entry, hash), hashes.subarray(place * hashLength, (place + 1) * hashLength)),
      );
  }
}

/** Whether these are the last leaves of the tree that was signed. */
const headTest =
  ({ size: before, edge }: Extension, { size, root }: Pick<Checkpoint, 'size' | 'root'>, hash: Hash) =>
  (hashes: Uint8Array): boolean =>
    before + hashes.length / hashLength === size &&
    equalBytes(rootOfEdge(extendEdge(before, edge, hashes, hash).edge, hash), root);

/** The hash that was added last at this level. */
const lastHash = (changed: readonly Tile[], level: number): Uint8Array | undefined =>
  changed.findLast((tile) => tile.level === level)?.data.subarray(-hashLength);

/** What stands above the leaves follows from them. A tile is looked at once it has all the hashes that this tree gives it. */
async function checkUpperTiles(
  tiles: TileCache,
  size: number,
  changed: readonly Tile[],
  report: (fault: LogFault) => void,
): Promise<void> {
  for (const { level, n, data } of changed) {
    if (level === 0 || data.length < widthOf(size, level, n) * hashLength) continue;
    const stored = await tiles.tile(level, n);
    if (!stored || !equalBytes(stored.subarray(0, data.length), data)) report({ kind: 'tile', level, n });
  }
}
