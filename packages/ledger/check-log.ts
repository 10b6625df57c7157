import { equalBytes } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { compareLeaves, type LeafFault } from './compare-leaves.ts';
import { appendLeaves, type Growth, rootOf, splitHashes, type Tile } from './grow.ts';
import { type Hash, hashLength, leafHash } from './hash.ts';
import { type TilePlace, tileWidth, widthOf } from './tile.ts';

/** A log as anybody may read it. */
export interface LogSource {
  /** Undefined when there is no such tile. */
  tile(place: TilePlace): Promise<Uint8Array | undefined>;
  /** The canonical bytes of the entries of leaf tile `n`, by place; `missing` where one is gone, `unread` where none can be had. */
  entries(n: number, width: number): Promise<(Uint8Array | 'missing' | 'unread')[]>;
}

/** `tile`: hashes of the tree are not those of what is below. `root`: the whole tree is not the one that was signed. `unread`: no verdict. */
export type LogFault =
  | LeafFault
  | { kind: 'tile'; level: number; n: number }
  | { kind: 'root' }
  | { kind: 'unread'; index: number };

export interface CheckOptions {
  hash: Hash;
  report: (fault: LogFault) => void;
  /** After each leaf tile: what was gone over so far. */
  progress?: (growth: Growth) => void | Promise<void>;
}

/** Leaf tiles that are remembered until the root tells whether they, or the tile above them, were altered. */
const mostSuspects = 1_000;

/**
 * Recomputes each leaf, tile and the root of the tree that `checkpoint` signs, from `start` on (a growth that is known to be right and
 * ends with a full tile, or the empty one). Memory does not grow with the log. Gives the tree as it was recomputed.
 */
export async function checkLog(
  source: LogSource,
  { size, root }: Checkpoint,
  start: Growth,
  { hash, report, progress }: CheckOptions,
): Promise<Growth> {
  let growth = start;
  const parents = new TileCache(source);
  const suspects: number[] = [];
  while (growth.size < size) {
    const n = growth.size / tileWidth;
    const width = Math.min(tileWidth, size - growth.size);
    const before = growth;
    const parent = await hashAt(parents, size, 1, n);
    const vouched = (hashes: readonly Uint8Array[]): boolean =>
      hashes.length === width &&
      ((width === tileWidth && parent !== undefined && equalBytes(rootOf(hashes, hash), parent)) ||
        (before.size + width === size && equalBytes(appendLeaves(before.size, before.edge, hashes, hash).root, root)));
    const leaves = await checkTile(source, n, width, vouched, hash, report);
    if (width === tileWidth && suspects.length < mostSuspects && !vouched(leaves)) suspects.push(n);
    growth = appendLeaves(growth.size, growth.edge, leaves, hash);
    await checkUpperTiles(source, size, growth.changed, report);
    await progress?.(growth);
  }
  if (!equalBytes(growth.root, root)) {
    // Leaves and tile were altered to agree; only the hash above them, which nobody made to fit, still tells where.
    for (const n of suspects) report({ kind: 'tile', level: 0, n });
    report({ kind: 'root' });
  }
  return growth;
}

/** Holds a leaf tile against its entries and says which of the two is to blame. Gives the hashes to build on. */
async function checkTile(
  source: LogSource,
  n: number,
  width: number,
  vouched: (hashes: readonly Uint8Array[]) => boolean,
  hash: Hash,
  report: (fault: LogFault) => void,
): Promise<Uint8Array[]> {
  const from = n * tileWidth;
  const data = await source.tile({ level: 0, n, width });
  const stored =
    data && data.length >= width * hashLength ? splitHashes(data.subarray(0, width * hashLength)) : undefined;
  const entries = await source.entries(n, width);
  const computed = entries.map((entry) => (typeof entry === 'string' ? undefined : leafHash(entry, hash)));
  const whole = computed.filter((leaf) => leaf !== undefined);
  const agree =
    stored && whole.length === width && whole.every((leaf, place) => equalBytes(leaf, stored[place] as Uint8Array));
  if (agree && whole.length === entries.length) return stored;

  const tileHolds = stored !== undefined && vouched(stored);
  if (!tileHolds && !agree) report({ kind: 'tile', level: 0, n });
  // The tile was altered, and its entries are those of the tree above: they are not to be blamed.
  if (!tileHolds && whole.length === entries.length && vouched(whole)) return whole;
  for (const fault of faultsOf(from, stored, entries, computed)) report(fault);
  return stored ?? Array.from({ length: width }, (_, place) => computed[place] ?? new Uint8Array(hashLength));
}

function faultsOf(
  from: number,
  stored: readonly Uint8Array[] | undefined,
  entries: readonly (Uint8Array | 'missing' | 'unread')[],
  computed: readonly (Uint8Array | undefined)[],
): LogFault[] {
  const whole = computed.filter((leaf) => leaf !== undefined);
  if (stored && whole.length === entries.length) return compareLeaves(from, stored, whole);
  // Where the source itself says which place is empty, places are compared one by one.
  return entries.flatMap((entry, place): LogFault[] => {
    const index = from + place;
    if (entry === 'missing' || entry === 'unread') return [{ kind: entry, index }];
    const [is, should] = [computed[place], stored?.[place]];
    return is && should ? compareLeaves(index, [should], [is]) : [];
  });
}

/** What stands above the leaves follows from them. A tile is looked at once it has all the hashes that this tree gives it. */
async function checkUpperTiles(
  source: LogSource,
  size: number,
  changed: readonly Tile[],
  report: (fault: LogFault) => void,
): Promise<void> {
  for (const { level, n, data } of changed) {
    const width = widthOf(size, level, n);
    if (level === 0 || data.length < width * hashLength) continue;
    const stored = await source.tile({ level, n, width });
    if (!stored || !equalBytes(stored.subarray(0, data.length), data)) report({ kind: 'tile', level, n });
  }
}

/** The last tile that was asked for: 256 leaf tiles in a row have the same one above. */
class TileCache {
  readonly #source: LogSource;
  #key = '';
  #tile: Promise<Uint8Array | undefined> = Promise.resolve(undefined);

  constructor(source: LogSource) {
    this.#source = source;
  }

  tile(place: TilePlace): Promise<Uint8Array | undefined> {
    const key = `${place.level}/${place.n}/${place.width}`;
    if (key !== this.#key) [this.#key, this.#tile] = [key, this.#source.tile(place)];
    return this.#tile;
  }
}

async function hashAt(tiles: TileCache, size: number, level: number, place: number): Promise<Uint8Array | undefined> {
  const n = Math.floor(place / tileWidth);
  const width = widthOf(size, level, n);
  const at = (place % tileWidth) * hashLength;
  const data = width > place % tileWidth ? await tiles.tile({ level, n, width }) : undefined;
  return data && data.length >= at + hashLength ? data.subarray(at, at + hashLength) : undefined;
}

/**
 * The growth at the last full leaf tile of a tree of `size` leaves that was verified before and had this root: what `checkLog` goes on
 * from. Undefined when the tiles no longer lead to that root.
 */
export async function resumeGrowth(
  source: Pick<LogSource, 'tile'>,
  { size, root }: { size: number; root: Uint8Array },
  hash: Hash,
): Promise<Growth | undefined> {
  const edge: Tile[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / tileWidth)) {
    const [n, width] = [Math.floor(hashes / tileWidth), hashes % tileWidth];
    if (width === 0) continue;
    const data = await source.tile({ level, n, width });
    if (!data || data.length < width * hashLength) return undefined;
    edge.push({ level, n, data: data.slice(0, width * hashLength) });
  }
  if (!equalBytes(appendLeaves(size, edge, [], hash).root, root)) return undefined;
  return appendLeaves(
    size - (size % tileWidth),
    edge.filter(({ level }) => level > 0),
    [],
    hash,
  );
}
