import pg from 'pg';
import { nameIfKept } from './kept-plans.ts';

/** A statement as the driver takes it. */
export type Compiled = readonly [text: string, values: readonly unknown[]];

/** What the driver's connection and its queries keep to themselves, and its own classes of queries use. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void };
  /** Text of the statements that the server knows by these names, or will once it has read what was sent. */
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  execute(portal: object): void;
  close(which: { type: 'S'; name: string }): void;
  sync(): void;
}
interface Query {
  name?: string;
  text: string;
  prepare(connection: Connection): void;
  hasBeenParsed(connection: Connection): boolean;
  _getRows(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleEmptyQuery(connection: Connection): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
}

/**
 * Statements of one transaction that are sent at once and answered at once. The driver lets the server answer each of its own queries by
 * itself, and half of what a small statement costs either side is to be woken for it. Of a flight the server does what stands behind a failed
 * statement not at all.
 */
class Flight extends pg.Query {
  /** For whoever listens to what is sent. */
  readonly texts: readonly string[];
  readonly #queries: readonly Query[];
  /** Those that the server has not been told before. */
  readonly #fresh: Query[] = [];
  #at = 0;

  constructor(queries: readonly Query[]) {
    super('');
    this.texts = queries.map((one) => one.text);
    this.#queries = queries;
  }

  override submit = (given: unknown): null => {
    const connection = given as Connection;
    connection.stream.cork();
    try {
      if (this.#queries.every((one) => this.#isSent(one, connection))) connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  };

  /** One with a value that cannot be written has failed by now, is forgotten by the server, and the driver has put the end behind it. */
  #isSent(one: Query, connection: Connection): boolean {
    const isFresh = one.name !== undefined && !one.hasBeenParsed(connection);
    let isSent = false;
    // In place of the end that the driver puts behind each.
    one._getRows = () => {
      isSent = true;
      connection.execute({ portal: '' });
    };
    one.prepare(connection);
    if (isSent && isFresh) this.#fresh.push(one);
    if (!isSent && one.name !== undefined) {
      delete connection.parsedStatements[one.name];
      delete connection.submittedNamedStatements[one.name];
    }
    return isSent;
  }

  handleRowDescription(message: unknown): void {
    this.#queries[this.#at]?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.#queries[this.#at]?.handleDataRow(message);
  }

  handleEmptyQuery(connection: Connection): void {
    this.#queries[this.#at++]?.handleEmptyQuery(connection);
  }

  handleCommandComplete(message: unknown, connection: Connection): void {
    this.#queries[this.#at++]?.handleCommandComplete(message, connection);
  }

  handleReadyForQuery(connection: Connection): void {
    for (const { name, text } of this.#fresh) {
      connection.parsedStatements[name as string] = text;
      delete connection.submittedNamedStatements[name as string];
    }
    for (const one of this.#queries) one.handleReadyForQuery(connection);
  }

  /** Those before it are undone with it. Which of the fresh the server has come to know is not told: it is to forget them all. */
  handleError(error: Error, connection: Connection): void {
    for (const { name } of this.#fresh) {
      delete connection.submittedNamedStatements[name as string];
      connection.close({ type: 'S', name: name as string });
    }
    for (const one of this.#queries) one.handleError(error, connection);
  }
}

/** Sends them; what each answers comes when all have been done. */
export function fly(client: pg.PoolClient, statements: readonly Compiled[]): Promise<pg.QueryResult[]> {
  const answers: Promise<pg.QueryResult>[] = [];
  const queries = statements.map(([text, values]) => {
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult>();
    answers.push(promise);
    const name = nameIfKept(text);
    const config = { text, values: [...values], ...(name === undefined ? {} : { name }) };
    const answer = (error: Error | undefined, result: unknown) =>
      error ? reject(error) : resolve(result as pg.QueryResult);
    return new pg.Query(config, answer) as unknown as Query;
  });
  client.query(new Flight(queries));
  return Promise.all(answers);
}
