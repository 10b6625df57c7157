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
import type { KeptStatement } from './kept-plans.ts';
import type { DB } from './schema.gen.ts';

export type Transaction = KyselyTransaction<DB>;

/** What a statement of each of these gives. */
type Results<T extends readonly unknown[]> = { [Place in keyof T]: QueryResult<T[Place]> };
type Statement<T> = RawBuilder<T> | KeptStatement<T>;
type Statements<T extends readonly unknown[]> = { [Place in keyof T]: Statement<T[Place]> };

/** A statement as the driver takes it. */
type Compiled = readonly [text: string, values: readonly unknown[]];

const commit: Compiled = ['commit', []];

/**
 * A connection as one transaction after the other uses it. What begins a transaction goes out with its first statement, and statements
 * that need nothing of each other go out together, so that a small transaction waits for the database twice, not five times.
 */
export class Line {
  readonly transaction: Transaction;
  readonly #client: pg.PoolClient;
  readonly #database: Database;
  /** `idle`: nothing has been sent of the transaction. */
  #state: 'idle' | 'open' | 'closed' = 'closed';
  #begin = '';
  #afterwards: ((database: Database) => void)[] = [];

  constructor(client: pg.PoolClient, database: Database) {
    this.#client = client;
    this.#database = database;
    const lent = {
      query: (text: string, values: readonly unknown[]) => this.#send([[text, values]])[0],
      release: () => undefined,
    };
    const pool = { connect: async () => lent, end: async () => undefined };
    this.transaction = new Kysely<DB>({
      dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }),
    }) as Transaction;
    lines.set(this.transaction, this);
  }

  /** Lets the next statement begin a transaction, by this text of one or several statements. */
  begin(text: string): void {
    this.#begin = text;
    this.#state = 'idle';
    this.#afterwards = [];
  }

  afterCommit(act: (database: Database) => void): void {
    this.#afterwards.push(act);
  }

  async together<T extends readonly unknown[]>(statements: Statements<T>): Promise<Results<T>> {
    const answers = await Promise.all(this.#send(statements.map((one) => this.#compiled(one))));
    return answers as unknown as Results<T>;
  }

  /** Sends the transaction's last statement with the commit behind it, which undoes all when it fails. */
  async last<T>(statement: Statement<T>): Promise<QueryResult<T>> {
    const [answer, end] = this.#send([this.#compiled(statement), commit]);
    this.#state = 'closed';
    const [result, ended] = await Promise.all([answer, end]);
    this.#committed(ended);
    return result as unknown as QueryResult<T>;
  }

  /** Ends what is still open. Throws AbortedTransactionError when a statement had failed and the work went on. */
  async commit(): Promise<void> {
    if (this.#state === 'open') this.#committed(await this.#send([commit])[0]);
    this.#state = 'closed';
  }

  /** It fails only with the connection, which is not used again then. */
  async rollback(): Promise<void> {
    if (this.#state === 'open') await this.#send([['rollback', []]])[0]?.catch(() => undefined);
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

  #send(statements: readonly Compiled[]): Promise<pg.QueryResult>[] {
    if (this.#state === 'closed') throw new Error('The transaction has ended.');
    const stream = streamOf(this.#client);
    stream?.cork();
    try {
      const begun = this.#state === 'idle' ? this.#client.query(this.#begin) : undefined;
      this.#state = 'open';
      const answers = statements.map(([text, values]) => this.#client.query(text, values as unknown[]));
      // What could not begin fails as a whole, for the reason for which it could not.
      return begun ? answers.map((answer) => Promise.all([begun, answer]).then(([, result]) => result)) : answers;
    } finally {
      stream?.uncork();
    }
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

/** The driver keeps it to itself; without it statements go out one by one, each as soon as it can. */
const streamOf = (client: pg.PoolClient): { cork(): void; uncork(): void } | undefined =>
  (client as unknown as { connection?: { stream?: { cork(): void; uncork(): void } } }).connection?.stream;
