import { newId } from '@zhiheng/database';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

/** Who reads a log through says so once: its bundles need no entry each. */
const count = 600;
let world: World;
let service: TestService;
const reader = () => world.client('north', 'audit:read');
const begin = async (body: object, caller: TestCaller = reader()) =>
  service.post(caller, '/audit/log/north/readings', body);
const bundle = (n: string, reading?: string, caller = reader()) =>
  service.get(caller, `/audit/log/north/tile/entries/${n}`, reading === undefined ? {} : { reading });
const readings = async () =>
  (
    await world.owner.pool.query<{ details: object }>(
      `select details from audit.entry where centre = 'north' and action = 'entries.queried' order by id`,
    )
  ).rows.map(({ details }) => details);

beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  await world.append('north', ...Array.from({ length: count }, () => ({})));
  await world.settled('north');
});
afterAll(() => world.close());

it('all bundles of a range are one entry, which names it; one by itself is an entry of its own', async () => {
  const answer = await begin({ from: 0, until: 512 });
  expect([answer.statusCode, answer.json()]).toEqual([201, { id: expect.any(String), from: 0, until: 512 }]);
  const { id } = answer.json();
  for (const n of ['000', '001', '001.p/7']) expect((await bundle(n, id)).statusCode, n).toBe(200);
  expect(await readings()).toEqual([{ from: 0, until: 512 }]);
  expect((await bundle('000')).statusCode).toBe(200);
  expect(await readings()).toEqual([{ from: 0, until: 512 }, { bundle: 'entries/000' }]);
});

describe('is refused', () => {
  it('beyond its range, to another caller, and where the entry says something else', async () => {
    const { id } = (await begin({ from: 256, until: 512 })).json();
    const other = { ...reader(), client: 'another' };
    const [made = ''] = await world.append('north', { client: 'test-client', details: { from: 0, until: 512 } });
    for (const answer of [
      await bundle('000', id),
      await bundle('002.p/10', id),
      await bundle('001', id, other),
      await bundle('001', made),
      await bundle('001', newId()),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-cursor']);
    expect((await bundle('001', 'x')).statusCode).toBe(400);
    expect((await bundle('001', id)).statusCode).toBe(200);
  });

  it('without a token, without the scope, of another centre, and for no range', async () => {
    const range = { from: 0, until: 512 };
    expect((await service.post(undefined, '/audit/log/north/readings', range)).statusCode).toBe(401);
    for (const caller of [world.client('north', 'decide'), world.as('north', 'clerk')])
      expect((await begin(range, caller)).statusCode).toBe(403);
    expect((await begin(range, world.client('south', 'audit:read'))).statusCode).toBe(404);
    for (const body of [{}, { from: -1, until: 5 }, { from: 0, until: 5, more: 1 }])
      expect((await begin(body)).statusCode).toBe(400);
  });

  it('to who may no longer read', async () => {
    const { id } = (await begin({ from: 0, until: 512 })).json();
    expect((await bundle('000', id, world.client('north', 'decide'))).statusCode).toBe(403);
  });
});
