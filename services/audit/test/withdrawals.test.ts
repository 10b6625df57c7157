import { advisoryLocks, inCentre, type Lease, newId, tryElection } from '@zhiheng/database';
import type { TestCaller, TestPerson, TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officer } from './officer.ts';
import { appendThen, makeMonth, tend } from './past.ts';
import { openWorld, until, type World } from './world.ts';

/** What waits for a second person is taken back by the first: an erasure, a shorter retention, the removal of a month. */
const [first, second] = ['2014-01', '2014-02'];
const actions = ['retain', 'hold', 'erase-personal'];
let world: World;
let service: TestService;
let [ann, bob]: TestPerson[] = [];
let lease: Lease | undefined;
beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  service = await world.openService();
  [ann, bob] = [await officer(world, 'ann', actions), await officer(world, 'bob', actions)];
  for (const month of [first, second]) {
    await makeMonth(world, month);
    await appendThen(world, 'north', month, 5);
  }
  await tend(world);
});
afterAll(async () => {
  lease?.release();
  await world?.close();
});

type Answer = Awaited<ReturnType<TestService['send']>>;
const code = (answer: Answer) => [answer.statusCode, answer.json().code ?? answer.json().state];

interface Wish {
  /** What the entry of its withdrawal says. */
  action: string;
  target: string;
  /** Asks for it, or confirms it. */
  ask: (caller: TestCaller | undefined) => Promise<Answer>;
  takeBack: (caller: TestCaller | undefined, body?: object) => Promise<Answer>;
  /** What the second person's asking makes of it. */
  done: string;
  /** Who waits for a second person. */
  waiting: () => Promise<string | undefined>;
  /** What all who change it queue on. */
  lock: string;
}

/** Of a new subject, with data beside an entry. */
async function erasure(): Promise<Wish> {
  const writer = world.client('north', 'audit:write');
  const subject = newId().replaceAll('-', '').repeat(2);
  const append = { action: 'payment.made', outcome: 'done' };
  const entry = (await service.post(writer, '/audit/v1/entries', append)).json().ids[0];
  await service.post(writer, '/audit/v1/personal', { entry, subject, data: { name: '张三' } });
  const url = `/audit/v1/subjects/${subject}`;
  return {
    action: 'erasure.withdrawn',
    target: subject,
    ask: (caller) => service.send(caller, { method: 'DELETE', url, query: { reason: '本人请求' } }),
    takeBack: (caller, body = { reason: '误填' }) => service.post(caller, `${url}/withdrawal`, body),
    done: 'erased',
    async waiting() {
      const { data } = (await service.get(ann, '/audit/v1/erasures', { state: 'asked' })).json();
      return data.find((one: { subject: string }) => one.subject === subject)?.askedBy;
    },
    lock: `select from audit.subject_key where subject = decode('${subject}', 'hex') for update`,
  };
}

const retentionLock = `select from audit.retention where centre = 'north' for update`;

async function shortening(): Promise<Wish> {
  const { keepMonths } = (await service.get(ann, '/audit/v1/retention')).json();
  const payload = { keepMonths: keepMonths - 1, onlineMonths: 24, reason: '新规' };
  return {
    action: 'retention.withdrawn',
    target: 'north',
    ask: (caller) => service.send(caller, { method: 'PUT', url: '/audit/v1/retention', payload }),
    takeBack: (caller, body = { reason: '误填' }) => service.post(caller, '/audit/v1/retention/withdrawal', body),
    done: 'set',
    waiting: async () => (await service.get(ann, '/audit/v1/retention')).json().asked?.askedBy,
    lock: retentionLock,
  };
}

const removal = (month: string) => async (): Promise<Wish> => {
  const url = `/audit/v1/retention/months/${month}/removal`;
  return {
    action: 'removal.withdrawn',
    target: month,
    ask: (caller) => service.post(caller, url, { reason: '期满' }),
    takeBack: (caller, body = { reason: '误填' }) => service.post(caller, `${url}/withdrawal`, body),
    done: 'removed',
    async waiting() {
      const { data } = (await service.get(ann, '/audit/v1/retention/months')).json();
      return data.find((one: { month: string }) => one.month === month)?.asked?.askedBy;
    },
    lock: retentionLock,
  };
};

const newest = async (action: string) =>
  (
    await world.owner.pool.query(
      `select actor, outcome, reason, target from audit.entry where centre = 'north' and action = $1 order by id desc limit 1`,
      [action],
    )
  ).rows[0];

describe.each([
  { name: 'an erasure', make: erasure, later: erasure },
  { name: 'a shorter retention', make: shortening, later: shortening },
  { name: 'the removal of a month', make: removal(first), later: removal(second) },
])('$name', ({ make, later }) => {
  it('is taken back by who has asked for it, for a reason, and by nobody else', async () => {
    const wish = await make();
    expect(code(await wish.takeBack(ann))).toEqual([409, 'not-pending']);
    await wish.ask(ann);
    expect(code(await wish.takeBack(bob))).toEqual([403, 'not-permitted']);
    for (const caller of [world.as('north', 'inspector'), world.client('north', 'audit:read')])
      expect(code(await wish.takeBack(caller))).toEqual([403, 'not-permitted']);
    expect(code(await wish.takeBack(undefined))).toEqual([401, 'not-authenticated']);
    expect(code(await wish.takeBack(ann, {}))).toEqual([400, 'invalid-request']);
    expect(await wish.waiting()).toBe('ann');
    expect((await wish.takeBack(ann)).statusCode).toBe(200);
    expect(await wish.waiting()).toBeUndefined();
    expect(await newest(wish.action)).toEqual({ actor: 'ann', outcome: 'done', reason: '误填', target: wish.target });
    expect(code(await wish.takeBack(ann))).toEqual([409, 'not-pending']);
    // What another asks for next is asked for anew.
    expect(code(await wish.ask(bob))).toEqual([202, 'asked']);
    expect(code(await wish.takeBack(ann))).toEqual([403, 'not-permitted']);
    expect((await wish.takeBack(bob)).statusCode).toBe(200);
  });

  it('taken back before it is confirmed is not done; confirmed before, it is not taken back', async () => {
    const wish = await make();
    await wish.ask(ann);
    const before = await inTurn(
      wish,
      () => wish.takeBack(ann),
      () => wish.ask(bob),
    );
    expect(before.map(({ statusCode }) => statusCode)).toEqual([200, 202]);
    expect(await wish.waiting()).toBe('bob');
    expect((await wish.takeBack(bob)).statusCode).toBe(200);

    const next = await later();
    await next.ask(ann);
    const after = await inTurn(
      next,
      () => next.ask(bob),
      () => next.takeBack(ann),
    );
    expect(after.map(code)).toEqual([
      [200, next.done],
      [409, 'not-pending'],
    ]);
  });
});

it('is told as such in the list of erasures', async () => {
  const wish = await erasure();
  await wish.ask(ann);
  await wish.takeBack(ann);
  const list = async (state: string) => (await service.get(bob, '/audit/v1/erasures', { state })).json().data;
  expect((await list('withdrawn'))[0]).toMatchObject({
    subject: wish.target,
    confirmedAt: null,
    withdrawnAt: expect.any(String),
  });
  for (const state of ['asked', 'erased'])
    expect((await list(state)).map(({ subject }: { subject: string }) => subject)).not.toContain(wish.target);
});

it('a removal is taken back while a hold keeps the month', async () => {
  const wish = await removal(first)();
  await wish.ask(ann);
  const held = { since: '2014-01-20T00:00:00Z', document: '检调〔2026〕12号', reason: '调取' };
  expect((await service.post(bob, '/audit/v1/holds', held)).statusCode).toBe(201);
  expect((await wish.takeBack(ann)).statusCode).toBe(200);
});

it('the database confirms nothing that was taken back, and takes back nothing that was confirmed', async () => {
  const as = (statement: string) =>
    inCentre(world.database, 'north', (transaction) => sql.raw(statement).execute(transaction));
  for (const table of ['erasure', 'retention_change', 'month_removal']) {
    const confirmed = `confirmed_at = now(), confirmed_by = '${newId()}'${table === 'month_removal' ? `, entry = '${newId()}'` : ''}`;
    for (const [change, state] of [
      [confirmed, 'withdrawn_at'],
      ['withdrawn_at = null', 'withdrawn_at'],
      ['withdrawn_at = now()', 'confirmed_at'],
    ])
      await expect(as(`update audit.${table} set ${change} where ${state} is not null`), table).rejects.toThrow(
        /only confirmed|check constraint/,
      );
  }
});

/** Both wait for the same lock, and get it one after the other. */
async function inTurn({ lock }: Wish, ...acts: (() => Promise<Answer>)[]): Promise<Answer[]> {
  const client = await world.owner.pool.connect();
  const answers: Promise<Answer>[] = [];
  try {
    await client.query('begin');
    await client.query(lock);
    for (const act of acts) {
      answers.push(act());
      await until(async () => {
        const { rowCount } = await world.owner.pool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ~ 'for update'`,
        );
        return rowCount === answers.length;
      });
    }
    await client.query('commit');
  } finally {
    client.release(true);
  }
  return Promise.all(answers);
}
