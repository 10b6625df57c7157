import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CopyOut } from '../copy-out.ts';
import { connect, copyBinary, copyPieces, type Database } from '../index.ts';
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

/** The values of a single column, behind a header or in a piece without one. */
function valuesOf(copied: Buffer, begin = 19): string[] {
  const values: string[] = [];
  for (let at = begin; at < copied.length && copied.readInt16BE(at) === 1; ) {
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

describe('a copy in pieces', () => {
  const piecesOf = (query: string) => copyPieces(database, 'north', query);

  it('is whole, each piece of whole rows and no longer than a few reads, however slowly it is taken', async () => {
    const values: string[] = [];
    let longest = 0;
    for await (const piece of piecesOf(`select repeat(n::text, 9) from generate_series(1, 100000) as n`)) {
      if (values.length % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
      values.push(...valuesOf(piece, values.length === 0 ? 19 : 0));
      longest = Math.max(longest, piece.length);
    }
    expect(values).toHaveLength(100_000);
    expect(values.every((value, place) => value === String(place + 1).repeat(9))).toBe(true);
    expect(longest).toBeLessThan(500_000);
  });

  it('holds rows that are longer than a piece', async () => {
    const lengths: number[] = [];
    for await (const piece of piecesOf(`select repeat('x', 1000000) from generate_series(1, 3) as n`))
      lengths.push(...valuesOf(piece, lengths.length === 0 ? 19 : 0).map(({ length }) => length));
    expect(lengths).toEqual([1_000_000, 1_000_000, 1_000_000]);
  });

  it('has the server wait while nothing is taken', async () => {
    const pieces = piecesOf(`select repeat('x', 1000) from generate_series(1, 200000) as n`);
    await pieces.next();
    await expect
      .poll(async () => {
        const { rows } = await database.pool.query(
          `select wait_event from pg_stat_activity where query like 'copy (select repeat(''x'', 1000)%' and state = 'active'`,
        );
        return rows;
      })
      .toEqual([{ wait_event: 'ClientWrite' }]);
    // Time for what would come all the same.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await pieces.next()).value?.length).toBeLessThan(500_000);
    await pieces.return(undefined);
    await expect
      .poll(async () => {
        const { rows } = await database.pool.query(
          `select 1 from pg_stat_activity where query like 'copy (select repeat(''x'', 1000)%'`,
        );
        return rows;
      })
      .toEqual([]);
    for await (const piece of piecesOf(`select 'still here'`)) expect(valuesOf(piece)).toEqual(['still here']);
  });

  it('says why it ended in the midst of its rows, and is whole where the server has something to say', async () => {
    const fails = async () => {
      for await (const piece of piecesOf('select 1 / (2000 - n) from generate_series(1, 3000) as n')) void piece;
    };
    await expect(fails()).rejects.toMatchObject({ code: '22012' });
    const values: string[] = [];
    for await (const piece of piecesOf('select public.noisy(n) from generate_series(1, 20000) as n')) {
      await new Promise((resolve) => setImmediate(resolve));
      values.push(...valuesOf(piece, values.length === 0 ? 19 : 0));
    }
    expect(values).toEqual(Array.from({ length: 20_000 }, (_, n) => `row ${n + 1}`));
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
    let copied: string | undefined;
    const stream = new EventEmitter().on('data', (chunk: Buffer) => given.push(chunk));
    const query: CopyOut = new CopyOut(
      'copy',
      { buffer: Buffer.alloc(1) },
      { ended: () => (copied = String(query.data)), failed: (error) => expect.unreachable(String(error)) },
    );
    query.submit({ stream, query: () => undefined } as never);
    for (const chunk of [sent.subarray(0, cut), sent.subarray(cut)]) stream.emit('data', chunk);
    query.handleReadyForQuery();
    expect(copied).toBe('firstlast');
    expect(Buffer.concat(given)).toEqual(rest);
  }
});
