import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrayLiteral, columnLiteral, type Database } from '../index.ts';
import { openTestDatabase, type TestDatabase } from '../testing.ts';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await openTestDatabase();
  database = await testDatabase.owner();
});
afterAll(() => testDatabase.drop());

const text = fc.oneof(
  fc.constantFrom('', ' ', 'NULL', 'null', '{}', '{a,b}', ',', '"', '\\', '\\"', 'a"b\\c', '第二批', '\n'),
  fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', '')),
);

test('an array comes to PostgreSQL as it was', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.option(text)), fc.array(fc.integer()), fc.array(fc.boolean()), async (a, b, c) => {
      const given = [a, b, c].map(arrayLiteral);
      const { rows } = await database.pool.query(
        'select $1::text[] as a, $2::bigint[] as b, $3::boolean[] as c',
        given,
      );
      expect(rows).toEqual([{ a, b: b.map(String), c }]);
    }),
  ));

test('a column is an array as soon as one row has something', () => {
  expect([[], [null, undefined]].map(columnLiteral)).toEqual([null, null]);
  expect([[null, 'a'], [false], [0]].map(columnLiteral)).toEqual(['{NULL,"a"}', '{false}', '{0}']);
});
