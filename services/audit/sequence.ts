import { type Database, last as endWith, inCentre, type Transaction } from '@zhiheng/database';
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
import { announceKeys, type PresentKey, presentKey } from './store/key-store.ts';
import { findStanding, type Standing } from './store/sequence-store.ts';
import {
  extension,
  findTile,
  type GrownTree,
  type Log,
  newestCheckpoint,
  type StoredCheckpoint,
} from './store/tree-store.ts';

/**
 * Entries that get their indexes in one transaction, a tenth of a second's work. What a batch costs however many they are (a signature, two flushes)
 * was a fifth of the time of a thousand.
 */
export const batchSize = 4_000;

/** object_not_in_prerequisite_state: how `audit.extend_log` refuses what does not continue the log. */
const otherState = '55000';
/** What is read of the log is of one moment. */
const atOnce = { transaction_isolation: 'repeatable read' };

export interface BatchOptions {
  /** What this host has signed before; absent: nothing is kept. */
  seen?: SeenCheckpoints | undefined;
  limit?: number;
  /** Shared by the batches that follow each other: where one is full, the next is read meanwhile. */
  ahead?: LeavesAhead | undefined;
  /** Whether another batch follows at once, if this one is full. Default: yes. */
  goesOn?: boolean;
}

/**
 * Gives the next committed entries of a centre their indexes and signs the tree that they make, all or nothing. Returns how many there were. Throws LogError when the tree is not the one that was last signed.
 */
export async function sequenceBatch(
  database: Database,
  keys: LogKeys,
  centre: string,
  { seen, limit = batchSize, ahead, goesOn = true }: BatchOptions = {},
): Promise<number> {
  const kept = await seen?.find(centre);
  for (;;) {
    const state = await inCentre(database, centre, (transaction) => readState(transaction, centre), atOnce);
    if (!state) return 0;
    const reach = { limit, hash: state.log.hash };
    const { leaves, last } = (await ahead?.take(state.id, limit)) ?? (await nextLeaves(database, centre, state, reach));
    if (!last && state.isAhead)
      throw new LogError('position-ahead', `The log of ${centre} was sequenced by a database older than this one.`);
    if (!last) return 0;
    const signed = await signNext(database, centre, state, { keys, kept, leaves });
    if (goesOn && leaves.length === limit) ahead?.begin(database, centre, last, reach);
    if (await store(database, centre, state, { ...signed, count: leaves.length, last })) {
      await seen?.keep(centre, signed.note);
      return leaves.length;
    }
    // Another has gone on from there meanwhile.
    await ahead?.end();
  }
}

/** A log at one moment, as it is found: nothing of it is proved. */
interface State extends Standing {
  edge: Tile[];
  present: PresentKey;
  checkpoint: StoredCheckpoint | undefined;
}

/** Undefined where no log was founded. */
async function readState(transaction: Transaction, centre: string): Promise<State | undefined> {
  const standing = await findStanding(transaction, centre);
  if (!standing) return undefined;
  const [edge, present, checkpoint] = await Promise.all([
    readEdge(transaction, centre, standing.size),
    presentKey(transaction, centre),
    newestCheckpoint(transaction, centre),
  ]);
  return { ...standing, edge, present, checkpoint };
}

/** Proves that the tree is the one that was signed last, and signs it with these leaves behind. */
async function signNext(
  database: Database,
  centre: string,
  { log, size, edge, present, checkpoint }: State,
  { keys, kept, leaves }: { keys: LogKeys; kept: Checkpoint | undefined; leaves: Uint8Array[] },
): Promise<Growth & { note: string }> {
  const before = grow(size, edge, [], log);
  await requireNewestKey(database, centre, present, keys);
  const signedBy = await requireSignedHead(log, checkpoint, keys, before);
  if (kept) await requireContinued(database, centre, kept, { size, root: before.root, hash: platformHash(log.hash) });
  const growth = grow(size, edge, leaves, log);
  return { ...growth, note: await signHead(log, growth, keys.signer(log.origin, present.now, signedBy)) };
}

/**
 * By one statement, which is sent with its commit: whoever hangs holds the lock of the position no longer than the server works. False where
 * the log does not stand any more as it was read.
 */
async function store(database: Database, centre: string, { id }: State, tree: GrownTree): Promise<boolean> {
  try {
    await inCentre(database, centre, (transaction) => endWith(transaction, extension(centre, tree)));
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== otherState) throw error;
    const now = await inCentre(database, centre, (transaction) => findStanding(transaction, centre));
    if (now?.id === id) throw error;
    return false;
  }
}

/** The database may have been set back to an earlier state, or to another one: no second history is signed on top of it. */
async function requireContinued(database: Database, centre: string, kept: Checkpoint, tree: Tree): Promise<void> {
  const fault = await inCentre(database, centre, (transaction) => faultOf(transaction, centre, kept, tree));
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
  database: Database,
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
  if (announced < keys.announced.length)
    await inCentre(database, centre, (transaction) => announceKeys(transaction, centre, keys.announced));
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
