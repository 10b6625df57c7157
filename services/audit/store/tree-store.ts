import type { Transaction } from '@zhiheng/database';
import type { Tile, TileReader } from '@zhiheng/ledger';
import { type RawBuilder, sql } from 'kysely';

/** A log as it was founded. */
export interface Log {
  origin: string;
  hash: string;
}

export interface StoredCheckpoint {
  size: number;
  root: Uint8Array;
  note: string;
}

export async function findLog(transaction: Transaction, centre: string): Promise<Log | undefined> {
  return transaction.selectFrom('audit.log').select(['origin', 'hash']).where('centre', '=', centre).executeTakeFirst();
}

export async function newestCheckpoint(
  transaction: Transaction,
  centre: string,
): Promise<StoredCheckpoint | undefined> {
  return transaction
    .selectFrom('audit.checkpoint')
    .select(['size', 'root', 'note'])
    .where('centre', '=', centre)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function findTile(
  transaction: Transaction,
  centre: string,
  level: number,
  n: number,
): Promise<Tile | undefined> {
  const row = await transaction
    .selectFrom('audit.tile')
    .select('data')
    .where('centre', '=', centre)
    .where('level', '=', level)
    .where('n', '=', n)
    .executeTakeFirst();
  return row && { level, n, data: row.data };
}

/** Reads tiles within one transaction, one after the other; a missing one is empty, which no proof accepts. */
export function tileReader(transaction: Transaction, centre: string): TileReader {
  let last: Promise<unknown> = Promise.resolve();
  return ({ level, n }) => {
    const found = last.then(async () => (await findTile(transaction, centre, level, n))?.data ?? new Uint8Array());
    last = found.catch(() => undefined);
    return found;
  };
}

/** The tiles of one level from `n` on, in order. */
export async function tilesFrom(
  transaction: Transaction,
  centre: string,
  level: number,
  n: number,
  limit: number,
): Promise<Tile[]> {
  const rows = await transaction
    .selectFrom('audit.tile')
    .select(['n', 'data'])
    .where('centre', '=', centre)
    .where('level', '=', level)
    .where('n', '>=', n)
    .orderBy('n')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ level, n: row.n, data: row.data }));
}

/** By which so many entries more, of which the last has this id, follow those that have an index. */
export interface GrownTree extends StoredCheckpoint {
  count: number;
  last: string;
  /** What is new or longer. */
  changed: readonly Tile[];
}

/**
 * The tree grows to `size`: the database gives the next entries in the order of the log their indexes and what they are found by, and takes
 * these tiles and this head. It refuses what a tree of that size has not.
 */
export function extension(centre: string, { size, root, note, count, last, changed }: GrownTree): RawBuilder<unknown> {
  const [levels, ns] = [changed.map(({ level }) => level), changed.map(({ n }) => n)];
  const data = changed.map((tile) => Buffer.from(tile.data));
  return sql`select audit.extend_log(${centre}, ${size - count}, ${count}::integer, ${last}, ${levels}::smallint[], ${ns}::bigint[],
    ${data}::bytea[], ${Buffer.from(root)}, ${note})`;
}
