import type { PastConflict } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, stepped } from './acting.ts';
import { applied } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { allRows, put } from './reading.ts';

const item = 'card-first-issue';
const unit = 'card';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const read = (who: string, query: Record<string, string> = {}) =>
  allRows<PastConflict>(county, county.as(who), '/api/v1/conflicts/past', query);

async function bind(...bound: string[][]): Promise<void> {
  const { service, as } = county;
  const { id: _, ...content } = (await service.get(as('director'), `/api/v1/items/${item}`)).json();
  await applied(county, 'secadmin', { change: 'rule', item: { ...content, bound } });
}

test('duties bound together and done by different people are told, and whether they were bound by then', async () => {
  const { id } = await openCase(county, { item, unit });
  await stepped(county, id, 'handle', 'card-op1');
  // Sent back: who did that has not done the duty.
  const returned = await openCase(county, { item, unit });
  await stepped(county, returned.id, 'handle', 'card-op1');
  await stepped(county, returned.id, 'review', 'card-op3', { outcome: 'returned' });
  await stepped(county, id, 'review', 'card-op3');
  expect(await read('director')).toEqual([]);

  await bind(['handle', 'review']);
  const rows = await read('director');
  expect(rows).toMatchObject([
    {
      username: 'card-op3',
      unit,
      severity: 1,
      binding: 'later',
      cases: [{ id, item }],
      steps: [
        { case: id, duty: 'handle', round: 1 },
        { case: id, duty: 'review', round: 1 },
      ],
      conflict: {
        rule: 'bound-duty',
        effect: 'block',
        items: [item],
        with: [{ person: county.as('card-op1').person, duty: 'handle', round: 1 }],
      },
    },
  ]);
  expect(rows[0]?.conflict.resolution.zh).toContain('办理时尚未绑定');
  expect(await read('director', { rule: 'bound-duty', person: 'card-op3' })).toHaveLength(1);
  expect(await read('director', { rule: 'bound-duty', person: 'card-op1' })).toEqual([]);
  expect(await read('director', { rule: 'item-handle-review' })).toEqual([]);

  // As if it had been bound before the last of the steps: nobody could have done them so but past the service.
  await put(
    county,
    `update access.item set bound_since = '{"[\\"handle\\", \\"review\\"]": "2020-01-01T00:00:00Z"}' where code = $1`,
    [item],
  );
  await put(county, 'update access.centre set epoch = epoch + 1, policy_epoch = epoch + 1', []);
  expect(await read('director')).toMatchObject([{ username: 'card-op3', binding: 'broken' }]);
});

test('a binding keeps its instant while it stands', async () => {
  const since = async () =>
    (await county.owner.pool.query('select bound_since from access.item where code = $1', [item])).rows[0].bound_since;
  await bind(['handle', 'review']);
  const first = await since();
  expect(Object.keys(first)).toEqual(['["handle", "review"]']);
  const { service, as } = county;
  const { id: _, ...content } = (await service.get(as('director'), `/api/v1/items/${item}`)).json();
  await applied(county, 'secadmin', { change: 'rule', item: { ...content, risk: 2 } });
  expect(await since()).toEqual(first);
  const { bound: __, ...unbound } = content;
  await applied(county, 'secadmin', { change: 'rule', item: unbound });
  expect(await since()).toEqual({});
  await bind(['handle', 'review']);
  const again = await since();
  expect(Object.values(again)[0]).not.toBe(Object.values(first)[0]);
});
