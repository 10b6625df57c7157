import { type Entry, type EntryInput, maskEntry } from '@zhiheng/contracts';
import { callInCentre, type Database, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { columnsOf, type Handed } from './offer-columns.ts';

/** The time as the log hashes it: UTC with microseconds. */
const instant = sql<string>`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at');

/** The columns of `audit.entry` that make an `Entry`, in a query where it is called `e`. */
export const entryColumns = [
  'e.id',
  instant,
  'e.centre',
  'e.action',
  'e.outcome',
  'e.actor',
  'e.person',
  'e.account',
  'e.client',
  'e.about',
  'e.target_type as targetType',
  'e.target',
  'e.unit',
  'e.item',
  'e.case',
  'e.reason',
  'e.correlation_id as correlationId',
  'e.address',
  'e.before',
  'e.after',
  'e.details',
] as const;

/** A row without the values that are absent. */
export function toEntry(row: object): Entry {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Entry;
}

/** Appends in the caller's transaction, numbers of people masked, and gives the ids in order. */
export async function appendEntries(
  transaction: Transaction,
  centre: string,
  entries: readonly EntryInput[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select append as id from audit.append(${centre}, ${JSON.stringify(entries.map(maskEntry))}::jsonb)`.execute(
    transaction,
  );
  return rows.map(({ id }) => id);
}

/**
 * Appends what is masked already by itself, in one way to the database and back, and gives the ids in order. Ids are those of `audit.append_columns`,
 * in lower case.
 */
export async function appendAlone(database: Database, centre: string, entries: readonly Handed[]): Promise<string[]> {
  const columns = columnsOf(entries);
  const [made] = await callInCentre(
    database,
    centre,
    (present) => sql<{ first: string }>`audit.append_columns(${present}, ${sql.join(columns)}) as called(first)`,
  );
  return idsFrom((made as { first: string }).first, entries);
}

/** The fourth group of an id, four digits, counts the entries of one call from 8000 on. */
const [counterAt, counterEnd, counterFrom] = [19, 23, 0x8000];

function idsFrom(first: string, entries: readonly Handed[]): string[] {
  const [head, tail] = [first.slice(0, counterAt), first.slice(counterEnd)];
  return entries.map(({ given }, place) => given.id ?? `${head}${(counterFrom + place).toString(16)}${tail}`);
}

/** The entry with its index; without one when it still waits for it. */
export async function findEntry(transaction: Transaction, centre: string, id: string): Promise<Entry | undefined> {
  const row = await withIndex(transaction).where('e.centre', '=', centre).where('e.id', '=', id).executeTakeFirst();
  return row && toEntry(row);
}

/** Whether the entry is stored and has no index yet. */
export async function isWaiting(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('audit.entry as e')
    .leftJoin('audit.leaf as l', (on) => on.onRef('l.centre', '=', 'e.centre').onRef('l.entry', '=', 'e.id'))
    .select('e.id')
    .where('e.centre', '=', centre)
    .where('e.id', '=', id)
    .where('l.index', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function findEntries(transaction: Transaction, centre: string, ids: readonly string[]): Promise<Entry[]> {
  const rows = await transaction
    .selectFrom('audit.entry as e')
    .select(entryColumns)
    .where('e.centre', '=', centre)
    .where('e.id', 'in', ids)
    .execute();
  return rows.map(toEntry);
}

/** Number of entries that have an index; undefined when the centre has no log. */
export async function logSize(transaction: Transaction, centre: string): Promise<number | undefined> {
  const row = await transaction
    .selectFrom('audit.position')
    .select('size')
    .where('centre', '=', centre)
    .executeTakeFirst();
  return row?.size;
}

function withIndex(transaction: Transaction) {
  return transaction
    .selectFrom('audit.entry as e')
    .select(entryColumns)
    .leftJoin('audit.leaf as l', (on) => on.onRef('l.centre', '=', 'e.centre').onRef('l.entry', '=', 'e.id'))
    .select('l.index');
}
