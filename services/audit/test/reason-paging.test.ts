import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostRead } from '../store/page-store.ts';
import { openWorld, type World } from './world.ts';

interface Page {
  data: { id: string; reason?: string }[];
  lookedTo?: string;
  nextCursor: string | null;
  previousCursor: string | null;
}

let world: World;
let service: TestService;
beforeAll(async () => {
  // As many segments as there are in production: thousands of small ones would take most of a minute.
  world = await openWorld({ segment: 16_384 });
  service = await world.openService();
});
afterAll(() => world.close());

const page = async (query: Record<string, string>): Promise<Page> => {
  const answer = await service.get(world.client('north', 'audit:read'), '/audit/v1/entries', query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

test('a reason is looked for in so many entries at a time, and the next page goes on', async () => {
  expect(mostRead).toBeGreaterThan(10_000);
  await world.append('north', { reason: '最初的那一条', unit: 'deep' });
  // As fast as the database itself can: what a page reads through, and a few more.
  await world.owner.pool.query(
    `select set_config('zhiheng.centre', 'north', false);
     insert into audit.entry (centre, id, at, action, outcome, reason, unit)
     select 'north', audit.uuidv7(now()), now(), 'case.opened', 'done', '别的', 'deep' from generate_series(1, ${mostRead + 7})`,
  );
  await world.settled('north');
  const first = await page({ unit: 'deep', reason: '最初' });
  expect(first.data).toEqual([]);
  expect([first.previousCursor, typeof first.nextCursor]).toEqual([null, 'string']);
  const { rows } = await world.owner.pool.query<{ at: Date }>(
    `select at from audit.leaf where centre = 'north' order by at desc, index desc offset ${mostRead} limit 20`,
  );
  expect(rows.map(({ at }) => at.toISOString())).toContain(first.lookedTo);
  const second = await page({ unit: 'deep', reason: '最初', cursor: first.nextCursor as string });
  expect(second).toMatchObject({ data: [{ reason: '最初的那一条' }], nextCursor: null });
  expect(second).not.toHaveProperty('lookedTo');
  const back = await page({ unit: 'deep', reason: '最初', cursor: second.previousCursor as string });
  expect(back.data).toEqual([]);
  const again = await page({ unit: 'deep', reason: '最初', cursor: back.nextCursor as string });
  expect(again.data).toEqual(second.data);
});
