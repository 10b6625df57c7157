import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CopyOut } from '../copy-out.ts';
import { connect, copyBinary, type Database } from '../index.ts';
import { openTestDatabase, type TestDatabase } from '../testing.ts';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await openTestDatabase();
  // One connection, which has to be as good as new each time.
  database = await connect({ url: testDatabase.url, size: 1 });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const copy = (query: string, memory?: { buffer: Buffer }) => copyBinary(database, 'north', query, memory);

/** The values of a single column. */
function valuesOf(copied: Buffer): string[] {
  const values: string[] = [];
  for (let at = 19; copied.readInt16BE(at) === 1; ) {
    const length = copied.readInt32BE(at + 2);
    values.push(copied.toString('utf8', at + 6, at + 6 + length));
    at += 6 + length;
  }
  return values;
}

describe('a binary copy', () => {
  it('is whole, however long its rows are, in memory that is used again', async () => {
    const memory = { buffer: Buffer.alloc(16) };
    for (const [rows, width] of [
      [3, 1_000_000],
      [20_000, 5],
      [0, 1],
    ] as const) {
      const query = `select repeat(n::text, ${width}) from generate_series(1, ${rows}) as n`;
      const values = valuesOf(await copy(query, memory));
      expect(values.length).toBe(rows);
      expect(values.every((value, place) => value === String(place + 1).repeat(width))).toBe(true);
    }
  });

  it('says why it ended in the midst of its rows, and leaves no connection that is of no use', async () => {
    await expect(copy('select 1 / (2000 - n) from generate_series(1, 3000) as n')).rejects.toMatchObject({
      code: '22012',
    });
    expect(valuesOf(await copy(`select 'still here'`))).toEqual(['still here']);
  });

  it('is whole where the server has something to say meanwhile', async () => {
    await database.pool.query(`create function public.noisy(n integer) returns text language plpgsql as $$
      begin raise notice 'at %', n; return 'row ' || n; end $$`);
    const values = valuesOf(await copy('select public.noisy(n) from generate_series(1, 300) as n'));
    expect(values).toEqual(Array.from({ length: 300 }, (_, n) => `row ${n + 1}`));
  });
});

it('takes messages that are cut anywhere, and leaves the driver what is not of the copy', () => {
  const message = (kind: string, body: string) => {
    const head = Buffer.alloc(5, kind, 'latin1');
    head.writeUInt32BE(4 + body.length, 1);
    return Buffer.concat([head, Buffer.from(body)]);
  };
  const rest = Buffer.concat([message('c', ''), message('C', 'COPY 2'), message('Z', 'I')]);
  const sent = Buffer.concat([
    message('H', 'formats'),
    message('d', 'first'),
    message('d', ''),
    message('d', 'last'),
    rest,
  ]);
  for (let cut = 0; cut <= sent.length; cut++) {
    const given: Buffer[] = [];
    let copied: Buffer | undefined;
    const stream = new EventEmitter().on('data', (chunk: Buffer) => given.push(chunk));
    const query = new CopyOut(
      'copy',
      { buffer: Buffer.alloc(1) },
      { resolve: (bytes) => (copied = bytes), reject: (error) => expect.unreachable(String(error)) },
    );
    query.submit({ stream, query: () => undefined } as never);
    for (const chunk of [sent.subarray(0, cut), sent.subarray(cut)]) stream.emit('data', chunk);
    query.handleReadyForQuery();
    expect(String(copied)).toBe('firstlast');
    expect(Buffer.concat(given)).toEqual(rest);
  }
});
