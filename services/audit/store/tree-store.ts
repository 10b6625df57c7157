import type { Transaction } from '@zhiheng/database';
import type { Tile, TileReader } from '@zhiheng/ledger';
import { sql } from 'kysely';
import { leafKeys } from './leaf-keys.ts';
import type { Position } from './sequence-store.ts';

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

/**
 * The leaves of so many entries, the next in the order of the log, with what they are found by. Gives how many there were. They are read
 * in that order's index: PostgreSQL, which thinks little of comparisons of rows, would rather sort all that is left of the log.
 */
export async function insertLeaves(
  transaction: Transaction,
  centre: string,
  { xid, id, size }: Position,
  count: number,
): Promise<number> {
  const keys = sql.raw(leafKeys.join(', '));
  await sql`select set_config('enable_sort', 'off', true)`.execute(transaction);
  const { numAffectedRows } = await sql`
    with next as materialized (
      select xid, id, action, ${keys} from audit.entry_key
      where centre = ${centre} and (xid, id) > (${xid}::xid8, ${id}::uuid) order by xid, id limit ${count}
    ), named as (
      insert into audit.action (centre, action) select distinct ${centre}, action from next on conflict do nothing
    )
    insert into audit.leaf (centre, index, entry, ${keys})
    select ${centre}, ${size} + row_number() over (order by xid, id) - 1, id, ${keys} from next`.execute(transaction);
  return Number(numAffectedRows);
}

/** Stores new tiles and lengthens partial ones; the database refuses any other change. */
export async function growTiles(transaction: Transaction, centre: string, tiles: readonly Tile[]): Promise<void> {
  await transaction
    .insertInto('audit.tile')
    .values(tiles.map(({ level, n, data }) => ({ centre, level, n, width: data.length / 32, data: Buffer.from(data) })))
    .onConflict((conflict) =>
      conflict
        .columns(['centre', 'level', 'n'])
        .doUpdateSet(({ ref }) => ({ width: ref('excluded.width'), data: ref('excluded.data') })),
    )
    .execute();
}

export async function insertCheckpoint(
  transaction: Transaction,
  centre: string,
  { size, root, note }: StoredCheckpoint,
): Promise<void> {
  await transaction
    .insertInto('audit.checkpoint')
    .values({ centre, size, root: Buffer.from(root), note })
    .execute();
}
