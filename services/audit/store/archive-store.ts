import type { Database, Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Month } from '../archive/months.ts';

/** Which indexes a month's entries have in one centre's log. Entries of other months may lie between them. */
export interface MonthSpan {
  month: Month;
  first: number;
  last: number;
  entries: number;
}

export interface ArchivedMonth extends MonthSpan {
  /** Leaves of the tree whose signed head covers it. */
  size: number;
  archivedAt: Date;
  /** Null while the entries are in the database, too. */
  detachedAt: Date | null;
}

/** What has become of a month that left the database. */
export interface MonthFate extends MonthSpan {
  /** Entry of its removal, and when that was confirmed; null while it lies in the archive. */
  removal: string | null;
  removedAt: Date | null;
}

/** Months with a partition of their own, oldest first. */
export async function onlineMonths(transaction: Transaction): Promise<Month[]> {
  const { rows } = await sql<{ month: Month }>`
    select replace(substr(c.relname, 7), '_', '-') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'audit.entry'::regclass and c.relname ~ '^entry_[0-9]{4}_[0-9]{2}$' order by 1`.execute(
    transaction,
  );
  return rows.map(({ month }) => month);
}

/** The indexes of a month's entries; undefined when it has none. Reads all of its leaves: minutes for ten millions. */
export async function spanOf(transaction: Transaction, centre: string, month: Month): Promise<MonthSpan | undefined> {
  await sql`select set_config('statement_timeout', '600000', true)`.execute(transaction);
  const { rows } = await sql<{ first: number | null; last: number | null; entries: number }>`
    select min(index) as first, max(index) as last, count(*) as entries from audit.leaf
    where centre = ${centre} and entry >= audit.first_id(audit.months_after(${month}, 0))
      and entry < audit.first_id(audit.months_after(${month}, 1))`.execute(transaction);
  const [{ first, last, entries } = { first: null, last: null, entries: 0 }] = rows;
  return first === null || last === null ? undefined : { month, first, last, entries };
}

/** Whether entries of the month still wait for their index. */
export async function hasUnsequenced(
  transaction: Transaction,
  centre: string,
  { month, entries }: MonthSpan,
): Promise<boolean> {
  const { rows } = await sql<{ stored: number }>`
    select count(*) as stored from audit.entry
    where centre = ${centre} and id >= audit.first_id(audit.months_after(${month}, 0))
      and id < audit.first_id(audit.months_after(${month}, 1))`.execute(transaction);
  return (rows[0]?.stored ?? 0) !== entries;
}

/** Whether the centre has any entry in the month, sequenced or not. */
export async function hasEntries(transaction: Transaction, centre: string, month: Month): Promise<boolean> {
  const { rows } = await sql`select from audit.entry
    where centre = ${centre} and id >= audit.first_id(audit.months_after(${month}, 0))
      and id < audit.first_id(audit.months_after(${month}, 1)) limit 1`.execute(transaction);
  return rows.length > 0;
}

const columns = [
  'month',
  'first_index as first',
  'last_index as last',
  'entries',
  'size',
  'archived_at as archivedAt',
] as const;

export async function findArchivedMonth(
  transaction: Transaction,
  centre: string,
  month: Month,
): Promise<ArchivedMonth | undefined> {
  return transaction
    .selectFrom('audit.archived_month')
    .select(columns)
    .select('detached_at as detachedAt')
    .where('centre', '=', centre)
    .where('month', '=', month)
    .executeTakeFirst();
}

/** The database looks at what it can see of it. */
export async function recordMonth(
  transaction: Transaction,
  centre: string,
  { month, first, last, entries }: MonthSpan,
  { size, manifest }: { size: number; manifest: Buffer },
): Promise<void> {
  await sql`select audit.record_month(${centre}, ${month}, ${first}, ${last}, ${entries}, ${size}, ${manifest})`.execute(
    transaction,
  );
}

/** All months of the centre that have left the database: at most twelve a year. */
export async function monthsGone(transaction: Transaction, centre: string): Promise<MonthFate[]> {
  return transaction
    .selectFrom('audit.archived_month as m')
    .leftJoin('audit.month_removal as r', (on) =>
      on.onRef('r.centre', '=', 'm.centre').onRef('r.month', '=', 'm.month').on('r.confirmed_at', 'is not', null),
    )
    .select(['m.month', 'm.first_index as first', 'm.last_index as last', 'm.entries'])
    .select(['r.entry as removal', 'r.confirmed_at as removedAt'])
    .where('m.centre', '=', centre)
    .where('m.detached_at', 'is not', null)
    .orderBy('m.month')
    .execute();
}

/** False when the month has no partition (any more). The database refuses what is not archived whole in every centre. */
export async function detachMonth(database: Database, month: Month): Promise<boolean> {
  return database.query.transaction().execute(async (transaction) => {
    await sql`select set_config('statement_timeout', '600000', true)`.execute(transaction);
    const { rows } = await sql<{ gone: boolean }>`select audit.detach_month(${month}) as gone`.execute(transaction);
    return rows[0]?.gone === true;
  });
}

/** Drops the months that left the log long enough ago, by the database's clock, and gives them. */
export async function dropSetAside(database: Database): Promise<Month[]> {
  const { rows } = await sql<{ month: Month }>`select audit.drop_set_aside() as month`.execute(database.query);
  return rows.map(({ month }) => month);
}

/** The index and id of leaves, whatever has become of their entries. */
export async function leavesBetween(
  transaction: Transaction,
  centre: string,
  from: number,
  until: number,
): Promise<{ index: number; id: string }[]> {
  return transaction
    .selectFrom('audit.leaf')
    .select(['index', 'entry as id'])
    .where('centre', '=', centre)
    .where('index', '>=', from)
    .where('index', '<', until)
    .orderBy('index')
    .execute();
}

/** The index of an entry, whatever has become of it. */
export async function indexOf(transaction: Transaction, centre: string, id: string): Promise<number | undefined> {
  const row = await transaction
    .selectFrom('audit.leaf')
    .select('index')
    .where('centre', '=', centre)
    .where('entry', '=', id)
    .executeTakeFirst();
  return row?.index;
}

/** Whether there is such an entry, in the database or the archive, or was. */
export async function isKnown(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from audit.entry where centre = ${centre} and id = ${id})
      or exists (select from audit.leaf where centre = ${centre} and entry = ${id}) as known`.execute(transaction);
  return rows[0]?.known === true;
}
