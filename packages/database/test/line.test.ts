import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { afterCommit, connect, type Database, inCentre, kept, last, together } from '../index.ts';
import { openTestDatabase, type TestDatabase } from '../testing.ts';

let testDatabase: TestDatabase;
/** One connection, so that whatever a transaction left behind is met by the next. */
let database: Database;
/** Sees what is committed. */
let onlooker: Database;
beforeAll(async () => {
  testDatabase = await openTestDatabase();
  onlooker = await testDatabase.owner();
  database = await connect({ url: testDatabase.url, size: 1 });
  await onlooker.pool.query('create table public.line (n integer primary key)');
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(() => onlooker.pool.query('truncate public.line'));

const add = (n: number) => sql<{ n: number }>`insert into public.line values (${n}) returning n`;
const stored = async () => (await onlooker.pool.query('select n from public.line order by n')).rows.map(({ n }) => n);
const centreNow = sql<{ centre: string }>`select current_setting('zhiheng.centre', true) as centre`;

test('statements sent together answer in order, within the transaction that the first of them began', async () => {
  const answers = await inCentre(database, 'north', (transaction) =>
    together<[{ n: number }, { centre: string }, { n: number }]>(transaction, add(1), centreNow, add(2)),
  );
  expect(answers.map(({ rows }) => rows[0])).toEqual([{ n: 1 }, { centre: 'north' }, { n: 2 }]);
  expect(await stored()).toEqual([1, 2]);
});

test('one that fails fails those behind it, and undoes those before', async () => {
  const failing = inCentre(database, 'north', (transaction) => together(transaction, add(1), add(1), add(2)));
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await stored()).toEqual([]);
});

test('a kept statement that failed where it was first told is told anew, and those before it', async () => {
  const [whole, part] = [kept(sql`select 1 as one`), (by: number) => kept(sql`select 6 / ${by}::int as part`)];
  const both = (by: number) =>
    inCentre(database, 'north', (transaction) => together(transaction, whole, part(by), whole));
  await expect(both(0)).rejects.toMatchObject({ code: '22012' });
  for (const by of [2, 3])
    expect((await both(by)).map(({ rows }) => rows[0])).toEqual([{ one: 1 }, { part: 6 / by }, { one: 1 }]);
});

test('a value that cannot be written fails its statement, and no answer is taken for another', async () => {
  const told = (value: unknown) => kept(sql`select ${value}::text as told`);
  const round: Record<string, unknown> = {};
  round.round = round;
  const asked = (value: unknown) =>
    inCentre(database, 'north', (transaction) => together(transaction, add(1), told(value), centreNow));
  for (const value of [round, 'a', round, 'b']) {
    if (value === round) await expect(asked(value)).rejects.toThrow(/circular/i);
    else expect((await asked(value))[1]?.rows).toEqual([{ told: value }]);
    await onlooker.pool.query('truncate public.line');
  }
  const failing = inCentre(database, 'north', (transaction) => last(transaction, told(round)));
  await expect(failing).rejects.toThrow(/circular/i);
  expect((await asked('c')).map(({ rows }) => rows[0])).toEqual([{ n: 1 }, { told: 'c' }, { centre: 'north' }]);
});

test('the last statement commits what was before it, and nothing follows it', async () => {
  const work = inCentre(database, 'north', async (transaction) => {
    await add(1).execute(transaction);
    expect((await last(transaction, add(2))).rows).toEqual([{ n: 2 }]);
    await add(3).execute(transaction);
  });
  await expect(work).rejects.toThrow('The transaction has ended.');
  expect(await stored()).toEqual([1, 2]);
});

test('a last statement that fails commits nothing, and the next transaction is its own', async () => {
  const failing = inCentre(database, 'north', async (transaction) => {
    await add(1).execute(transaction);
    await last(transaction, add(1));
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  const [{ rows }] = await inCentre(database, 'south', (transaction) =>
    together<[{ centre: string }]>(transaction, centreNow),
  );
  expect(rows).toEqual([{ centre: 'south' }]);
  expect(await stored()).toEqual([]);
});

test('a last statement behind one that failed is told, not taken for committed', async () => {
  const failing = inCentre(database, 'north', async (transaction) => {
    await add(1).execute(transaction);
    await add(1)
      .execute(transaction)
      .catch(() => undefined);
    await last(transaction, centreNow);
  });
  await expect(failing).rejects.toMatchObject({ code: '25P02' });
  expect(await stored()).toEqual([]);
});

test('what cannot begin says why, and does nothing', async () => {
  const settings = { statement_timeout: 'never' };
  const work = inCentre(database, 'north', async (transaction) => add(1).execute(transaction), settings);
  await expect(work).rejects.toMatchObject({ code: '22023' });
  expect(await stored()).toEqual([]);
  // Work without a statement begins nothing, and ends nothing.
  expect(await inCentre(database, 'north', async () => 'idle')).toBe('idle');
});

test('what is to follow a commit is done before it is answered, once, with the last statement too, and never of what is undone', async () => {
  const seen: unknown[] = [];
  const note = async (n: number, fail = false) =>
    inCentre(database, 'north', async (transaction) => {
      await add(n).execute(transaction);
      afterCommit(transaction, (over) => seen.push(over === database && n));
      if (fail) throw new Error('taken back');
      return n;
    }).finally(() => seen.push('answered'));
  await note(1);
  await expect(note(2, true)).rejects.toThrow('taken back');
  await expect(note(1)).rejects.toMatchObject({ code: '23505' });
  await inCentre(database, 'north', async (transaction) => {
    afterCommit(transaction, () => seen.push('last'));
    await last(transaction, add(3));
  });
  await note(4);
  expect(seen).toEqual([1, 'answered', 'answered', 'answered', 'last', 4, 'answered']);
  // A statement had failed and the work went on: nothing was committed.
  const swallowed = inCentre(database, 'north', async (transaction) => {
    afterCommit(transaction, () => seen.push('swallowed'));
    await add(1)
      .execute(transaction)
      .catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow();
  expect(seen).not.toContain('swallowed');
  expect(await stored()).toEqual([1, 3, 4]);
});
