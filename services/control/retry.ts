import { createHash } from 'node:crypto';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { keep, lockKey, readKept } from './store/idempotency-store.ts';

/** A kind of act whose caller may name a key, by which a retry is known. */
export interface Retry {
  operation: string;
  /** The Idempotency-Key, where one was given. */
  key: string | undefined;
  /** All that was asked for. */
  meaning: unknown;
}

/**
 * Makes something once for a key: a retry gives the id of what the first try made. Called before all other locks, so that a
 * retry in flight waits here for the first try. Throws Problem `idempotency-mismatch` where the key was used for something else.
 */
export async function once(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  { operation, key, meaning }: Retry,
  make: () => Promise<string>,
): Promise<string> {
  if (key === undefined) return make();
  const digest = createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
  const name = { person, operation, key };
  await lockKey(transaction, centre, name);
  const before = await readKept(transaction, centre, name);
  if (before && before.digest !== digest) throw new Problem('idempotency-mismatch');
  if (before) return before.made;
  const made = await make();
  await keep(transaction, centre, { ...name, digest, made });
  return made;
}
