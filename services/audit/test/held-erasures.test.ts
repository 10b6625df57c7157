import { inCentre, newId } from '@zhiheng/database';
import type { TestPerson, TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { officer } from './officer.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
let service: TestService;
/** Two who erase and may place holds. */
let [ann, bob]: TestPerson[] = [];
const [subject, other] = ['a'.repeat(64), 'b'.repeat(64)];
const today = new Date();
const monthStart = (ahead: number) =>
  new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + ahead)).toISOString();

beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  const may = ['erase-personal', 'read-personal', 'hold', 'retain'];
  [ann, bob] = [await officer(world, 'ann', may), await officer(world, 'bob', may)];
  for (const one of [subject, other]) await store(one);
});
afterAll(() => world.close());

async function store(of: string): Promise<void> {
  const writer = world.client('north', 'audit:write');
  const append = { action: 'payment.made', outcome: 'done' };
  const entry = (await service.post(writer, '/audit/v1/entries', append)).json().ids[0];
  const stored = await service.post(writer, '/audit/v1/personal', { entry, subject: of, data: { name: '张三' } });
  expect(stored.statusCode).toBe(201);
}

const erase = async (caller: TestPerson | undefined, of = subject) => {
  const request = { method: 'DELETE', url: `/audit/v1/subjects/${of}`, query: { reason: '本人请求删除' } } as const;
  const answer = await service.send(caller, request);
  return [answer.statusCode, answer.json().code ?? answer.json().state];
};
const hold = async (since: string, stop?: string): Promise<string> => {
  const range = { since, ...(stop && { until: stop }) };
  const placed = await service.post(ann, '/audit/v1/holds', { ...range, document: '检调〔2026〕12号', reason: '调取' });
  expect(placed.statusCode).toBe(201);
  return placed.json().id;
};
const release = (id: string) => service.post(bob, `/audit/v1/holds/${id}/release`, { reason: '案结' });
const live = async (of = subject) =>
  (
    await world.owner.pool.query(
      `select from audit.subject_key where subject = decode($1, 'hex') and wrapped is not null`,
      [of],
    )
  ).rowCount;
const refused = async () =>
  (
    await world.owner.pool.query(
      `select actor, outcome, target, reason, details from audit.entry where action = 'erasure.refused' order by id desc`,
    )
  ).rows;

it('what is held is neither asked to be erased nor erased, and the refusal is an entry', async () => {
  const id = await hold(monthStart(0));
  expect(await erase(ann)).toEqual([409, 'subject-held']);
  expect(await refused()).toEqual([
    { actor: 'ann', outcome: 'denied', target: subject, reason: '本人请求删除', details: { holds: [id] } },
  ]);
  await release(id);
  expect(await erase(ann)).toEqual([202, 'asked']);
  const later = await hold(monthStart(0));
  expect(await erase(bob)).toEqual([409, 'subject-held']);
  await release(later);
  expect(await live()).toBe(1);
});

it('nor past the service, by its own login', async () => {
  const id = await hold(monthStart(0));
  const alone = inCentre(world.database, 'north', async (transaction) => {
    await sql`update audit.erasure set confirmed_by = ${newId()}, confirmed_at = clock_timestamp()
      where confirmed_at is null`.execute(transaction);
    await sql`update audit.subject_key set wrapped = null, erased_at = clock_timestamp()
      where subject = decode(${subject}, 'hex')`.execute(transaction);
  });
  await expect(alone).rejects.toThrow(/the subject is held/);
  await release(id);
});

it('of a hold and an erasure at once the hold is heeded when it was first', async () => {
  const id = newId();
  const client = await world.database.pool.connect();
  let erasing: ReturnType<typeof erase>;
  try {
    await client.query('begin');
    await client.query(`select set_config('zhiheng.centre', 'north', true)`);
    await client.query(
      `insert into audit.hold (centre, id, since, document, reason, placed_by) values ('north', $1, $2, 'x', 'x', $3)`,
      [id, monthStart(0), ann?.person],
    );
    erasing = erase(bob);
    await until(async () => {
      const { rowCount } = await world.owner.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ~ 'audit.retention'`,
      );
      return rowCount === 1;
    });
    await client.query('commit');
  } finally {
    client.release(true);
  }
  expect(await erasing).toEqual([409, 'subject-held']);
  expect(await live()).toBe(1);
  await release(id);
});

it('a hold of other months, of other centres, or that was released hinders nothing', async () => {
  await hold('2020-01-01T00:00:00Z', monthStart(0));
  await hold(monthStart(2));
  expect(await erase(bob)).toEqual([200, 'erased']);
  expect([await live(), await live(other)]).toEqual([0, 1]);
  // What came of the subject afterwards is held by itself; what is gone is not.
  const id = await hold(monthStart(0));
  expect(await erase(ann)).toEqual([404, 'not-found']);
  await store(subject);
  expect(await erase(ann)).toEqual([409, 'subject-held']);
  await release(id);
});
