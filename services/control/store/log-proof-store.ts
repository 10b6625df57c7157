import type { Transaction } from '@zhiheng/database';
import type { TileReader } from '@zhiheng/ledger';
import { sql } from 'kysely';

export interface SignedHead {
  size: number;
  /** The exact bytes that were signed and published. */
  note: string;
  hash: string;
}

/** The first signed head that covers this entry; undefined while there is none. */
export async function firstCovering(
  transaction: Transaction,
  centre: string,
  entry: string,
): Promise<SignedHead | undefined> {
  const { rows } = await sql<SignedHead>`
    select c.size, c.note, c.hash from audit.published_checkpoint c
    where c.centre = ${centre} and c.size > (
      select e.index from audit.published_inspection_entry e where e.centre = ${centre} and e.id = ${entry})
    order by c.size limit 1`.execute(transaction);
  return rows[0];
}

export async function newestHead(transaction: Transaction, centre: string): Promise<SignedHead | undefined> {
  const { rows } = await sql<SignedHead>`
    select size, note, hash from audit.published_checkpoint where centre = ${centre} order by size desc limit 1`.execute(
    transaction,
  );
  return rows[0];
}

/** An entry about this inspection, as it was hashed. */
export interface InspectionEntry {
  action: string;
  index: number | null;
  entry: Record<string, unknown>;
}

/** What was planned, frozen, drawn and revealed, not what was refused. */
export async function readInspectionEntries(
  transaction: Transaction,
  centre: string,
  inspection: string,
): Promise<InspectionEntry[]> {
  const { rows } = await sql<Record<string, unknown> & { index: number | null; action: string }>`
    select e.index, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.centre, e.action, e.outcome, e.actor, e.person,
      e.account, e.client, e.about, e.target_type as "targetType", e.target, e.unit, e.item, e."case", e.reason,
      e.correlation_id as "correlationId", e.address, e.before, e.after, e.details
    from audit.published_inspection_entry e
    where e.centre = ${centre} and e.target = ${inspection} and e.outcome = 'done' order by e.id`.execute(transaction);
  return rows.map(({ index, ...row }) => ({
    action: row.action,
    index,
    entry: Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
  }));
}

/** Reads tiles within one transaction, one after the other; a missing one is empty, which no proof accepts. */
export function logTiles(transaction: Transaction, centre: string): TileReader {
  let last: Promise<unknown> = Promise.resolve();
  return ({ level, n }) => {
    const found = last.then(async () => {
      const { rows } = await sql<{ data: Buffer }>`
        select data from audit.published_tile where centre = ${centre} and level = ${level} and n = ${n}`.execute(
        transaction,
      );
      return rows[0]?.data ?? new Uint8Array();
    });
    last = found.catch(() => undefined);
    return found;
  };
}
