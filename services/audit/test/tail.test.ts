import { inCentre, newId } from '@zhiheng/database';
import type { TestCaller, TestPerson, TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendFollowed, Tail, url } from './follower.ts';
import { openWorld, until, type World } from './world.ts';

/** The tail over a connection of its own. */
let world: World;
let service: TestService;
let origin: string;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  origin = await service.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => world.close());

const reader = (client = 'test-client') => ({ ...world.client('north', 'audit:read'), client });
const size = async () => {
  await world.settled('north');
  return (await service.get(reader('size'), `${url}/feed`, { from: '0', limit: '1' })).json().size as number;
};
const appendMany = (count: number, prefix: string) => appendFollowed(world, count, prefix);
const open = (caller: TestCaller, query?: string, headers?: Record<string, string>, lifetime?: number) =>
  Tail.open({ world, origin }, caller, query, headers, lifetime);

it('gives what is logged from now on, once each and in order, under its index', async () => {
  await appendMany(3, 'before');
  await world.settled('north');
  const tail = await open(reader(), 'targetType=followed');
  const targets = await appendMany(250, 'live');
  await until(() => tail.events.length >= targets.length);
  expect(tail.targets).toEqual(targets);
  const ids = tail.events.map(({ id }) => id);
  expect(ids).toEqual(tail.events.map(({ data }) => data?.index));
  expect(ids).toEqual(ids.toSorted((one, other) => Number(one) - Number(other)));
  await tail.hangUp();
});

it('goes on behind the last event that arrived, however often it is cut off', async () => {
  const from = await size();
  const received: string[] = [];
  let lastId: string | undefined;
  let all: string[] | undefined;
  const writer = appendMany(400, 'cut').then((targets) => {
    all = targets;
  });
  while (!all || received.length < all.length) {
    const tail = await open(reader(), `targetType=followed&from=${from}`, lastId ? { 'last-event-id': lastId } : {});
    await until(() => tail.events.length > 20 || received.length + tail.events.length >= 400);
    await tail.hangUp();
    received.push(...tail.targets);
    lastId = tail.lastId;
  }
  await writer;
  expect(received).toEqual(all);
});

it('tells where it is although nothing matches, so that nobody looks at the same twice', async () => {
  const tail = await open(reader(), 'targetType=nothing-such');
  await appendMany(5, 'passed-over');
  await world.settled('north');
  const last = (await size()) - 1;
  await until(() => Number(tail.lastId) >= last);
  expect(tail.events).toEqual([]);
  await tail.hangUp();
});

it('is logged once as opened, with its filters', async () => {
  const client = `logged-${newId()}`;
  const tail = await open(reader(client), 'targetType=followed');
  await appendMany(30, 'logged');
  await until(() => tail.events.length >= 30);
  await tail.hangUp();
  await world.settled('north');
  const { data } = (await service.get(reader(), url, { client, action: 'entries.followed' })).json();
  expect(data).toHaveLength(1);
  expect(data[0].details).toEqual({ filters: { targetType: 'followed' }, tail: true });
});

it('ends when the token does', async () => {
  const tail = await open(reader(), 'from=0&targetType=nothing-such', {}, 1);
  await tail.closed;
  expect(tail.events.at(-1)).toMatchObject({ event: 'end', data: { code: 'not-authenticated' } });
});

const newPerson = (username: string): Promise<TestPerson> =>
  inCentre(world.owner, 'north', async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction);
    const [person, account] = [newId(), newId()];
    await sql`insert into access.person (centre, id, staff_number, name, unit, post)
      values ('north', ${person}, ${username}, ${username}, 'control', 'post')`.execute(transaction);
    await sql`insert into access.account (centre, id, person, username)
      values ('north', ${account}, ${person}, ${username})`.execute(transaction);
    await sql`insert into access.grant (centre, id, person, role, unit, validity)
      values ('north', ${newId()}, ${person}, 'inspector', 'control', '[2020-01-01,)')`.execute(transaction);
    return { centre: 'north', person, account, username };
  });
const asCopy = (run: (person: TestPerson) => ReturnType<typeof sql>) => (person: TestPerson) =>
  inCentre(world.owner, 'north', async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction);
    await run(person).execute(transaction);
  });

it.each([
  [
    'the permission is gone',
    'not-permitted',
    asCopy(({ person }) => sql`delete from access.grant where person = ${person}`),
  ],
  [
    'the account is disabled',
    'account-disabled',
    asCopy(
      ({ account }) =>
        sql`update access.account set state = 'disabled', disabled_at = now(), disabled_reason = 'test' where id = ${account}`,
    ),
  ],
])('ends when %s: nothing more is sent', async (_what, code, end) => {
  const person = await newPerson(`follower-${newId().slice(-12)}`);
  const tail = await open(person, 'targetType=followed');
  await appendMany(1, 'permitted');
  await until(() => tail.events.length === 1);
  await end(person);
  await appendMany(3, 'not-for-them');
  await tail.closed;
  expect(tail.events.slice(1)).toMatchObject([{ event: 'end', data: { code } }]);
});

it('is refused to who may not read, and beyond five of one caller', async () => {
  const clerk = await service.get(world.as('north', 'clerk'), `${url}/tail`);
  expect([clerk.statusCode, clerk.json().code]).toEqual([403, 'not-permitted']);
  const caller = reader('greedy');
  const tails = await Promise.all(Array.from({ length: 5 }, () => open(caller)));
  const sixth = await service.get(caller, `${url}/tail`);
  expect([sixth.statusCode, sixth.json().code]).toEqual([429, 'too-many-requests']);
  await Promise.all(tails.map((tail) => tail.hangUp()));
  const again = async () => (await open(caller)).hangUp();
  await until(() =>
    again().then(
      () => true,
      () => false,
    ),
  );
  expect((await service.get(reader(), `${url}/tail`, { from: '-1' })).statusCode).toBe(400);
});

it('does not keep a service from stopping', async () => {
  const other = await world.openService();
  const address = await other.app.listen({ port: 0, host: '127.0.0.1' });
  const { authorization } = await other.bearer(reader('slow'));
  const response = await fetch(`${address}${url}/tail?from=0`, { headers: { authorization } });
  await other.close();
  await response.body?.cancel().catch(() => undefined);
});
