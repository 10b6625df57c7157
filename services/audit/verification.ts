import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import {
  appendLeaves,
  canonicalEntry,
  checkpointText,
  type Growth,
  type Hash,
  leafHash,
  openNote,
  type Tile,
  tileWidth,
  toBase64,
} from '@zhiheng/ledger';
import { type Finding, Findings } from './finding.ts';
import { type LogKeys, verifyEd25519 } from './log-keys.ts';
import { platformHash } from './platform-hash.ts';
import { type Position, readPosition } from './store/sequence-store.ts';
import { findLog, findTile, type Log, newestCheckpoint, type StoredCheckpoint, tilesFrom } from './store/tree-store.ts';
import { entriesWithoutLeaf, type LeafRow, readLeaves } from './store/verification-store.ts';

export interface Verification {
  /** Leaves of the tree that was verified. */
  size: number;
  /** Its signed root in Base 64; absent while the log is empty. */
  root?: string;
  checkpoint?: string;
  vkey: string;
  intact: boolean;
  /** How many findings there are; `findings` holds the first of them. */
  total: number;
  findings: Finding[];
}

interface Head {
  log: Log;
  position: Position;
  checkpoint: StoredCheckpoint | undefined;
}

const mostFindings = 200;
const tilesInBatch = 4;

/**
 * Recomputes a centre's whole tree from its stored entries, in batches of constant memory, and holds it against the
 * tiles and the newest signed checkpoint. What is appended meanwhile is left to the next time.
 */
export async function verifyLog(database: Database, centre: string, keys: LogKeys): Promise<Verification> {
  const head = await inCentre(database, centre, (transaction) => readHead(transaction, centre));
  const { log, checkpoint } = head;
  const findings = new Findings(mostFindings);
  if (checkpoint) {
    await verifySignature(log, checkpoint, keys, findings);
    await verifyTree(database, centre, head, checkpoint, findings);
  }
  await inCentre(database, centre, async (transaction) => {
    const inserted = await entriesWithoutLeaf(transaction, centre, head.position, mostFindings);
    for (const id of inserted) findings.add({ kind: 'inserted', id });
  });
  return {
    size: checkpoint?.size ?? 0,
    ...(checkpoint ? { root: toBase64(checkpoint.root), checkpoint: checkpoint.note } : {}),
    vkey: keys.vkey(log.origin),
    intact: findings.total === 0,
    total: findings.total,
    findings: findings.list,
  };
}

async function readHead(transaction: Transaction, centre: string): Promise<Head> {
  const position = await readPosition(transaction, centre);
  const log = await findLog(transaction, centre);
  if (!log || !position) throw new Problem('not-found', `Centre ${centre} has no log.`);
  return { log, position, checkpoint: await newestCheckpoint(transaction, centre) };
}

async function verifySignature(
  { origin }: Log,
  { size, root, note }: StoredCheckpoint,
  keys: LogKeys,
  findings: Findings,
): Promise<void> {
  try {
    const { text } = await openNote(note, keys.verifiers(origin), verifyEd25519);
    if (text !== checkpointText({ origin, size, root })) findings.add({ kind: 'signature' });
  } catch {
    findings.add({ kind: 'signature' });
  }
}

async function verifyTree(
  database: Database,
  centre: string,
  { log, position }: Head,
  { size, root }: StoredCheckpoint,
  findings: Findings,
): Promise<void> {
  const hash = platformHash(log.hash);
  let growth: Growth = appendLeaves(0, [], [], hash);
  while (growth.size < size) {
    const from = growth.size;
    const until = Math.min(from + tilesInBatch * tileWidth, size);
    growth = await inCentre(database, centre, async (transaction) => {
      const rows = await readLeaves(transaction, centre, from, until);
      const tiles = await tilesFrom(transaction, centre, 0, from / tileWidth, tilesInBatch);
      const grown = appendLeaves(from, growth.edge, verifyLeaves(rows, tiles, from, until, hash, findings), hash);
      await verifyUpperTiles(transaction, centre, grown.changed, findings);
      return grown;
    });
  }
  if (position.size !== size || toBase64(growth.root) !== toBase64(root)) findings.add({ kind: 'root' });
}

/** Holds the entries `from` to `until` against the leaf hashes of the tiles; gives those hashes for the tree above. */
function verifyLeaves(
  rows: readonly LeafRow[],
  tiles: readonly Tile[],
  from: number,
  until: number,
  hash: Hash,
  findings: Findings,
): Uint8Array[] {
  const byIndex = new Map(rows.map((row) => [row.index, row]));
  const hashes: Uint8Array[] = [];
  for (let index = from; index < until; index++) {
    const row = byIndex.get(index);
    const stored = storedHash(tiles, index);
    const computed = row && hashOf(row, hash);
    if (!stored) findings.add({ kind: 'tile', level: 0, n: Math.floor(index / tileWidth), index });
    if (!row?.entry) findings.add({ kind: 'missing', index, ...(row ? { id: row.id } : {}) });
    else if (!computed || (stored && toBase64(stored) !== toBase64(computed)))
      findings.add({ kind: 'altered', index, id: row.id });
    hashes.push(stored ?? computed ?? new Uint8Array(32));
  }
  return hashes;
}

function storedHash(tiles: readonly Tile[], index: number): Uint8Array | undefined {
  const tile = tiles.find(({ n }) => n === Math.floor(index / tileWidth));
  const start = (index % tileWidth) * 32;
  return tile && tile.data.length >= start + 32 ? tile.data.subarray(start, start + 32) : undefined;
}

function hashOf({ entry }: LeafRow, hash: Hash): Uint8Array | undefined {
  try {
    return entry && leafHash(canonicalEntry(entry), hash);
  } catch {
    // Only tampering can leave an entry that has no canonical form.
    return undefined;
  }
}

async function verifyUpperTiles(
  transaction: Transaction,
  centre: string,
  changed: readonly Tile[],
  findings: Findings,
): Promise<void> {
  for (const { level, n, data } of changed) {
    if (level === 0) continue;
    const stored = await findTile(transaction, centre, level, n);
    if (!stored || toBase64(stored.data.subarray(0, data.length)) !== toBase64(data))
      findings.add({ kind: 'tile', level, n });
  }
}
