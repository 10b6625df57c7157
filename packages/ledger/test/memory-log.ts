import { appendLeaves, type Growth, type Hash, leafHash, sha256, type Tile, type TileReader } from '../index.ts';

/** A log that keeps its tiles in memory, as a service keeps them in its database. */
export interface MemoryLog {
  growth: Growth;
  tiles: Map<string, Tile>;
  readTile: TileReader;
}

export function growLog(entries: Uint8Array[], batches: number[] = [entries.length], hash: Hash = sha256): MemoryLog {
  const tiles = new Map<string, Tile>();
  let growth: Growth = { size: 0, root: new Uint8Array(), changed: [], edge: [] };
  let start = 0;
  for (const batch of batches) {
    growth = appendLeaves(
      growth.size,
      growth.edge,
      entries.slice(start, start + batch).map((entry) => leafHash(entry, hash)),
      hash,
    );
    for (const tile of growth.changed) tiles.set(`${tile.level}/${tile.n}`, tile);
    start += batch;
  }
  const readTile: TileReader = ({ level, n }) => tiles.get(`${level}/${n}`)?.data ?? new Uint8Array();
  return { growth, tiles, readTile };
}
