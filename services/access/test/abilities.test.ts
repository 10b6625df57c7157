import type { Database } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Abilities } from '../abilities.ts';
import { CentrePolicies } from '../centre-policy.ts';
import { Changes } from '../changes.ts';
import { waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

/** A memory that hears of the changes of another database, and so of none of ours: only what it is told counts. */
let county: County;
let elsewhere: TestDatabase;
let other: Database;
let changes: Changes;
let abilities: Abilities;
const op = 'enterprise-pension-op1';
beforeAll(async () => {
  county = await openCounty();
  elsewhere = await openTestDatabase();
  other = await elsewhere.connect('access');
  changes = new Changes(other);
  abilities = new Abilities(county.database, new CentrePolicies(), changes);
  await changes.start();
});
afterAll(async () => {
  await changes.close();
  await elsewhere.drop();
  await county.close();
});

const known = (subject = op) => abilities.known(county.centre, subject)?.person?.username;
const tell = (change: object) =>
  other.pool.query("select pg_notify('zhiheng_access', $1)", [JSON.stringify({ centre: county.centre, ...change })]);

test('what was read is known by username and by id, until it is forgotten', async () => {
  expect(known()).toBeUndefined();
  await abilities.read(county.centre, op);
  expect([known(), known(county.as(op).person)]).toEqual([op, op]);
  abilities.forget(county.centre, county.as('newcomer').person);
  expect(known()).toBe(op);
  abilities.forget(county.centre, county.as(op).person);
  expect([known(), known(county.as(op).person)]).toEqual([undefined, undefined]);
});

test('a reading under way when its person is forgotten is not kept, and nobody joins it', async () => {
  const holder = await county.owner.pool.connect();
  await holder.query('begin; lock table access.person in access exclusive mode');
  const before = abilities.read(county.centre, op);
  await waitingForLocks(county, 1);
  abilities.forget(county.centre, county.as(op).person);
  const after = abilities.read(county.centre, op);
  await waitingForLocks(county, 2);
  await holder.query('commit');
  holder.release();
  const [first, second] = await Promise.all([before, after]);
  expect(first).not.toBe(second);
  expect(abilities.known(county.centre, op)).toBe(second);
});

test('readings of one person at the same moment are one', async () => {
  abilities.forget(county.centre, county.as(op).person);
  const [first, second] = await Promise.all([abilities.read(county.centre, op), abilities.read(county.centre, op)]);
  expect(first).toBe(second);
});

test('readings of several people at the same moment each give their own, by username or id, of nobody too', async () => {
  const asked = [op, 'nobody', county.as('newcomer').person, 'sysadmin', crypto.randomUUID(), county.as(op).person];
  const taken = await Promise.all(asked.map((subject) => abilities.read(county.centre, subject)));
  expect(taken.map((standing) => standing?.person?.username)).toEqual([
    ...[op, undefined, 'newcomer', 'sysadmin', undefined, op],
  ]);
});

test('whoever is dropped for want of room is forgotten under both names, so that no change is missed', async () => {
  const few = new Abilities(county.database, new CentrePolicies(), changes, { people: 2 });
  for (const one of [op, 'newcomer']) await few.read(county.centre, one);
  // Asked for by username alone, its id is the first to go when there is no room for another.
  expect(few.known(county.centre, op)?.person?.username).toBe(op);
  await few.read(county.centre, 'sysadmin');
  expect([few.known(county.centre, op), few.known(county.centre, county.as(op).person)]).toEqual([
    undefined,
    undefined,
  ]);
});

test('a change of one person leaves the others, a change of policy leaves nobody; both say how far it has heard', async () => {
  const colleague = 'enterprise-pension-op2';
  for (const one of [op, colleague]) await abilities.read(county.centre, one);
  await tell({ epoch: 70, person: county.as(op).person });
  await expect.poll(() => known(op)).toBeUndefined();
  expect(known(colleague)).toBe(colleague);
  expect(abilities.known(county.centre, colleague, 70)?.epoch).toBe(70);
  expect(abilities.known(county.centre, colleague, 71)).toBeUndefined();
  await tell({ epoch: 71, resource: { type: 'record', id: 'x' } });
  await expect.poll(() => abilities.known(county.centre, colleague, 71)?.epoch).toBe(71);
  await tell({ epoch: 72, policy: true });
  await expect.poll(() => known(colleague)).toBeUndefined();
});

test('what is no change of ours forgets everything rather than ending the process; another centre’s forgets nothing', async () => {
  await abilities.read(county.centre, op);
  await other.pool.query("select pg_notify('zhiheng_access', $1)", [JSON.stringify({ centre: 'another', epoch: 9 })]);
  await tell({ epoch: 73, resource: { type: 'record', id: 'x' } });
  await expect.poll(() => abilities.known(county.centre, op, 73)?.epoch).toBe(73);
  for (const text of ['', 'null', '{}', '{"centre": 7, "epoch": 1}', 'nonsense']) {
    await abilities.read(county.centre, op);
    expect(known()).toBe(op);
    await other.pool.query("select pg_notify('zhiheng_access', $1)", [text]);
    await expect.poll(() => known()).toBeUndefined();
  }
});

test('nothing is known any more from the instant at which a grant of theirs ends, by the database’s clock', async () => {
  await abilities.read(county.centre, op);
  expect(known()).toBe(op);
  await county.owner.pool.query('alter table access.grant disable trigger user');
  const { rows } = await county.owner.pool.query<{ ends: number }>(endsSoon, [county.as(op).person]);
  abilities.forget(county.centre, county.as(op).person);
  await abilities.read(county.centre, op);
  const { ends } = rows[0] as { ends: number };
  for (let clock = 0; clock < ends; ) {
    clock = await databaseClock();
    if (clock >= ends) expect(known()).toBeUndefined();
  }
});

const endsSoon = `update access.grant set validity = tstzrange(lower(validity), clock_timestamp() + interval '400 milliseconds')
  where id = (select id from access.grant where person = $1 and upper_inf(validity) limit 1)
  returning extract(epoch from upper(validity))::float8 * 1000 as ends`;

async function databaseClock(): Promise<number> {
  const { rows } = await other.pool.query('select extract(epoch from clock_timestamp())::float8 * 1000 as clock');
  return rows[0].clock;
}
