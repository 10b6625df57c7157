import type { Database, Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** The database's clock at this moment, in milliseconds: the only one that judges. */
export async function databaseNow(transaction: Transaction): Promise<number> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(transaction);
  return (rows[0] as { now: Date }).now.getTime();
}

/** Throws when the database does not answer. */
export async function requireAnswer(database: Database): Promise<void> {
  await database.pool.query('select');
}

/** Today in China by the database's clock, as a date. */
export const todayInChina = sql`(clock_timestamp() at time zone 'Asia/Shanghai')::date`;
