import { type RawBuilder, sql } from 'kysely';
import type { Database } from './connect.ts';
import { isRetryable } from './errors.ts';
import type { Compiled } from './flight.ts';
import { kept, mark } from './kept-plans.ts';
import { type Line, lineOf, type Transaction } from './line.ts';

/** The code of a centre, the tenant: it leads every key, and row-level security compares it. */
export type Centre = string;
export type { Transaction };

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
  return repeated(async () => {
    const client = await database.pool.connect();
    try {
      return await transact(lineOf(client, database), begin, work);
    } finally {
      client.release();
    }
  });
}

/** What begins the transaction says whose it is, too; how far apart from others it is must be said before anything is asked. */
const beginning = ({ transaction_isolation: isolation, ...settings }: Settings): Compiled[] => [
  [isolation === undefined ? `${mark}begin` : `${mark}begin isolation level ${isolation}`, []],
  [
    `${mark}select ${Object.keys(settings).map((name, at) => `set_config('${name}', $${at + 1}, true)`)}`,
    Object.values(settings),
  ],
];

async function transact<T>(
  line: Line,
  begin: readonly Compiled[],
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  line.begin(begin);
  try {
    const result = await work(line.transaction);
    await line.commit();
    return result;
  } catch (error) {
    // Why the work failed is what counts.
    await line.rollback();
    throw error;
  }
}

/**
 * Calls a function of the database's as a transaction of its own: one way there and back, where `inCentre` takes two or more. `call` is given the
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
