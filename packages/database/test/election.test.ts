import { afterAll, beforeAll, expect, it } from 'vitest';
import { advisoryLocks } from '../advisory-locks.ts';
import type { Database } from '../connect.ts';
import { type Lease, tryElection } from '../election.ts';
import { openTestDatabase, type TestDatabase } from '../testing.ts';

let test: TestDatabase;
let [one, other]: Database[] = [];
beforeAll(async () => {
  test = await openTestDatabase();
  [one, other] = [await test.connect('audit', { size: 2 }), await test.connect('audit', { size: 2 })];
});
afterAll(() => test.drop());

const key = advisoryLocks.sequencer;
const take = async (database: Database | undefined, patience: number): Promise<Lease> => {
  for (;;) {
    const lease = await tryElection(database as Database, key, { patience });
    if (lease) return lease;
  }
};

it('is held by one, who goes on to say so, and then by another; a connection that was not elected is as it was', async () => {
  const first = await take(one, 2_000);
  expect(await tryElection(other as Database, key)).toBeUndefined();
  const limits = await (other as Database).pool.query('show idle_session_timeout');
  expect(limits.rows).toEqual([{ idle_session_timeout: '0' }]);
  const renewed = `select from pg_stat_activity where query = 'select' and datname = current_database()`;
  while (!(await (await test.owner()).pool.query(renewed)).rowCount);
  first.release();
  const second = await take(other, 2_000);
  expect([first.held, second.held]).toEqual([false, true]);
  second.release();
});

it('is lost by who is silent, before another can have it, and found out without a question', async () => {
  const first = await take(one, 200);
  // Nothing of this process runs meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  expect(first.held).toBe(false);
  const second = await take(other, 10_000);
  expect([first.held, second.held]).toEqual([false, true]);
  for (const lease of [first, second]) lease.release();
});
