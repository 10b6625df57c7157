import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from '../connect.ts';
import { listen } from '../listener.ts';
import { openTestDatabase, type TestDatabase } from '../testing.ts';

let server: TestDatabase;
let owner: Database;
beforeAll(async () => {
  server = await openTestDatabase();
  owner = await server.owner();
});
afterAll(() => server?.drop());

test('tells the database’s clock before the first notice, and with its heartbeat that it was set', async () => {
  // A clock of our own stands before the system's in the path of those who connect from here on.
  await owner.pool.query(`create schema set_clock;
    create table set_clock.ahead as select interval '0' as by;
    create function set_clock.clock_timestamp() returns timestamptz language sql
      as 'select pg_catalog.clock_timestamp() + by from set_clock.ahead';
    do $$ begin execute format('alter database %I set search_path = set_clock, pg_catalog', current_database()); end $$`);
  const database = await connect({ url: server.url });
  const told: number[] = [];
  const onClock = (clock: number, asked: number) => told.push(clock - asked);
  const before = Date.now() - performance.now();
  const listener = await listen(database, 'clock', { onNotice: () => undefined, onClock }, { heartbeat: 20 });
  try {
    expect(told).toHaveLength(1);
    // The machine's clock and the database's are one here; asked before it was told, it is never behind.
    expect((told[0] as number) - before).toBeGreaterThan(-1);
    await owner.pool.query("update set_clock.ahead set by = interval '1 hour'");
    await expect.poll(() => (told.at(-1) as number) - before).toBeGreaterThan(3_599_000);
  } finally {
    await listener.close();
    await database.close();
  }
});
