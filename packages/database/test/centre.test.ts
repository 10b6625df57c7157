import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inCentre } from '../centre.ts';
import type { Database } from '../connect.ts';
import { openTestDatabase, type TestDatabase } from '../testing.ts';
import { newId } from '../uuid.ts';

let test_: TestDatabase;
let database: Database;
beforeAll(async () => {
  test_ = await openTestDatabase();
  database = await test_.connect('access');
});
afterAll(() => test_.drop());

const found = (centre: string) =>
  inCentre(database, centre, (transaction) =>
    transaction
      .insertInto('access.centre')
      .values({ centre, id: newId(), name: JSON.stringify({ zh: centre, en: centre }) })
      .execute(),
  );

test('a transaction sees and writes one centre only', async () => {
  await found('north');
  await found('south');
  const seen = await inCentre(database, 'north', (transaction) =>
    transaction.selectFrom('access.centre').select('centre').execute(),
  );
  expect(seen).toEqual([{ centre: 'north' }]);
  await expect(
    inCentre(database, 'north', (transaction) =>
      transaction.insertInto('access.centre').values({ centre: 'west', id: newId(), name: '{}' }).execute(),
    ),
  ).rejects.toThrow('row-level security');
  const { rows } = await sql`select centre from access.centre`.execute(database.query);
  expect(rows, 'outside of any centre nothing is seen').toEqual([]);
});

test('a deadlock is tried again from the start', async () => {
  let attempts = 0;
  const other = await test_.connect('access');
  const touch = (client: Database, first: string, second: string, meet: () => Promise<void>) =>
    inCentre(client, 'north', async (transaction) => {
      attempts++;
      await sql`select pg_advisory_xact_lock(hashtext(${first}))`.execute(transaction);
      await meet();
      await sql`select pg_advisory_xact_lock(hashtext(${second}))`.execute(transaction);
      return second;
    });
  let arrived = 0;
  let open: () => void = () => undefined;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  const meet = async () => {
    if (++arrived >= 2) open();
    await both;
  };
  const results = await Promise.all([touch(database, 'a', 'b', meet), touch(other, 'b', 'a', meet)]);
  expect(results).toEqual(['b', 'a']);
  expect(attempts).toBe(3);
});
