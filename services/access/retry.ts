import { createHash } from 'node:crypto';
import type { Transaction } from '@zhiheng/database';
import { type Caller, Problem } from '@zhiheng/http';
import { type Kept, keep, lockKey, type Operation, readKept } from './store/idempotency-store.ts';

/** One try of an act that its caller has given an Idempotency-Key. */
export interface Retry {
  caller: string;
  operation: Operation;
  key: string;
  digest: string;
}

/** Undefined without a key. `meaning`: all that was asked for; people outside the centre by keyed hash, never in clear. */
export function retryOf(
  caller: Caller,
  operation: Operation,
  key: string | undefined,
  meaning: unknown,
): Retry | undefined {
  if (key === undefined) return undefined;
  const digest = createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
  return { caller: caller.kind === 'person' ? caller.person : `client:${caller.client}`, operation, key, digest };
}

/**
 * The id of what an earlier try has made. Called before all other locks: a retry in flight waits here for the first try.
 * Throws `idempotency-mismatch` where the key was used for something else.
 */
export async function madeBefore(
  transaction: Transaction,
  centre: string,
  retry: Retry | undefined,
): Promise<string | undefined> {
  if (!retry) return undefined;
  await lockKey(transaction, centre, retry);
  const before = await readKept(transaction, centre, retry);
  return before && sameAs(before, retry);
}

/** What it made, if it asked for the same. Throws `idempotency-mismatch`. */
export function sameAs({ digest, made }: Pick<Kept, 'digest' | 'made'>, retry: Retry): string {
  if (digest !== retry.digest) throw new Problem('idempotency-mismatch');
  return made;
}

/** Keeps what was made, in the transaction that made it. */
export async function keepMade(
  transaction: Transaction,
  centre: string,
  retry: Retry | undefined,
  made: string,
): Promise<void> {
  if (retry) await keep(transaction, centre, { ...retry, made });
}
