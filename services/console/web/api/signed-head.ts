import {
  type Checkpoint,
  consistencyProof,
  hashNamed,
  hashNameOf,
  openNote,
  parseCheckpoint,
  type TileReader,
  type VerifierKey,
  verifyConsistency,
} from '@zhiheng/ledger';
import { verifyEd25519 } from './ed25519.ts';
import { Unreachable } from './problem.ts';

/** The checkpoint of a note that one of the log's keys has signed. Throws for any other. */
export async function openHead(note: string, keys: VerifierKey[]): Promise<Checkpoint> {
  const { text, signedBy } = await openNote(note, keys, verifyEd25519);
  const head = parseCheckpoint(text);
  if (!signedBy.some(({ name }) => name === head.origin)) throw new Error(`The checkpoint is of ${head.origin}.`);
  return head;
}

/**
 * Why the newest tree does not begin with the earlier one (RFC 9162 consistency, the proof computed here from the public tiles);
 * undefined: it does. Throws Unreachable where `readTile` does: that the network failed says nothing of the log.
 */
export async function continuationFault(
  earlier: Checkpoint,
  newest: Checkpoint,
  readTile: TileReader,
): Promise<string | undefined> {
  const hash = hashNamed(hashNameOf(newest.origin));
  try {
    const proof = await consistencyProof(earlier.size, newest.size, readTile, hash);
    verifyConsistency(earlier.size, newest.size, proof, earlier.root, newest.root, hash);
    return undefined;
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    return wordsOf(error);
  }
}

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
