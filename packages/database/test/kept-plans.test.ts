import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, inCentre, kept } from '../index.ts';
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
  (await database.pool.query<{ statement: string }>('select statement from pg_prepared_statements')).rows;

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
