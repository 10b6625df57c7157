import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callInCentre, inCentre } from '../centre.ts';
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

test('a transaction stands as far apart from others as it is told, and no longer', async () => {
  const single = await test_.connect('access', { size: 1 });
  const standing = (settings?: Record<string, string>) =>
    inCentre(
      single,
      'north',
      async (transaction) =>
        (
          await sql`select current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as "readOnly",
            current_setting('work_mem') as memory, current_setting('zhiheng.centre') as centre`.execute(transaction)
        ).rows[0],
      settings,
    );
  const usual = { isolation: 'read committed', readOnly: 'off', memory: '4MB', centre: 'north' };
  expect(await standing()).toEqual(usual);
  const told = { transaction_isolation: 'repeatable read', transaction_read_only: 'on', work_mem: '8MB' };
  expect(await standing(told)).toEqual({
    isolation: 'repeatable read',
    readOnly: 'on',
    memory: '8MB',
    centre: 'north',
  });
  expect(await standing()).toEqual(usual);
});

test('a function called by itself finds the centre present, commits, and leaves none behind', async () => {
  const owner = await test_.owner();
  await owner.pool.query(`create table public.called (centre text);
    create function public.call(given text, n integer) returns setof text language plpgsql security definer as $$
    begin
      insert into public.called values (current_setting('zhiheng.centre'));
      if n = 0 then raise exception 'refused'; end if;
      return query select given || ' ' || current_setting('zhiheng.centre') from generate_series(1, n);
    end $$`);
  const single = await test_.connect('access', { size: 1 });
  const call = (centre: string, n: number) =>
    callInCentre(single, centre, (present) => sql<{ said: string }>`public.call(${present}, ${n}) as called(said)`);
  expect(await call('north', 2)).toEqual([{ said: 'north north' }, { said: 'north north' }]);
  expect(await call('south', 1)).toEqual([{ said: 'south south' }]);
  await expect(call('west', 0)).rejects.toThrow('refused');
  const { rows } = await owner.pool.query('select centre from public.called order by 1');
  expect(rows).toEqual([{ centre: 'north' }, { centre: 'south' }]);
  const { rows: left } = await single.pool.query(
    "select coalesce(current_setting('zhiheng.centre', true), '') as centre",
  );
  expect(left).toEqual([{ centre: '' }]);
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
