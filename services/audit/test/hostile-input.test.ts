import { newId } from '@zhiheng/database';
import { encodeCursor } from '@zhiheng/http';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, until, type World } from './world.ts';

const entries = '/audit/v1/entries';
let world: World;
let service: TestService;

beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  // An empty log answers without asking the database, which is what refuses some instants.
  await world.append('north', { reason: 'first' });
  await until(async () => (await service.get(world.as('north', 'inspector'), entries)).json().data.length > 0);
});
afterAll(() => world.close());

/** Appends JSON as it stands, where no JavaScript value would say the same. */
const appendText = (payload: string) =>
  service.send(world.client('north', 'audit:write'), {
    method: 'POST',
    url: entries,
    headers: { 'content-type': 'application/json' },
    payload,
  });

describe('what the log cannot hold as it was said is refused, not bent', () => {
  it.each([
    ['infinity once it is read', '1e400'],
    ['beyond 2^53', '9007199254740993'],
    ['beyond 2^53 at a depth', '[{"a": [-9007199254740992]}]'],
    ['nested deeper than a reader follows', '['.repeat(63) + ']'.repeat(63)],
    ['nested deeper than a stack', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['half a character', '"\\ud800"'],
    ['a character that text cannot hold', '"\\u0000"'],
  ])('%s', async (_what, value) => {
    const answer = await appendText(`{"action": "step.recorded", "outcome": "done", "details": {"value": ${value}}}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid-request' });
  });

  it('nested just as deep as a reader follows is taken', async () => {
    const value = '['.repeat(62) + ']'.repeat(62);
    const answer = await appendText(`{"action": "step.recorded", "outcome": "done", "details": {"value": ${value}}}`);
    expect(answer.statusCode).toBe(201);
  });

  it.each([
    { since: '2026-11-20T00:00:00+23:00' },
    { since: '0000-01-01T00:00:00Z' },
    { until: '2026-02-30T00:00:00Z' },
    { actor: 'a\u0000b' },
  ])('a filter %j', async (query) => {
    const answer = await service.get(world.as('north', 'inspector'), entries, query);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid-request' });
  });
});

describe('a cursor that its reader has made up', () => {
  const target = 'made-up';
  const page = async (cursor?: string) =>
    service.get(world.as('north', 'inspector'), entries, { target, limit: '1', ...(cursor ? { cursor } : {}) });

  it('reaches nothing that came after the query it names, and no other query', async () => {
    await world.append('north', { target, reason: 'first' }, { target, reason: 'second' });
    const { nextCursor } = (await page()).json();
    const [, at, index, query] = JSON.parse(Buffer.from(nextCursor, 'base64url').toString('utf8'));
    await world.append('north', { target, reason: 'later' });
    await until(async () => (await page()).json().data[0]?.reason === 'later');

    const most = Number.MAX_SAFE_INTEGER;
    const widest = encodeCursor([most, most, most, query, 'after']);
    expect((await page(widest)).json().data).toMatchObject([{ reason: 'second' }]);
    for (const keys of [
      [0, at, index, newId(), 'after'],
      [-1, at, index, query, 'after'],
      [1.5, at, index, query, 'after'],
      ['0', at, index, query, 'after'],
      [0, 'at', index, query, 'after'],
      [0, at, -1, query, 'after'],
      [0, at, index, query, 'elsewhere'],
      [0, at, index, query],
      // As cursors were before entries were found by their leaves.
      [0, query, query, 'after'],
    ])
      expect((await page(encodeCursor(keys))).json()).toMatchObject({ code: 'invalid-cursor' });
  });
});

it('one centre whose tree was tampered with stops no other, and is told by the metrics', async () => {
  const connection = await world.owner.pool.connect();
  await world.append('south', {});
  await until(async () => (await connection.query(`select from audit.tile where centre = 'south'`)).rowCount === 1);
  await connection.query('set session_replication_role = replica');
  await connection.query(`update audit.tile set data = decode(repeat('00', 32 * width), 'hex') where centre = 'south'`);
  connection.release(true);

  const faults = async () => /^zhiheng_log_faults (\d+)$/m.exec((await service.get(undefined, '/metrics')).body)?.[1];
  expect(await faults()).toBe('0');
  await world.append('south', {});
  await until(async () => (await faults()) === '1');
  expect((await service.get(undefined, '/health/ready')).json()).toMatchObject({ status: 'up' });
  const [id] = await world.append('north', {});
  expect((await service.get(world.as('north', 'inspector'), `${entries}/${id}/proof`)).statusCode).toBe(200);
});
