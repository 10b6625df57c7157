import type { Database, Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';

/** The last row that has an index, and how many have one. */
export interface Position {
  xid: string;
  id: string;
  size: number;
}

/** The centres in which committed entries wait for their index. */
export async function waitingCentres(database: Database): Promise<string[]> {
  const { rows } = await sql<{ centre: string }>`select waiting as centre from audit.waiting()`.execute(database.query);
  return rows.map(({ centre }) => centre);
}

/** Taken for the transaction: two sequencers never work on one centre at once, even while both believe to be elected. */
export async function lockPosition(transaction: Transaction, centre: string): Promise<Position | undefined> {
  const { rows } =
    await sql<Position>`select xid, id, size from audit.lock_position(${centre}) where size is not null`.execute(
      transaction,
    );
  return rows[0];
}

/** The committed entry that comes last in the order of the log; undefined while there is none. */
export async function newestEntry(
  transaction: Transaction,
  centre: string,
): Promise<Pick<Position, 'xid' | 'id'> | undefined> {
  return transaction
    .selectFrom('audit.entry')
    .select(['xid', 'id'])
    .where('centre', '=', centre)
    .orderBy('xid', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Whether the sequencer has come as far as this row. */
export async function hasPassed(
  transaction: Transaction,
  centre: string,
  { xid, id }: Pick<Position, 'xid' | 'id'>,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('audit.position')
    .select('size')
    .where('centre', '=', centre)
    .where(sql<SqlBool>`(xid, id) >= (${xid}::xid8, ${id}::uuid)`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the position names a transaction that this cluster has yet to reach. */
export async function isAhead(transaction: Transaction, { xid }: Position): Promise<boolean> {
  const { rows } = await sql<{ ahead: boolean }>`
    select ${xid}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as ahead`.execute(transaction);
  return rows[0]?.ahead === true;
}

/** Makes the months' partitions ahead of time. */
export async function ensurePartitions(database: Database): Promise<void> {
  await sql`select audit.ensure_partitions()`.execute(database.query);
}
