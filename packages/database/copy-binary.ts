import pg from 'pg';
import type { Database } from './connect.ts';
import { type CopyMemory, CopyOut } from './copy-out.ts';

/** A text as a literal of SQL, for what takes no parameters: COPY, several statements at once. */
export const literal = (text: string): string => pg.escapeLiteral(text);

const leastMemory = 65_536;
/** As much as is read of a connection at once, and of what was cut off before. */
const pieceMemory = 2 * leastMemory;

/**
 * What COPY gives of a query in its binary format (header, rows, trailer), in a transaction of its own that sees the rows of one centre:
 * a third of what rows cost that are read one value at a time. The plan reads by an index that has the order asked for, or fails to
 * be quick: PostgreSQL thinks little of comparisons of rows, and would rather sort all that is left of a table for each page. It
 * lies in `memory`, until that is used again.
 */
export async function copyBinary(
  database: Database,
  centre: string,
  query: string,
  memory: CopyMemory = memoryOf(leastMemory),
): Promise<Buffer> {
  const client = await database.copies.connect();
  try {
    await client.query(beginning(centre));
    const copied = await new Promise<Buffer>((ended, failed) => {
      const copy = new CopyOut(textOf(query), memory, { ended: () => ended(copy.data), failed });
      client.query(copy);
    });
    await client.query('commit');
    client.release();
    return copied;
  } catch (error) {
    // In the midst of a transaction.
    client.release(error as Error);
    throw error;
  }
}

/**
 * The same piece by piece, as it comes: the server reads on while a piece is worked on, as far as a connection holds, and no more memory is
 * used however much there is. Each is of whole rows, and good until the next is asked for. Whoever stops before the end has the
 * copy end, with its connection.
 */
export async function* copyPieces(database: Database, centre: string, query: string): AsyncGenerator<Buffer> {
  const client = await database.copies.connect();
  let whole = false;
  try {
    await client.query(beginning(centre));
    yield* piecesOf(client, textOf(query));
    await client.query('commit');
    whole = true;
  } finally {
    client.release(!whole);
  }
}

async function* piecesOf(client: pg.PoolClient, text: string): AsyncGenerator<Buffer> {
  let ended = false;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  const copy = new CopyOut(text, memoryOf(pieceMemory), {
    came: () => wake(),
    ended() {
      ended = true;
      wake();
    },
    failed(error) {
      failure = error;
      wake();
    },
  });
  client.query(copy);
  for (;;) {
    if (failure) throw failure;
    const piece = copy.data;
    if (piece.length > 0) {
      yield piece;
      copy.taken(piece.length);
    } else if (ended) return;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
}

const memoryOf = (length: number): CopyMemory => ({ buffer: Buffer.allocUnsafeSlow(length) });

const beginning = (centre: string): string =>
  `begin read only; set local enable_sort = off; select set_config('zhiheng.centre', ${literal(centre)}, true)`;

const textOf = (query: string): string => `copy (${query}) to stdout (format binary)`;
