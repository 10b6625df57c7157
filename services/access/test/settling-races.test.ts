import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleAdjustments } from '../adjustment-settle.ts';
import { adjustmentsOf, applied, deskOf, inDays } from './asking.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const hall = { change: 'grant', beneficiary: 'card-op1', role: 'hall-handle', unit: 'hall' };
const rule = (round: number) => ({
  ...{ code: `apart-${round}`, kind: 'static', name: { zh: '测试', en: 'Test' }, source: '测试', effect: 'block' },
  ...{ atMost: 1, within: 'centre', of: [{ roles: ['hall-handle'] }, { roles: ['card-handle'] }] },
});

test('whoever is tolerated gives it up while several look: the task closes once, and nothing more is asked of them', async () => {
  for (let round = 0; round < 4; round++) {
    const { code } = rule(round);
    await applied(county, 'newcomer', hall);
    await applied(county, 'secadmin', { change: 'rule', rule: rule(round) });
    const tasks = await adjustmentsOf(county, 'inspector', { rule: code, state: 'open' });
    expect(tasks.map(({ username }) => username)).toEqual(['card-op1']);
    const plan = { coverPlan: { by: ['newcomer'], until: inDays(30), note: '顶岗' } };
    const looks = [1, 2].map(() => settleAdjustments(deskOf(county), county.centre));
    await Promise.all([applied(county, 'newcomer', { ...hall, change: 'revoke', ...plan }), ...looks]);
    await Promise.all([1, 2, 3].map(() => settleAdjustments(deskOf(county), county.centre)));
    const closed = (await county.entries('adjustment.closed')).filter(({ details }) => details?.rule === code);
    expect(closed).toHaveLength(1);
    await applied(county, 'secadmin', { change: 'rule', rule: { code, retired: true } });
  }
});
