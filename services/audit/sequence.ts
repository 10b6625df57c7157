import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import {
  appendLeaves,
  type Checkpoint,
  checkpointText,
  type Growth,
  openNote,
  SignatureError,
  type Signer,
  signNote,
  type Tile,
  tileWidth,
} from '@zhiheng/ledger';
import { faultOf, type Tree } from './continuation.ts';
import { LogError } from './errors.ts';
import { type LogKeys, verifyEd25519 } from './log-keys.ts';
import { type LeavesAhead, nextLeaves } from './next-leaves.ts';
import { platformHash } from './platform-hash.ts';
import type { SeenCheckpoints } from './seen-checkpoints.ts';
import { noteSetBack } from './set-back.ts';
import { announceKeys, type PresentKey, presentKey } from './store/key-store.ts';
import { findStanding, lockPosition, type Standing } from './store/sequence-store.ts';
import { extendLog, findTile, type Log, newestCheckpoint, type StoredCheckpoint } from './store/tree-store.ts';

/** Entries in one transaction; bounds its memory at 64 MiB of the largest entries: of a batch whose next is being read only hashes are left. */
export const batchSize = 1_000;

/**
 * A process that stops in the midst of a batch keeps the row of the position locked: after this silence the server undoes the batch, and
 * another goes on from where it began.
 */
const fence = { idle_in_transaction_session_timeout: '1500' };

export interface BatchOptions {
  /** What this host has signed before; absent: nothing is kept. */
  seen?: SeenCheckpoints | undefined;
  limit?: number;
  /** Shared by the batches that follow each other: where one is full, the next is read meanwhile. */
  ahead?: LeavesAhead | undefined;
}

/**
 * Gives the next committed entries of a centre their indexes and signs the tree that they make, all in one
 * transaction. Returns how many there were. Throws LogError when the tree is not the one that was last signed.
 */
export async function sequenceBatch(
  database: Database,
  keys: LogKeys,
  centre: string,
  { seen, limit = batchSize, ahead }: BatchOptions = {},
): Promise<number> {
  const kept = await seen?.find(centre);
  for (;;) {
    const batch = await nextBatch(database, centre, limit, ahead);
    if (!batch) return 0;
    const sign = (transaction: Transaction) =>
      signNext(database, transaction, keys, centre, { batch, kept, limit, ahead });
    const note = await inCentre(database, centre, sign, fence);
    // Another has gone on from there meanwhile.
    if (note === undefined) continue;
    await seen?.keep(centre, note);
    return batch.leaves.length;
  }
}

/** What is to be signed next, and of what it is the continuation. */
interface NextBatch {
  standing: Standing;
  leaves: Uint8Array[];
  last: string;
}

/** Read before the row of the position is locked: who stops while it reads hinders nobody. Undefined when nothing waits. */
async function nextBatch(
  database: Database,
  centre: string,
  limit: number,
  ahead: LeavesAhead | undefined,
): Promise<NextBatch | undefined> {
  const standing = await inCentre(database, centre, (transaction) => findStanding(transaction, centre));
  if (!standing) return undefined;
  const { leaves, last } =
    (await ahead?.take(standing.id, limit)) ??
    (await nextLeaves(database, centre, standing, { limit, hash: standing.log.hash }));
  if (last) return { standing, leaves, last };
  if (standing.isAhead)
    throw new LogError('position-ahead', `The log of ${centre} was sequenced by a database older than this one.`);
  return undefined;
}

interface Signing {
  batch: NextBatch;
  kept: Checkpoint | undefined;
  limit: number;
  ahead: LeavesAhead | undefined;
}

/** Gives the note; undefined when the log does not stand any more where the batch continues it. */
async function signNext(
  database: Database,
  transaction: Transaction,
  keys: LogKeys,
  centre: string,
  { batch: { standing, leaves, last }, kept, limit, ahead }: Signing,
): Promise<string | undefined> {
  const { log, size } = standing;
  // All at once: the first waits for the lock, and the others are answered behind it.
  const [position, edge, present, checkpoint] = await Promise.all([
    lockPosition(transaction, centre),
    readEdge(transaction, centre, size),
    presentKey(transaction, centre),
    newestCheckpoint(transaction, centre),
  ]);
  if (position?.id !== standing.id || position.size !== size) return undefined;

  const hash = platformHash(log.hash);
  const before = grow(size, edge, [], log);
  await requireNewestKey(transaction, centre, present, keys);
  const signedBy = await requireSignedHead(log, checkpoint, keys, before);
  if (kept) await requireContinued(transaction, centre, kept, { size: before.size, root: before.root, hash });
  const growth = grow(size, edge, leaves, log);
  const note = await signHead(log, growth, keys.signer(log.origin, present.now, signedBy));

  if (leaves.length === limit) ahead?.begin(database, centre, last, { limit, hash: log.hash });
  await extendLog(transaction, centre, { ...growth, note, count: leaves.length, last });
  await noteSetBack(transaction, centre);
  return note;
}

/** The database may have been set back to an earlier state, or to another one: no second history is signed on top of it. */
async function requireContinued(transaction: Transaction, centre: string, kept: Checkpoint, tree: Tree): Promise<void> {
  const fault = await faultOf(transaction, centre, kept, tree);
  if (fault)
    throw new LogError(
      'rolled-back',
      `The log of ${centre} has ${tree.size} entries and does not continue the checkpoint of ${kept.size} that this host has signed or seen. A database that was restored is to be restored further, up to it (deploy/README.md, "Backup and restore"). Whoever has made sure that this is impossible takes the kept checkpoint away: the file ${centre} in ZHIHENG_LOG_SEEN, or in seen/ beside the key file.`,
    );
}

function grow(size: number, edge: Tile[], leaves: Uint8Array[], { origin, hash }: Log): Growth {
  try {
    return appendLeaves(size, edge, leaves, platformHash(hash));
  } catch (error) {
    throw new LogError('head-mismatch', `The tiles of ${origin} are not those of its ${size} leaves.`, {
      cause: error,
    });
  }
}

async function readEdge(transaction: Transaction, centre: string, size: number): Promise<Tile[]> {
  const edge: Promise<Tile | undefined>[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / tileWidth))
    if (hashes % tileWidth > 0) edge.push(findTile(transaction, centre, level, Math.floor(hashes / tileWidth)));
  return (await Promise.all(edge)).filter((tile) => tile !== undefined);
}

/** A process that was not given the newest key would sign with one that is no longer to be used. */
async function requireNewestKey(
  transaction: Transaction,
  centre: string,
  { publicKey, announced }: PresentKey,
  keys: LogKeys,
): Promise<void> {
  if (publicKey && !keys.knows(publicKey))
    throw new LogError(
      'unknown-signer',
      'Another process has announced a newer signing key, which is not in the key file here.',
    );
  // A centre founded since the keys were announced.
  if (announced < keys.announced.length) await announceKeys(transaction, centre, keys.announced);
}

/**
 * Nothing is built on a tree that was tampered with, or that somebody else's key has signed. Gives the newest key that
 * has signed it; undefined while the log is empty.
 */
async function requireSignedHead(
  { origin }: Log,
  checkpoint: StoredCheckpoint | undefined,
  keys: LogKeys,
  { size, root }: Growth,
): Promise<Uint8Array | undefined> {
  if (!checkpoint && size === 0) return undefined;
  if (!checkpoint || checkpoint.size !== size || !Buffer.from(root).equals(checkpoint.root))
    throw new LogError('head-mismatch', `The tree of ${origin} at ${size} leaves is not the one that was signed.`);
  const verifiers = keys.verifiers(origin);
  const { text, signedBy } = await openNote(checkpoint.note, verifiers, verifyEd25519).catch((error) => {
    if (!(error instanceof SignatureError)) throw error;
    throw new LogError('unknown-signer', `The newest checkpoint of ${origin} was not signed with this log's key.`, {
      cause: error,
    });
  });
  if (text !== checkpointText({ origin, size, root }))
    throw new LogError('head-mismatch', `The signed checkpoint of ${origin} names another tree.`);
  return verifiers.find((key) => signedBy.includes(key))?.publicKey;
}

const signHead = ({ origin }: Log, { size, root }: Growth, signer: Signer): Promise<string> =>
  signNote(checkpointText({ origin, size, root }), [signer]);
