import {
  AbortedTransactionError,
  Kysely,
  type Transaction as KyselyTransaction,
  PostgresDialect,
  type QueryResult,
  type RawBuilder,
} from 'kysely';
import type pg from 'pg';
import type { Database } from './connect.ts';
import { type Compiled, fly } from './flight.ts';
import { type KeptStatement, mark } from './kept-plans.ts';
import type { DB } from './schema.gen.ts';

export type Transaction = KyselyTransaction<DB>;

/** What a statement of each of these gives. */
type Results<T extends readonly unknown[]> = { [Place in keyof T]: QueryResult<T[Place]> };
type Statement<T> = RawBuilder<T> | KeptStatement<T>;
type Statements<T extends readonly unknown[]> = { [Place in keyof T]: Statement<T[Place]> };

const commit: Compiled = [`${mark}commit`, []];
const rollback: Compiled = [`${mark}rollback`, []];

/**
 * A connection as one transaction after the other uses it. What begins a transaction goes out with its first statement, and statements
 * that need nothing of each other go out together, so that a small transaction waits for the database twice, not five times.
 */
export class Line {
  readonly transaction: Transaction;
  readonly #client: pg.PoolClient;
  readonly #database: Database;
  /** `idle`: nothing has been sent of the transaction; `ending`: its last statement has been. */
  #state: 'idle' | 'open' | 'ending' | 'closed' = 'closed';
  #begin: readonly Compiled[] = [];
  #afterwards: ((database: Database) => void)[] = [];

  constructor(client: pg.PoolClient, database: Database) {
    this.#client = client;
    this.#database = database;
    const lent = {
      query: async (text: string, values: readonly unknown[]) => (await this.#send([[text, values]]))[0],
      release: () => undefined,
    };
    const pool = { connect: async () => lent, end: async () => undefined };
    this.transaction = new Kysely<DB>({
      dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }),
    }) as Transaction;
    lines.set(this.transaction, this);
  }

  /** Lets the next statement begin a transaction, by these. */
  begin(statements: readonly Compiled[]): void {
    this.#begin = statements;
    this.#state = 'idle';
    this.#afterwards = [];
  }

  afterCommit(act: (database: Database) => void): void {
    this.#afterwards.push(act);
  }

  async together<T extends readonly unknown[]>(statements: Statements<T>): Promise<Results<T>> {
    const answers = await this.#send(statements.map((one) => this.#compiled(one)));
    return answers as unknown as Results<T>;
  }

  /** Sends the transaction's last statement with the commit behind it, which is not done when it fails. */
  async last<T>(statement: Statement<T>): Promise<QueryResult<T>> {
    const sent = this.#send([this.#compiled(statement), commit]);
    this.#state = 'ending';
    const [result, ended] = await sent;
    this.#state = 'closed';
    this.#committed(ended);
    return result as unknown as QueryResult<T>;
  }

  /** Ends what is still open. Throws AbortedTransactionError when a statement had failed and the work went on. */
  async commit(): Promise<void> {
    if (this.#state === 'open') this.#committed((await this.#send([commit]))[0]);
    this.#state = 'closed';
  }

  /** It fails only with the connection, which is not used again then. */
  async rollback(): Promise<void> {
    if (this.#state === 'open' || this.#state === 'ending') await fly(this.#client, [rollback]).catch(() => undefined);
    this.#state = 'closed';
  }

  /** So a commit ends where a statement failed and the work went on: as a rollback. */
  #committed(ended: pg.QueryResult | undefined): void {
    if (ended?.command === 'ROLLBACK') throw new AbortedTransactionError();
    for (const act of this.#afterwards) act(this.#database);
  }

  #compiled(statement: Statement<unknown>): Compiled {
    const { sql: text, parameters } = statement.compile(this.transaction);
    return [text, parameters];
  }

  async #send(statements: readonly Compiled[]): Promise<pg.QueryResult[]> {
    if (this.#state === 'closed' || this.#state === 'ending') throw new Error('The transaction has ended.');
    const before = this.#state === 'idle' ? this.#begin : [];
    this.#state = 'open';
    return (await fly(this.#client, [...before, ...statements])).slice(before.length);
  }
}

const lines = new WeakMap<Transaction, Line>();
const lineOfClient = new WeakMap<pg.PoolClient, Line>();

export function lineOf(client: pg.PoolClient, database: Database): Line {
  let line = lineOfClient.get(client);
  if (!line) {
    line = new Line(client, database);
    lineOfClient.set(client, line);
  }
  return line;
}

/** Sends statements of a transaction at once and gives what each answers, in order. Those behind one that fails fail, too. */
export const together = <T extends readonly unknown[]>(
  transaction: Transaction,
  ...statements: Statements<T>
): Promise<Results<T>> => lineFor(transaction).together<T>(statements);

/**
 * Sends the last statement of a transaction and its commit at once, and gives what the statement answers once both are done. No statement
 * may follow it.
 */
export const last = <T>(transaction: Transaction, statement: Statement<T>): Promise<QueryResult<T>> =>
  lineFor(transaction).last(statement);

/**
 * Lets something be done in this process as soon as the transaction has committed, before whoever runs it hears of that; never where it is
 * taken back. It does not throw.
 */
export const afterCommit = (transaction: Transaction, act: (database: Database) => void): void =>
  lineFor(transaction).afterCommit(act);

function lineFor(transaction: Transaction): Line {
  const line = lines.get(transaction);
  if (!line) throw new Error('The transaction is none of inCentre.');
  return line;
}
