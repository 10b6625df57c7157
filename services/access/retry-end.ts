import { inCentre } from '@zhiheng/database';
import type { Desk } from './desk.ts';
import { dropOldest } from './store/idempotency-store.ts';

/** A portion a transaction, and so many at one look: a long neglected table is worked off over many looks, and nobody waits for it. */
const portion = 500;
const portions = 20;

/**
 * Drops the keys of tries that nobody repeats any more, those older than `days`; gives how many. A retry meets its key or
 * it does not, never half of it; two at once drop each once.
 */
export async function dropOldKeys({ database }: Pick<Desk, 'database'>, centre: string, days: number): Promise<number> {
  let dropped = 0;
  for (let done = 0; done < portions; done++) {
    const some = await inCentre(database, centre, (transaction) =>
      dropOldest(transaction, centre, { days, most: portion }),
    );
    dropped += some;
    if (some < portion) break;
  }
  return dropped;
}
