import { inCentre } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { facetsOf } from '../facets.ts';
import { wholeLog } from '../scope.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  await world.append(
    'north',
    { target: 't', unit: 'a', item: 'i', actor: 'one', reason: '调岗' },
    { target: 't', unit: 'a', outcome: 'denied', actor: 'one' },
    { target: 't', unit: 'b', outcome: 'denied', action: 'step.refused', reason: '调岗' },
    { target: 'other', unit: 'c' },
  );
  await world.append('south', { target: 't', unit: 'a' });
  await world.settled('north');
});
afterAll(() => world.close());

const reader = () => world.client('north', 'audit:read');
const facets = async (query: Record<string, string>) => {
  const answer = await service.get(reader(), '/audit/v1/entries/facets', query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

it('counts by each field what a query with these filters finds', async () => {
  expect(await facets({ target: 't' })).toEqual({
    counted: 3,
    complete: true,
    facets: {
      action: [
        { value: 'case.opened', count: 2 },
        { value: 'step.refused', count: 1 },
      ],
      outcome: [
        { value: 'denied', count: 2 },
        { value: 'done', count: 1 },
      ],
      actor: [
        { value: 'one', count: 2 },
        { value: null, count: 1 },
      ],
      unit: [
        { value: 'a', count: 2 },
        { value: 'b', count: 1 },
      ],
      item: [
        { value: null, count: 2 },
        { value: 'i', count: 1 },
      ],
    },
  });
  expect(await facets({ target: 't', reason: '调', outcome: 'denied' })).toMatchObject({
    counted: 1,
    complete: true,
    facets: { unit: [{ value: 'b', count: 1 }] },
  });
  expect((await facets({ target: 't', top: '1' })).facets.unit).toEqual([{ value: 'a', count: 2 }]);
  expect(await facets({ target: 'none' })).toMatchObject({ counted: 0, complete: true, facets: { unit: [] } });
});

it('of more than it may look at, the newest are counted, and it says so', async () => {
  const counted = (most: number) =>
    inCentre(world.database, 'north', (transaction) =>
      facetsOf(transaction, 'north', wholeLog, { target: 't' }, 10, most),
    );
  expect(await counted(3)).toMatchObject({ counted: 3, complete: true });
  expect(await counted(2)).toMatchObject({
    counted: 2,
    complete: false,
    facets: { outcome: [{ value: 'denied', count: 2 }] },
  });
});

it('is logged, and refused to who may not read', async () => {
  const clerk = await service.get(world.as('north', 'clerk'), '/audit/v1/entries/facets');
  expect([clerk.statusCode, clerk.json().code]).toEqual([403, 'not-permitted']);
  const scope = await service.get(world.client('north', 'audit:write'), '/audit/v1/entries/facets');
  expect(scope.statusCode).toBe(403);
  await facets({ target: 'logged' });
  await world.settled('north');
  const { data } = (await service.get(reader(), '/audit/v1/entries', { action: 'entries.queried' })).json();
  expect(data.map(({ details }: { details: object }) => details)).toContainEqual({
    facets: true,
    filters: { target: 'logged' },
  });
  expect((await service.get(reader(), '/audit/v1/entries/facets', { top: '101' })).statusCode).toBe(400);
});
