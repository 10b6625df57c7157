import { AsyncLocalStorage } from 'node:async_hooks';
import type { DB } from '@zhiheng/database';
import { type Database, inCentre, last, type Transaction } from '@zhiheng/database';
import { type ControlledTransaction, type QueryResult, type RawBuilder, sql } from 'kysely';

type Step<T> = (transaction: Transaction) => Promise<T>;

/** All that one request to the provider reads and writes: kept together or not at all. */
class UnitOfWork {
  readonly #database: Database;
  #transaction: ControlledTransaction<DB> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Steps take turns: each sees the rows of its own centre, and a transaction has one centre at a time. */
  run<T>(centre: string, step: Step<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      // Begun by the first step: a request that needs no row, as discovery does, takes no connection.
      this.#transaction ??= await this.#database.query.startTransaction().execute();
      await sql`select set_config('zhiheng.centre', ${centre}, true)`.execute(this.#transaction);
      return step(this.#transaction);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async end(keep: boolean): Promise<void> {
    await this.#last;
    if (keep) await this.#transaction?.commit().execute();
    else await this.#transaction?.rollback().execute();
  }
}

const present = new AsyncLocalStorage<UnitOfWork>();

/** Runs `work` as one unit; it is kept when `work` answers true, undone when it answers false or throws. */
export async function asOneUnit(database: Database, work: () => Promise<boolean>): Promise<void> {
  const unit = new UnitOfWork(database);
  let keep = false;
  try {
    keep = await present.run(unit, work);
  } finally {
    await unit.end(keep);
  }
}

/** Runs one statement in the present unit of work; where there is none, as a transaction that is sent, commit and all, at once. */
export function oneInUnit<T>(database: Database, centre: string, statement: RawBuilder<T>): Promise<QueryResult<T>> {
  const unit = present.getStore();
  return unit
    ? unit.run(centre, (transaction) => statement.execute(transaction))
    : inCentre(database, centre, (transaction) => last(transaction, statement));
}

/** Runs a step in the present unit of work; where there is none, in a transaction of its own. */
export function inUnit<T>(database: Database, centre: string, step: Step<T>): Promise<T> {
  const unit = present.getStore();
  return unit ? unit.run(centre, step) : inCentre(database, centre, step);
}
