import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { officer } from './officer.ts';
import { openWorld, type World } from './world.ts';

/** What the log itself writes of those who read and keep it: what they looked for is not logged for ever. */
const identity = '110105 19491231 002X';
const left = '****** ******** 002X';
let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
});
afterAll(() => world.close());

async function newest(action: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await world.owner.pool.query(
    `select target, reason, details from audit.entry where centre = 'north' and action = $1 order by id desc limit 1`,
    [action],
  );
  return rows[0];
}

it('searching for a number does not log it, nor counting what has it', async () => {
  for (const path of ['/audit/v1/entries', '/audit/v1/entries/facets']) {
    const answer = await service.get(world.as('north', 'inspector'), path, { target: identity, reason: '13800138000' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(await newest('entries.queried')).toMatchObject({
      details: { filters: { target: left, reason: '*******8000' } },
    });
  }
});

it('nor do an export’s reason and filters, or what a hold is about', async () => {
  const exporter = await officer(world, 'exporter', ['export']);
  const wish = { format: 'csv', filters: { target: identity }, reason: `取证 ${identity}` };
  const exported = await service.post(exporter, '/audit/v1/exports', wish);
  expect(exported.statusCode, exported.body).toBe(202);
  expect(await newest('export.requested')).toMatchObject({
    reason: `取证 ${left}`,
    details: { format: 'csv', filters: { target: left } },
  });
  const holder = await officer(world, 'holder', ['hold']);
  const hold = { since: '2026-01-20T00:00:00Z', target: identity, document: `函 ${identity}`, reason: identity };
  const held = await service.post(holder, '/audit/v1/holds', hold);
  expect(held.statusCode, held.body).toBe(201);
  expect(held.json(), 'who acts on it must know').toMatchObject({ target: identity, reason: identity });
  expect(await newest('hold.placed')).toMatchObject({
    reason: left,
    details: { target: left, document: `函 ${left}` },
  });
});
