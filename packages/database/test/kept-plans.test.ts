import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, inCentre, kept, keptOnce, together } from '../index.ts';
import { openTestDatabase, type TestDatabase } from '../testing.ts';

/** A connection plans a kept statement once, whatever its parameters; and no other statement. */
let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await openTestDatabase();
  database = await testDatabase.connect('access', { size: 1 });
});
afterAll(() => testDatabase.drop());

const prepared = async () =>
  (
    await database.pool.query<{ statement: string }>(
      "select statement from pg_prepared_statements where statement like '%::int%'",
    )
  ).rows;

test('a kept statement is prepared once and answers by its parameters', async () => {
  const twice = (number: number) =>
    inCentre(database, 'north', async (transaction) => {
      const { rows } = await kept(sql<{ twice: number }>`select ${number}::int * 2 as twice`).execute(transaction);
      return rows[0]?.twice;
    });
  expect([await twice(1), await twice(21)]).toEqual([2, 42]);
  expect(await prepared()).toEqual([{ statement: '/* kept */ select $1::int * 2 as twice' }]);
});

test('a fault in a kept statement is told, and the connection goes on', async () => {
  const divide = (by: number) =>
    inCentre(database, 'north', (transaction) => kept(sql`select 1 / ${by}::int as part`).execute(transaction));
  await expect(divide(0)).rejects.toThrow(/division by zero/);
  expect((await divide(1)).rows).toEqual([{ part: 1 }]);
});

test('a statement written once takes each thing that it is given as one parameter, wherever that stands', async () => {
  let written = 0;
  const within = keptOnce(({ list, least }: { most: number; list: number[]; least: number }) => {
    written++;
    return sql<{
      n: number;
    }>`select n from unnest(${list}::int[]) as n where n >= ${least}::int and ${list}::int[] <> '{}'`;
  });
  const those = (list: number[], least: number) =>
    inCentre(database, 'north', async (transaction) => {
      const [{ rows }] = await together<[{ n: number }]>(transaction, within({ list, least, most: 9 }));
      return rows.map(({ n }) => n);
    });
  expect([await those([1, 2, 3], 2), await those([7], 1)]).toEqual([[2, 3], [7]]);
  expect(written).toBe(1);
  expect(await prepared()).toContainEqual({
    statement: "/* kept */ select n from unnest($1::int[]) as n where n >= $2::int and $1::int[] <> '{}'",
  });
});

test('what is not given by name has no place in it', async () => {
  const fixed = keptOnce(() => sql`select ${1}::int`);
  const run = inCentre(database, 'north', (transaction) => together(transaction, fixed({})));
  await expect(run).rejects.toThrow('has a name');
});
