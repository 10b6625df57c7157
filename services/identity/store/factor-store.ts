import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface Factor {
  id: string;
  kind: 'passkey' | 'totp';
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface Passkey {
  id: string;
  name: string;
  credential: Buffer;
  public_key: Buffer;
  counter: number;
  transports: string[];
  synced: boolean;
}

export interface TotpSecret {
  id: string;
  name: string;
  sealed: Buffer;
  last_step: number;
  /** Milliseconds since the epoch by the database's clock. */
  now: number;
}

interface Place {
  centre: string;
  account: string;
}

/** Whoever changes or judges the factors of an account takes turns. */
export async function lockFactors(transaction: Transaction, { centre, account }: Place): Promise<void> {
  const key = `identity factors ${centre} ${account}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction);
}

/** The oldest first. */
export async function factorsOf(transaction: Transaction, { centre, account }: Place): Promise<Factor[]> {
  return transaction
    .selectFrom('identity.factor')
    .select(['id', 'kind', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('centre', '=', centre)
    .where('account', '=', account)
    .orderBy('created_at')
    .orderBy('id')
    .$narrowType<Factor>()
    .execute();
}

export async function passkeysOf(transaction: Transaction, { centre, account }: Place): Promise<Passkey[]> {
  return transaction
    .selectFrom('identity.factor')
    .select(['id', 'name', 'credential', 'public_key', 'counter', 'transports', 'synced'])
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('kind', '=', 'passkey')
    .orderBy('created_at')
    .$narrowType<Passkey>()
    .execute();
}

export async function totpOf(transaction: Transaction, { centre, account }: Place): Promise<TotpSecret | undefined> {
  const row = await transaction
    .selectFrom('identity.factor')
    .select([
      'id',
      'name',
      'sealed',
      'last_step',
      sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`.as('now'),
    ])
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('kind', '=', 'totp')
    .$narrowType<TotpSecret>()
    .executeTakeFirst();
  return row;
}

export async function databaseNow(transaction: Transaction): Promise<number> {
  const { rows } = await sql<{ now: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(transaction);
  return rows[0]?.now ?? Number.NaN;
}

export async function insertPasskey(
  transaction: Transaction,
  { centre, account }: Place,
  passkey: Passkey,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('identity.factor')
    .values({ centre, account, kind: 'passkey', ...passkey })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** False when the account has one already. */
export async function insertTotp(
  transaction: Transaction,
  { centre, account }: Place,
  totp: Pick<TotpSecret, 'id' | 'name' | 'sealed' | 'last_step'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('identity.factor')
    .values({ centre, account, kind: 'totp', ...totp })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Uses up the code of a time step; false when it, or a later one, has been used. */
export async function useStep(transaction: Transaction, centre: string, id: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.factor')
    .set({ last_step: step, last_used_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Counts a signature; false when the counter has not risen. Those that do not count stay at 0. */
export async function useCounter(
  transaction: Transaction,
  centre: string,
  id: string,
  counter: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.factor')
    .set({ counter, last_used_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .where((where) =>
      where.or([where('counter', '<', counter), where.and([where('counter', '=', 0), where.val(counter === 0)])]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function renameFactor(
  transaction: Transaction,
  { centre, account, id }: Place & { id: string },
  name: string,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.factor')
    .set({ name })
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function dropFactor(
  transaction: Transaction,
  { centre, account, id }: Place & { id: string },
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('identity.factor')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function dropFactors(transaction: Transaction, { centre, account }: Place): Promise<number> {
  const { numDeletedRows } = await transaction
    .deleteFrom('identity.factor')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
