import { type Database, inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropNotices } from '../desk/notices.ts';
import { type Telling, tell } from '../desk/tell.ts';
import { control } from '../plugin.ts';
import { entriesOf, foundCentre, type People } from './founding.ts';

const path = '/api/v1/control-notices';
const about = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
const due = new Date('2026-12-01T00:00:00Z');

let test: TestDatabase;
let database: Database;
let service: TestService;
let people: People;
beforeAll(async () => {
  test = await openTestDatabase();
  people = await foundCentre(test, 'north');
  await foundCentre(test, 'south');
  database = await test.connect('control');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const telling = (more: Partial<Telling>) =>
  inCentre(database, 'north', (transaction) =>
    tell(transaction, 'north', { kind: 'instalment-overdue', about, people: [people.clerk.person], ...more }),
  );
/** Of the kind that is told here: the schedule tells of others meanwhile. */
const listed = async (username: keyof People, query = {}) =>
  (await service.get(people[username], path, { kind: 'instalment-overdue', ...query })).json().data;

it('everybody is told of the same once, whoever comes to it; of a new deadline and the next time anew', async () => {
  const both = [people.clerk.person, people.director.person];
  const told = await Promise.all(Array.from({ length: 6 }, () => telling({ people: [...both, ...both], dueAt: due })));
  expect(told.flat().sort()).toEqual(both.toSorted());
  expect(await telling({ dueAt: due, nth: 2 })).toEqual([people.clerk.person]);
  expect(await telling({})).toEqual([people.clerk.person]);
  expect(await telling({})).toEqual([]);
  expect(await listed('clerk')).toHaveLength(3);
  expect(await listed('director')).toMatchObject([
    { kind: 'instalment-overdue', about: { type: 'recovery', id: about }, dueAt: due.toISOString(), seenAt: null },
  ]);
  expect(await listed('controller')).toEqual([]);
});

it('who is not of the centre is told nothing', async () => {
  expect(await telling({ people: ['01990a3e-6f00-7c3a-9a52-0d5b7a4c1e12'] })).toEqual([]);
});

it('pages newest first; is marked one by one and all at once, each with an entry', async () => {
  const first = (await service.get(people.clerk, path, { limit: '2' })).json();
  const rest = (await service.get(people.clerk, path, { limit: '2', cursor: first.nextCursor })).json();
  const ids = [...first.data, ...rest.data].map(({ id }: { id: string }) => id);
  expect(ids).toEqual(ids.toSorted().reverse());
  expect((await service.get(people.clerk, '/api/v1/control-waiting')).json().notices).toBe(3);

  const seen = await service.post(people.clerk, `${path}/${ids[0]}/seen`, {});
  expect(seen.json().seenAt).toEqual(expect.any(String));
  expect((await service.post(people.clerk, `${path}/${ids[0]}/seen`, {})).json()).toEqual(seen.json());
  expect((await service.post(people.director, `${path}/${ids[1]}/seen`, {})).statusCode).toBe(404);
  expect((await service.post(people.clerk, `${path}/seen`, { through: ids[2] })).json()).toEqual({ unseen: 1 });
  expect((await listed('clerk', { seen: 'false' })).map(({ id }: { id: string }) => id)).toEqual([ids[1]]);
  expect(await entriesOf(test, 'north', 'notice.seen')).toHaveLength(2);
  expect((await service.get(people.clerk, path, { cursor: 'x' })).json().code).toBe('invalid-cursor');
});

it('is dropped after 90 days, and by nobody sooner', async () => {
  const owner = await test.owner();
  const before = (await listed('clerk')).length;
  await owner.pool.query(
    "update control.notice set at = at - interval '91 days' where person = $1 and due_at is null",
    [people.clerk.person],
  );
  await inCentre(database, 'north', (transaction) => transaction.deleteFrom('control.notice').execute());
  expect(await listed('clerk')).toHaveLength(before - 1);
  const { rowCount } = await owner.pool.query(
    "update control.notice set at = at - interval '91 days' where person = $1",
    [people.director.person],
  );
  expect(await dropNotices(database, 'north')).toBe(rowCount);
  expect(await listed('director')).toEqual([]);
});
