import { type Entry, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { canonicalEntry, inclusionProof, leafHash, toBase64 } from '@zhiheng/ledger';
import { cosignedNote } from './cosigned-note.ts';
import type { LogKeys } from './log-keys.ts';
import { platformHash } from './platform-hash.ts';
import { signedBy } from './signed-by.ts';
import { findLog, newestCheckpoint, tileReader } from './store/tree-store.ts';

/** All that a verifier needs; hashes in Base 64. */
export interface EntryProof {
  index: number;
  /** Leaves of the tree that the checkpoint signs. */
  size: number;
  hash: string;
  leafHash: string;
  proof: string[];
  /** C2SP signed note. */
  checkpoint: string;
  vkey: string;
  /** The entry without its index: its canonical JSON (RFC 8785) is what was hashed. */
  entry: Entry;
}

/** Proves an entry, given with its index, against the newest checkpoint. Throws Problem `unavailable` (it has none yet). */
export async function proofOf(
  transaction: Transaction,
  centre: string,
  { index, ...entry }: Entry,
  keys: LogKeys,
): Promise<EntryProof> {
  const [log, checkpoint] = [await findLog(transaction, centre), await newestCheckpoint(transaction, centre)];
  if (index === undefined || !log || !checkpoint)
    throw new Problem('unavailable', said('waits-for-index', { id: entry.id }));
  const hash = platformHash(log.hash);
  const proof = await inclusionProof(index, checkpoint.size, tileReader(transaction, centre), hash);
  return {
    index,
    size: checkpoint.size,
    hash: log.hash,
    leafHash: toBase64(leafHash(canonicalEntry(entry), hash)),
    proof: proof.map(toBase64),
    checkpoint: await cosignedNote(transaction, centre, checkpoint),
    vkey: await signedBy(checkpoint.note, log.origin, keys),
    entry,
  };
}
