import { inCentre, type Transaction } from './centre.ts';
import type { Database } from './connect.ts';

/** A portion a transaction, and so many at one look: a long neglected table is worked off over many looks, and nobody waits for it. */
const portion = 500;
const portions = 20;

/** Drops what a centre needs no more, `most` at a time; gives how many. Two at once drop each once. */
export async function dropInPortions(
  database: Database,
  centre: string,
  drop: (transaction: Transaction, most: number) => Promise<number>,
): Promise<number> {
  let dropped = 0;
  for (let done = 0; done < portions; done++) {
    const some = await inCentre(database, centre, (transaction) => drop(transaction, portion));
    dropped += some;
    if (some < portion) break;
  }
  return dropped;
}
