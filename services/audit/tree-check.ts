import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import {
  appendLeaves,
  canonicalEntry,
  type Growth,
  type Hash,
  leafHash,
  type Tile,
  tileWidth,
  toBase64,
} from '@zhiheng/ledger';
import type { Findings } from './finding.ts';
import { byParent, checkLeaves, type LeafTile, type Vouch } from './leaf-check.ts';
import { findTile, type StoredCheckpoint, tilesFrom } from './store/tree-store.ts';
import { type LeafRow, readLeaves } from './store/verification-store.ts';

/** Bounds a transaction's length and memory: 1,024 entries. */
const tilesInBatch = 4;

/** Rebuilds the tree that `checkpoint` signs from the stored entries and holds every tile and the root against it. */
export async function checkTree(
  database: Database,
  centre: string,
  checkpoint: StoredCheckpoint,
  hash: Hash,
  findings: Findings,
): Promise<void> {
  let growth: Growth = appendLeaves(0, [], [], hash);
  while (growth.size < checkpoint.size) {
    growth = await inCentre(database, centre, (transaction) =>
      checkBatch(transaction, centre, checkpoint, growth, hash, findings),
    );
  }
  if (!equal(growth.root, checkpoint.root)) findings.add({ kind: 'root' });
}

async function checkBatch(
  transaction: Transaction,
  centre: string,
  { size, root }: StoredCheckpoint,
  before: Growth,
  hash: Hash,
  findings: Findings,
): Promise<Growth> {
  const first = before.size / tileWidth;
  const until = Math.min(before.size + tilesInBatch * tileWidth, size);
  const rows = new Map((await readLeaves(transaction, centre, before.size, until)).map((row) => [row.index, row]));
  const tiles = await tilesFrom(transaction, centre, 0, first, tilesInBatch);
  let growth = before;
  for (let n = first; n * tileWidth < until; n++) {
    const width = Math.min(tileWidth, until - n * tileWidth);
    const leaves = leafTile(
      n,
      width,
      tiles.find((tile) => tile.n === n),
      rows,
      hash,
    );
    const parent = await parentOf(transaction, centre, n);
    const edge = growth;
    const byHead: Vouch = (hashes) =>
      edge.size + width === size && equal(appendLeaves(edge.size, edge.edge, hashes, hash).root, root);
    const vouch: Vouch = (hashes) => byParent(parent, hash)(hashes) || byHead(hashes);
    growth = appendLeaves(growth.size, growth.edge, checkLeaves(leaves, vouch, findings), hash);
    await checkUpperTiles(transaction, centre, growth.changed, findings);
  }
  return growth;
}

function leafTile(n: number, width: number, tile: Tile | undefined, rows: Map<number, LeafRow>, hash: Hash): LeafTile {
  const from = n * tileWidth;
  const places = Array.from({ length: width }, (_, place) => rows.get(from + place));
  return {
    n,
    from,
    stored: places.map((_, place) => hashAt(tile, place)),
    computed: places.map((row) => row?.entry && hashOf(row.entry, hash)),
    rows: places.map((row) => row && { id: row.id, present: row.entry !== undefined }),
  };
}

async function parentOf(transaction: Transaction, centre: string, n: number): Promise<Uint8Array | undefined> {
  return hashAt(await findTile(transaction, centre, 1, Math.floor(n / tileWidth)), n % tileWidth);
}

function hashAt(tile: Tile | undefined, place: number): Uint8Array | undefined {
  const hash = tile?.data.subarray(place * 32, place * 32 + 32);
  return hash?.length === 32 ? hash : undefined;
}

function hashOf(entry: NonNullable<LeafRow['entry']>, hash: Hash): Uint8Array | undefined {
  try {
    return leafHash(canonicalEntry(entry), hash);
  } catch {
    // Only tampering can leave an entry that has no canonical form.
    return undefined;
  }
}

/** Level 0 was held against the entries; what stands above follows from it. */
async function checkUpperTiles(
  transaction: Transaction,
  centre: string,
  changed: readonly Tile[],
  findings: Findings,
): Promise<void> {
  for (const { level, n, data } of changed) {
    if (level === 0) continue;
    const stored = await findTile(transaction, centre, level, n);
    const begins = stored && equal(stored.data.subarray(0, data.length), data);
    // A tile comes again with each hash that is added to it; its fault counts once.
    if (!begins) findings.addOnce({ kind: 'tile', level, n });
  }
}

const equal = (a: Uint8Array, b: Uint8Array) => toBase64(a) === toBase64(b);
