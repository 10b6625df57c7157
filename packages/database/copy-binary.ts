import pg from 'pg';
import type { Database } from './connect.ts';

/** A text as a literal of SQL: COPY takes no parameters. */
export const literal = (text: string): string => pg.escapeLiteral(text);

/**
 * What COPY gives of a query in its binary format (header, rows, trailer), in a transaction of its own that sees the rows of one centre:
 * a third of what rows cost that are read one value at a time. The plan reads by an index that has the order asked for, or fails to
 * be quick: PostgreSQL thinks little of comparisons of rows, and would rather sort all that is left of a table for each page.
 */
export async function copyBinary(database: Database, centre: string, query: string): Promise<Buffer> {
  const client = await database.pool.connect();
  try {
    const copy = new Copy(
      `begin read only; set local enable_sort = off; select set_config('zhiheng.centre', ${literal(centre)}, true);` +
        ` copy (${query}) to stdout (format binary); commit`,
    );
    client.query(copy);
    const bytes = await copy.bytes;
    client.release();
    return bytes;
  } catch (error) {
    // In the midst of a transaction.
    client.release(error as Error);
    throw error;
  }
}

/** One call of `pg`'s, by the methods that its client calls. */
class Copy {
  readonly #text: string;
  readonly #done = Promise.withResolvers<Buffer>();
  #buffer = Buffer.allocUnsafeSlow(65_536);
  #length = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get bytes(): Promise<Buffer> {
    return this.#done.promise;
  }

  submit(connection: pg.Connection): void {
    (connection as unknown as { query(text: string): void }).query(this.#text);
  }

  /** The client writes the next message over this one. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    const length = this.#length + chunk.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    chunk.copy(this.#buffer, this.#length);
    this.#length = length;
  }

  handleError(error: Error): void {
    this.#done.reject(error);
  }

  handleReadyForQuery(): void {
    this.#done.resolve(this.#buffer.subarray(0, this.#length));
  }

  // What the other statements answer.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}
