import { newId } from '@zhiheng/database';
import type { TestPerson, TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officer } from './officer.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let service: TestService;
/** Two who erase, one who only reads. */
let [ann, bob, rita]: TestPerson[] = [];
const subjects = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];
let entry: string;

beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  [ann, bob] = [await officer(world, 'ann', ['erase-personal']), await officer(world, 'bob', ['erase-personal'])];
  rita = await officer(world, 'rita', ['read-personal']);
  const writer = world.client('north', 'audit:write');
  const append = { action: 'payment.made', outcome: 'done' };
  entry = (await service.post(writer, '/audit/v1/entries', append)).json().ids[0];
  for (const subject of subjects) {
    const stored = await service.post(writer, '/audit/v1/personal', { entry, subject, data: { name: '张三' } });
    expect(stored.statusCode).toBe(201);
  }
  await erase(ann, subjects[0]);
  await erase(bob, subjects[0]);
  await erase(bob, subjects[1]);
});
afterAll(() => world.close());

const erase = (caller: TestPerson | undefined, subject: string) =>
  service.send(caller, { method: 'DELETE', url: `/audit/v1/subjects/${subject}`, query: { reason: '本人请求删除' } });
const list = (caller: TestPerson | undefined, query: Record<string, string> = {}) =>
  service.get(caller, '/audit/v1/erasures', query);
const beside = (caller: TestPerson | undefined, of = entry) =>
  service.get(caller, '/audit/v1/personal/subjects', { entry: of });
const newest = async () =>
  (
    await world.owner.pool.query(
      `select action, actor, outcome, target, details from audit.entry where centre = 'north' order by id desc limit 1`,
    )
  ).rows[0];

describe('erasures', () => {
  it('are listed with who asked and who confirmed, newest first; those that wait on their own', async () => {
    const { data } = (await list(ann)).json();
    expect(data).toMatchObject([
      { subject: subjects[1], askedBy: 'bob', confirmedBy: null, confirmedAt: null, reason: '本人请求删除' },
      { subject: subjects[0], askedBy: 'ann', confirmedBy: 'bob', confirmedAt: expect.any(String) },
    ]);
    expect((await list(bob, { state: 'asked' })).json().data).toEqual([data[0]]);
    expect((await list(bob, { state: 'erased' })).json().data).toEqual([data[1]]);
  });

  it('come page by page; the list is in the log once', async () => {
    const first = (await list(ann, { limit: '1' })).json();
    expect(await newest()).toMatchObject({ action: 'personal.listed', actor: 'ann', outcome: 'done' });
    const before = await world.owner.pool.query('select count(*) from audit.entry');
    const second = (await list(ann, { limit: '1', cursor: first.nextCursor })).json();
    expect(await world.owner.pool.query('select count(*) from audit.entry')).toMatchObject({ rows: before.rows });
    expect([first, second].map(({ data }) => data[0].subject)).toEqual([subjects[1], subjects[0]]);
    expect(second.nextCursor).toBeNull();
    expect((await list(ann, { cursor: 'WyJ4Il0' })).json()).toMatchObject({ code: 'invalid-cursor' });
  });

  it('are for who erases: not for who reads, nor anybody else', async () => {
    for (const caller of [rita, world.as('north', 'inspector'), world.as('south', 'inspector')] as TestPerson[])
      expect((await list(caller)).statusCode).toBe(403);
    expect((await service.get(world.client('north', 'audit:read'), '/audit/v1/erasures')).statusCode).toBe(403);
    expect((await list(undefined)).statusCode).toBe(401);
    expect((await list(ann, { state: 'other' })).statusCode).toBe(400);
  });
});

describe('data subjects of an entry', () => {
  it('are told without their data: those erased, those asked to be, the others', async () => {
    for (const caller of [ann, rita]) {
      const { statusCode, body } = await beside(caller);
      expect(statusCode).toBe(200);
      expect(body).not.toContain('张三');
      expect(JSON.parse(body).data).toMatchObject([
        { subject: subjects[0], erasedAt: expect.any(String), askedBy: null, askedAt: null },
        { subject: subjects[1], erasedAt: null, askedBy: 'bob', askedAt: expect.any(String) },
        { subject: subjects[2], erasedAt: null, askedBy: null, askedAt: null },
      ]);
      expect(await newest()).toMatchObject({ action: 'personal.listed', actor: caller?.username, target: entry });
    }
  });

  it('an erasure asked for later is of what came later', async () => {
    const writer = world.client('north', 'audit:write');
    const append = { action: 'payment.made', outcome: 'done' };
    const later = (await service.post(writer, '/audit/v1/entries', append)).json().ids[0];
    await service.post(writer, '/audit/v1/personal', { entry: later, subject: subjects[0], data: { name: '张三' } });
    await erase(ann, subjects[0]);
    expect((await beside(ann, later)).json().data).toMatchObject([{ erasedAt: null, askedBy: 'ann' }]);
    expect((await beside(ann)).json().data[0]).toMatchObject({ erasedAt: expect.any(String), askedBy: null });
  });

  it('to nobody else, and of no entry that is not there', async () => {
    expect((await beside(world.as('north', 'inspector'))).statusCode).toBe(403);
    expect(await newest()).toMatchObject({ action: 'access.refused', actor: 'inspector', outcome: 'denied' });
    expect((await beside(undefined)).statusCode).toBe(401);
    expect((await beside(ann, newId())).statusCode).toBe(404);
    expect((await beside(ann, 'x')).statusCode).toBe(400);
  });
});
