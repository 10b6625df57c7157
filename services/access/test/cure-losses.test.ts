import type { RequestPreview, StaffingPreview } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asked, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';

/** What stops working by a change of policy is told of the change and of what ends with it together. */
const unit = 'hall';
const permission = (action: string) => ({ action, resource: 'case', items: ['odd'] });
const odd = {
  ...{ code: 'odd', name: { zh: '测试', en: 'Test' }, insurance: 'card', unit, risk: 1 as const, movesFund: false },
  ...{ duties: ['handle', 'review'], channels: ['hall'] },
};
let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    file.items.push(odd);
    for (const duty of odd.duties)
      file.roles.push({
        ...{ code: `odd-${duty}`, name: { zh: duty, en: duty }, risk: 1, permissions: [permission(duty)] },
      });
    file.rules.push({
      ...{ code: 'fund-apart', kind: 'static', name: odd.name, atMost: 1, within: 'centre', source: '测试' },
      ...{ of: [{ action: 'handle', movesFund: true }, { roles: ['hall-handle'] }], effect: 'block' },
    });
    for (const [username, ...roles] of [
      ['both', 'odd-handle', 'hall-handle'],
      ['handler', 'odd-handle'],
      ['reviewer', 'odd-review'],
      ['reviewer-2', 'odd-review'],
    ] as const)
      file.people.push({ staffNumber: username, username, name: username, unit, post: '-', roles: [...roles] });
  });
});
afterAll(() => county.close());

const cure = [{ person: 'both', role: 'odd-handle', unit }];
const ofOdd = ({ losses = [] }: Pick<RequestPreview, 'losses'>) =>
  losses
    .filter(({ item }) => item === 'odd')
    .map((one) => [one.unit, one.unfilled, one.short.map(({ duty, remaining }) => [duty, ...remaining])]);

test('a change of an item with its cure: each place once, with what both of them leave', async () => {
  const wanted = { change: 'rule', item: { ...odd, movesFund: true, duties: [...odd.duties, 'approve'] } };
  const alone = await previewed(county, 'director', wanted);
  expect(alone.conflicts).toMatchObject([{ person: 'both', rule: 'fund-apart' }]);
  expect(ofOdd(alone)).toEqual([[unit, ['approve'], [['approve']]]]);
  const cured = await previewed(county, 'director', { ...wanted, cure });
  expect(cured.conflicts).toEqual([]);
  expect(ofOdd(cured)).toEqual([[unit, ['approve'], [['handle', 'handler'], ['approve']]]]);
});

test('a rule’s cure, and what others take away meanwhile counts as done', async () => {
  const rule = {
    ...{
      code: 'odd-apart',
      kind: 'static',
      name: odd.name,
      atMost: 1,
      within: 'centre',
      source: '测试',
      effect: 'block',
    },
    ...{ of: [{ roles: ['odd-handle'] }, { roles: ['hall-handle'] }] },
  };
  const wanted = { change: 'rule', rule };
  expect(ofOdd(await previewed(county, 'director', wanted))).toEqual([]);
  expect(ofOdd(await previewed(county, 'director', { ...wanted, cure }))).toEqual([
    [unit, [], [['handle', 'handler']]],
  ]);
  await asked(county, 'newcomer', { change: 'revoke', beneficiary: 'handler', role: 'odd-handle', unit });
  expect(ofOdd(await previewed(county, 'director', { ...wanted, cure }))).toEqual([[unit, ['handle'], [['handle']]]]);
  // What the change does not need would stay; it is refused, and told of no losses.
  const idle = [{ person: 'reviewer', role: 'odd-review', unit }];
  const refused = await previewed(county, 'director', { ...wanted, cure: idle });
  expect([refused.submittable, ofOdd(refused)]).toEqual([false, []]);
});

test('a new item tried with roles counts what is to end with it as gone', async () => {
  const newItems = [{ ...odd, code: 'new-odd' }];
  const performers = odd.duties.map((duty) => ({ item: 'new-odd', duty, role: `odd-${duty}` }));
  const tried = async (removals: object[]): Promise<StaffingPreview> => {
    const body = { newItems, performers, ...(removals.length ? { removals } : {}) };
    const answer = await county.service.post(county.as('director'), '/api/v1/staffing/preview', body);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  const unfilled = ({ losses }: StaffingPreview) =>
    losses.filter(({ item }) => item === 'new-odd').map((one) => one.unfilled);
  expect(unfilled(await tried([]))).toEqual([]);
  const all = ['both', 'handler'].map((person) => ({ person, role: 'odd-handle', unit }));
  expect(unfilled(await tried(all))).toEqual([['handle']]);
});
