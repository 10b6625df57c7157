import { type Database, kept, type Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';
import type { Log } from './tree-store.ts';

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

/** How far the log of a centre has come. */
export interface Standing extends Position {
  log: Log;
  /** Whether the position names a transaction that this cluster has yet to reach. */
  isAhead: boolean;
}

/** Another may go on meanwhile: two sequencers never extend one log at once, even while both believe to be elected. Undefined where no log was founded. */
export async function findStanding(transaction: Transaction, centre: string): Promise<Standing | undefined> {
  const { rows } = await kept(sql<Position & Log & { isAhead: boolean }>`
    select p.xid, p.id, p.size, l.origin, l.hash, p.xid >= pg_snapshot_xmax(pg_current_snapshot()) as "isAhead"
    from audit.position p join audit.log l on l.centre = p.centre where p.centre = ${centre}`).execute(transaction);
  const [row] = rows;
  if (!row) return undefined;
  const { origin, hash, ...standing } = row;
  return { ...standing, log: { origin, hash } };
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

/** Makes the months' partitions ahead of time. */
export async function ensurePartitions(database: Database): Promise<void> {
  await sql`select audit.ensure_partitions()`.execute(database.query);
}
