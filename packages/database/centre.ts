import {
  AbortedTransactionError,
  type Kysely,
  type Transaction as KyselyTransaction,
  type RawBuilder,
  sql,
} from 'kysely';
import type { Database } from './connect.ts';
import { literal } from './copy-binary.ts';
import { isRetryable } from './errors.ts';
import { kept } from './kept-plans.ts';
import type { DB } from './schema.gen.ts';

/** The code of a centre, the tenant: it leads every key, and row-level security compares it. */
export type Centre = string;
export type Transaction = KyselyTransaction<DB>;

/** Settings of PostgreSQL for one transaction. */
export type Settings = Readonly<Record<string, string>>;

/**
 * Runs `work` in one transaction that sees and writes the rows of one centre only. Deadlocks and serialization
 * failures are tried again from the start (at most twice), so `work` must hold no state of its own.
 */
export async function inCentre<T>(
  database: Database,
  centre: Centre,
  work: (transaction: Transaction) => Promise<T>,
  settings: Settings = {},
): Promise<T> {
  const begin = beginning({ 'zhiheng.centre': centre, ...settings });
  return repeated(() => database.query.connection().execute((connection) => transact(connection, begin, work)));
}

/** What begins the transaction says whose it is, too: one way there and back, where Kysely's own would take two. */
const beginning = (settings: Settings): string =>
  `begin; select ${Object.entries(settings)
    .map(([name, value]) => `set_config(${literal(name)}, ${literal(value)}, true)`)
    .join(', ')}`;

async function transact<T>(
  connection: Kysely<DB>,
  begin: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  await sql.raw(begin).execute(connection);
  let result: T;
  try {
    result = await work(connection as Transaction);
  } catch (error) {
    // It fails only with the connection, which is not used again then; why the work failed is what counts.
    await sql`rollback`.execute(connection).catch(() => undefined);
    throw error;
  }
  const { rows } = await sql<{ command: string }>`commit`.execute(connection);
  // So it ends where a statement failed and the work went on.
  if (rows[0]?.command === 'ROLLBACK') throw new AbortedTransactionError();
  return result;
}

/**
 * Calls a function of the database's as a transaction of its own: one way there and back, where `inCentre` takes four. `call` is given the
 * centre to hand on as the function's argument, by which it is called once that is the present one. Only for functions of the owner's,
 * which look at the present centre themselves: row-level security may have been asked before. Tried again like `inCentre`.
 */
export async function callInCentre<T>(
  database: Database,
  centre: Centre,
  call: (centre: RawBuilder<string>) => RawBuilder<T>,
): Promise<T[]> {
  const statement = kept(sql<T>`select called.*
    from (select set_config('zhiheng.centre', ${centre}, true) as centre offset 0) as present
    cross join lateral ${call(sql<string>`present.centre`)}`);
  return repeated(async () => (await statement.execute(database.query)).rows);
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 3 || !isRetryable(error)) throw error;
    }
  }
}
