import type { Case } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropOldKeys } from '../retry-end.ts';
import { award } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

/** Keys of retries are dropped after a time, by the database's clock; within it they are honoured. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const days = 7;
const drop = () => dropOldKeys(county, county.centre, days);
const known = async () =>
  (await county.owner.pool.query<{ key: string }>('select key from access.idempotency order by key')).rows.map(
    ({ key }) => key,
  );

async function opened(reference: string, key: string): Promise<Case> {
  const answer = await county.service.send(county.client('cases:write'), {
    method: 'POST',
    url: '/api/v1/cases',
    payload: { ...award, reference },
    headers: { 'idempotency-key': key },
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

/** Lets so much time pass for a key. */
const age = (key: string, interval: string) =>
  county.owner.pool.query('update access.idempotency set at = clock_timestamp() - $2::interval where key = $1', [
    key,
    interval,
  ]);

test('a key is dropped when its days are over, and not a minute before', async () => {
  const [young, old] = [await opened('E-1', 'young'), await opened('E-2', 'old')];
  await age('young', '6 days 23:59:00');
  await age('old', '7 days 00:00:01');
  expect(await drop()).toBe(1);
  expect(await known()).toEqual(['young']);
  // The one is still told what it made; the other is another try.
  expect((await opened('E-1', 'young')).id).toBe(young.id);
  expect((await opened('E-3', 'old')).id).not.toBe(old.id);
});

test('many are worked off in portions, a bounded number at a look', async () => {
  await county.owner.pool.query(
    `insert into access.idempotency (centre, caller, operation, key, digest, made, at)
      select $1, 'client:many', 'case', 'many-' || n, repeat('0', 64), gen_random_uuid(), clock_timestamp() - interval '30 days'
      from generate_series(1, 10_200) n`,
    [county.centre],
  );
  expect([await drop(), await drop(), await drop()]).toEqual([10_000, 200, 0]);
});

test('two at once drop each key once', async () => {
  for (const key of ['a', 'b', 'c']) {
    await opened(`E-${key}`, key);
    await age(key, '8 days');
  }
  const dropped = await Promise.all([drop(), drop(), drop()]);
  expect(dropped.reduce((sum, one) => sum + one)).toBe(3);
});

test('the service itself can drop none that is younger than a day, and none of another centre', async () => {
  await opened('E-9', 'fresh');
  await age('fresh', '23:59:00');
  const client = await county.database.pool.connect();
  try {
    const all = 'delete from access.idempotency where key = $1';
    expect((await client.query(all, ['fresh'])).rowCount).toBe(0);
    await client.query("select set_config('zhiheng.centre', $1, false)", [county.centre]);
    expect((await client.query(all, ['fresh'])).rowCount).toBe(0);
    await age('fresh', '1 day 00:00:01');
    expect((await client.query(all, ['fresh'])).rowCount).toBe(1);
  } finally {
    client.release(true);
  }
});
