import { addWorkingDays } from '@zhiheng/calendar';
import { expect, test } from 'vitest';
import { preview, selectChain } from '../index.ts';
import { county, countyWithout } from './county.ts';

/** How many people the county asks, by what is to change and at what risk. */
test.each([
  ['grant', 1, ['section-head', 'control-head']],
  ['grant', 2, ['section-head', 'control-head', 'director']],
  ['grant', 3, ['section-head', 'control-head', 'director', 'permission-maintainer']],
  ['revoke', 1, ['section-head']],
  ['revoke', 2, ['section-head', 'control-head']],
  ['revoke', 3, ['section-head', 'control-head', 'director']],
] as const)('a %s of risk %i takes the stages %j, each of them somebody can decide', (change, risk, stages) => {
  const chain = selectChain(county.chains, change, risk, 'section');
  const wanted = { id: 'r', change, requester: 'enterprise-pension-op1', beneficiary: 'newcomer', unit: 'card' };
  const at = Date.parse('2026-03-02T09:00:00+08:00');
  const plan = preview(chain, { ...wanted, at }, countyWithout(), addWorkingDays).stages;
  expect(plan.map(({ by }) => by)).toEqual(stages);
  for (const { candidates } of plan) expect(candidates.length).toBeGreaterThan(0);
});
