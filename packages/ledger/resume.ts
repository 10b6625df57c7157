import { equalBytes } from './bytes.ts';
import { appendLeaves, type Growth, type Tile } from './grow.ts';
import { type Hash, hashLength } from './hash.ts';
import type { LogSource } from './log-source.ts';
import { tileWidth } from './tile.ts';

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
