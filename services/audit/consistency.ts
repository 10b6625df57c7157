import { said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { consistencyProof, rootFromTiles, toBase64 } from '@zhiheng/ledger';
import { platformHash } from './platform-hash.ts';
import { findLog, newestCheckpoint, tileReader } from './store/tree-store.ts';

/** That one tree begins with another, as RFC 9162, 2.1.4 has it; hashes in Base 64. */
export interface Consistency {
  from: number;
  to: number;
  hash: string;
  fromRoot: string;
  toRoot: string;
  proof: string[];
}

/**
 * Proves that the tree of the first `from` leaves is the beginning of that of the first `to`; absent: of the newest that was signed. Throws
 * Problem `not-found` where there is no such tree yet, `invalid-request` where the first is the larger.
 */
export async function consistencyOf(
  transaction: Transaction,
  centre: string,
  { from, to: wanted }: { from: number; to?: number },
): Promise<Consistency> {
  const [log, checkpoint] = [await findLog(transaction, centre), await newestCheckpoint(transaction, centre)];
  if (!log || !checkpoint) throw new Problem('not-found', said('no-log', { centre }));
  const to = wanted ?? checkpoint.size;
  if (Math.max(from, to) > checkpoint.size)
    throw new Problem('not-found', said('tree-smaller', { size: checkpoint.size }));
  if (from > to) throw new Problem('invalid-request', said('tree-does-not-begin', { to, from }));
  const [tiles, hash] = [tileReader(transaction, centre), platformHash(log.hash)];
  const [proof, fromRoot, toRoot] = await Promise.all([
    consistencyProof(from, to, tiles, hash),
    rootFromTiles(from, tiles, hash),
    rootFromTiles(to, tiles, hash),
  ]);
  return {
    from,
    to,
    hash: log.hash,
    fromRoot: toBase64(fromRoot),
    toRoot: toBase64(toRoot),
    proof: proof.map(toBase64),
  };
}
