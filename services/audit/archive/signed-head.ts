import type { Transaction } from '@zhiheng/database';
import {
  checkpointText,
  type Hash,
  inclusionProof,
  leafHash,
  openNote,
  ProofError,
  SignatureError,
  tileWidth,
  verifyInclusion,
  widthOf,
} from '@zhiheng/ledger';
import { type LogKeys, verifyEd25519 } from '../log-keys.ts';
import { platformHash } from '../platform-hash.ts';
import {
  findLog,
  findTile,
  type Log,
  newestCheckpoint,
  type StoredCheckpoint,
  tileReader,
} from '../store/tree-store.ts';

/** The tree of a log as it was last signed. */
export interface SignedHead {
  log: Log;
  checkpoint: StoredCheckpoint;
}

/** Undefined while the log is empty, or when its newest checkpoint is not signed with its own key as what it is. */
export async function signedHead(
  transaction: Transaction,
  keys: LogKeys,
  centre: string,
): Promise<SignedHead | undefined> {
  const [log, checkpoint] = [await findLog(transaction, centre), await newestCheckpoint(transaction, centre)];
  if (!log || !checkpoint) return undefined;
  try {
    const { text } = await openNote(checkpoint.note, keys.verifiers(log.origin), verifyEd25519);
    return text === checkpointText({ origin: log.origin, ...checkpoint }) ? { log, checkpoint } : undefined;
  } catch (error) {
    if (error instanceof SignatureError) return undefined;
    throw error;
  }
}

/**
 * The leaf hashes of bundle `n` that the signed tree vouches for; undefined when its tiles do not. The proof of one leaf rests on all
 * the others of its tile.
 */
export async function signedLeaves(
  transaction: Transaction,
  centre: string,
  { log, checkpoint: { size, root } }: SignedHead,
  n: number,
): Promise<Uint8Array[] | undefined> {
  const hash: Hash = platformHash(log.hash);
  const tile = await findTile(transaction, centre, 0, n);
  const width = widthOf(size, 0, n);
  if (!tile || tile.data.length < width * 32) return undefined;
  const leaves = Array.from({ length: width }, (_, place) => tile.data.subarray(place * 32, place * 32 + 32));
  try {
    const index = n * tileWidth;
    const proof = await inclusionProof(index, size, tileReader(transaction, centre), hash);
    verifyInclusion(index, size, leaves[0] as Uint8Array, proof, root, hash);
    return leaves;
  } catch (error) {
    if (error instanceof ProofError) return undefined;
    throw error;
  }
}

/** Whether the entry is the one that has this leaf. */
export const isLeaf = (bytes: Uint8Array, leaf: Uint8Array, { log }: SignedHead): boolean =>
  Buffer.from(leafHash(bytes, platformHash(log.hash))).equals(leaf);
