import { copyBinary, type Database, literal, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { type Fields, type RowBytes, rowBytes } from '../row-bytes.ts';
import type { Position } from './sequence-store.ts';

/** The fields of an entry in the order of its canonical form. */
const fields: Fields = [
  ['about', 'uuid'],
  ['account', 'uuid'],
  ['action', 'text'],
  ['actor', 'text'],
  ['address', 'text'],
  ['after', 'jsonb'],
  ['at', 'instant'],
  ['before', 'jsonb'],
  ['case', 'uuid'],
  ['centre', 'text'],
  ['client', 'text'],
  ['correlationId', 'text'],
  ['details', 'jsonb'],
  ['id', 'uuid'],
  ['item', 'text'],
  ['outcome', 'text'],
  ['person', 'uuid'],
  ['reason', 'text'],
  ['target', 'text'],
  ['targetType', 'text'],
  ['unit', 'text'],
];
const columns = fields
  .map(([name]) => `e."${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`)
  .join(', ');

/** Ids of the entries that were given the indexes `from` ≤ index < `until`; undefined when one of the leaves is gone. */
export async function leafIds(
  transaction: Transaction,
  centre: string,
  from: number,
  until: number,
): Promise<string[] | undefined> {
  // In one text: a row each costs more than all of their entries.
  const { rows } = await sql<{ ids: string | null }>`
    select string_agg(entry::text, ',' order by index) as ids from audit.leaf
    where centre = ${centre} and index >= ${from} and index < ${until}`.execute(transaction);
  const ids = rows[0]?.ids?.split(',') ?? [];
  return ids.length === until - from ? ids : undefined;
}

/**
 * The canonical bytes of the entries with these ids, when they are what stands in the order of the log from the first of them on, with
 * nothing between. Undefined else: then each has to be looked up. Reads the order's own index; the range of the ids is for
 * PostgreSQL to pass over the other months.
 */
export async function copyEntries(
  database: Database,
  centre: string,
  ids: readonly string[],
): Promise<readonly Uint8Array[] | undefined> {
  const [first = '', ...others] = ids;
  let [least, greatest] = [first, first];
  for (const id of others) {
    if (id < least) least = id;
    if (id > greatest) greatest = id;
  }
  const [here, from] = [literal(centre), literal(first)];
  const copied = await copyBinary(
    database,
    centre,
    `select ${columns} from audit.entry e where e.centre = ${here}
     and (e.xid, e.id) >= ((select xid from audit.entry where centre = ${here} and id = ${from}), ${from}::uuid)
     and e.id between ${literal(least)}::uuid and ${literal(greatest)}::uuid
     order by e.xid, e.id limit ${ids.length}`,
  );
  const rows: RowBytes | undefined = rowBytes(copied, fields);
  return rows?.ids.length === ids.length && rows.ids.every((id, place) => id === ids[place]) ? rows.entries : undefined;
}

/**
 * The next entries in the order of the log, after the last that has an index. Every transaction below the oldest one still running has
 * ended, so nothing can appear before them any more.
 */
export async function copyNext(
  database: Database,
  centre: string,
  { xid, id }: Position,
  limit: number,
): Promise<RowBytes> {
  const copied = await copyBinary(
    database,
    centre,
    `select ${columns} from audit.entry e where e.centre = ${literal(centre)}
     and (e.xid, e.id) > (${literal(xid)}::xid8, ${literal(id)}::uuid) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
     order by e.xid, e.id limit ${limit}`,
  );
  const rows = rowBytes(copied, fields);
  if (!rows) throw new Error(`The log of ${centre} has an entry that no leaf can be made of.`);
  return rows;
}

/** How many entries stand among the sequenced ones. */
export async function countSequenced(transaction: Transaction, centre: string, { xid, id }: Position): Promise<number> {
  const row = await transaction
    .selectFrom('audit.entry as e')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('e.centre', '=', centre)
    .where(sql<boolean>`(e.xid, e.id) <= (${xid}::xid8, ${id}::uuid)`)
    .executeTakeFirstOrThrow();
  return row.count;
}
