import { type Transaction as KyselyTransaction, sql } from 'kysely';
import type { Database } from './connect.ts';
import { isRetryable } from './errors.ts';
import type { DB } from './schema.gen.ts';

/** The code of a centre, the tenant: it leads every key, and row-level security compares it. */
export type Centre = string;
export type Transaction = KyselyTransaction<DB>;

/**
 * Runs `work` in one transaction that sees and writes the rows of one centre only. Deadlocks and serialization
 * failures are tried again from the start (at most twice), so `work` must hold no state of its own.
 */
export async function inCentre<T>(
  database: Database,
  centre: Centre,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.query.transaction().execute(async (transaction) => {
        await sql`select set_config('zhiheng.centre', ${centre}, true)`.execute(transaction);
        return work(transaction);
      });
    } catch (error) {
      if (attempt === 3 || !isRetryable(error)) throw error;
    }
  }
}
