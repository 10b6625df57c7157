import type { Request } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, asked, exceptionFor, inDays, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { decide } from './requesting.ts';
import { addSections, item, unit } from './retiring.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty(addSections);
});
afterAll(() => county.close());

const grant = (change: string, beneficiary: string, role: string, more: object = {}) => ({
  ...{ change, beneficiary, role, unit: 'old' },
  ...more,
});
const template = (roles: object[]) => ({ change: 'template', template: { post: 'x', unitKind: 'section', roles } });

/** What is pending, and what would be about the same. */
const pairs: [string, object, object][] = [
  ['a rule', { change: 'rule', rule: { code: 'payee-cooling-off', withinDays: 30 } }, ruleOf('payee-cooling-off')],
  ['a retirement and another change of a unit', unit('empty', { retired: true }), unit('empty', { kind: 'window' })],
  ['an item', item('old-paper', { retired: true }), item('old-paper', { retired: true })],
  [
    'a role',
    { change: 'role-content', role: 'paper-handle', content: { permissions: [] } },
    { change: 'role-content', role: 'paper-handle', content: { retired: true } },
  ],
  ['a limit', { change: 'rule', limit: { risk: 1, longestDays: 9 } }, limitOf(10)],
  ['a template', template([{ role: 'paper-handle', place: 'unit' }]), template([])],
  ['a grant', grant('grant', 'newcomer', 'paper-handle'), grant('grant', 'newcomer', 'paper-handle', until(5))],
  [
    'a removal',
    grant('revoke', 'old-reviewer', 'paper-review', cover()),
    grant('revoke', 'old-reviewer', 'paper-review', cover()),
  ],
  ['an exception', exceptionFor('card-op1', 'cards-and-payees'), exceptionFor('card-op1', 'cards-and-payees', 9)],
];

function ruleOf(code: string) {
  return { change: 'rule', rule: { code, retired: true } };
}
function limitOf(longestDays: number) {
  return { change: 'rule', limit: { risk: 1, longestDays } };
}
function until(days: number) {
  return { validUntil: inDays(days) };
}
function cover() {
  return { coverPlan: { by: ['card-op1'], until: inDays(9), note: '顶岗' } };
}

test.each(pairs)(
  '%s: the preview names the request that is in the way, as its submission does',
  async (_, first, second) => {
    expect(await previewed(county, 'secadmin', first)).toMatchObject({ submittable: true, problem: null });
    const pending: Request = await asked(county, 'secadmin', first);
    for (const who of ['secadmin', 'director']) {
      const preview = await previewed(county, who, second);
      expect(preview).toMatchObject({
        submittable: false,
        problem: { code: 'already-exists', title: '已经存在', request: pending.id },
      });
      expect((await ask(county, who, second)).json()).toMatchObject({
        ...{ status: 409, code: 'already-exists', request: pending.id },
        detail: preview.problem.detail,
      });
    }
    const deciders = pending.stages[0]?.candidates ?? [];
    await decide(county, deciders[0] as string, pending.id, 'reject', '不需要');
    expect(await previewed(county, 'secadmin', second)).toMatchObject({ submittable: true, problem: null });
  },
);

test('what is about something else is not in the way, and another reason comes first', async () => {
  const pending = await asked(county, 'secadmin', grant('grant', 'card-op1', 'paper-handle'));
  const others = [grant('grant', 'card-op2', 'paper-handle'), grant('grant', 'card-op1', 'paper-review')];
  for (const other of others) expect(await previewed(county, 'secadmin', other)).toMatchObject({ submittable: true });
  const past = grant('grant', 'card-op1', 'paper-handle', until(-1));
  expect((await previewed(county, 'secadmin', past)).problem.code).toBe('invalid-period');
  expect((await ask(county, 'secadmin', past)).json().code).toBe('invalid-period');
  const lines = [{ change: 'grant', beneficiary: 'card-op1', role: 'paper-handle', unit: 'old' }];
  const { service, as } = county;
  const bulk = await service.post(as('secadmin'), '/api/v1/requests/bulk/preview', { lines, reason: '测试' });
  expect(bulk.json()).toMatchObject({
    submittable: false,
    lines: [{ problem: { code: 'already-exists' }, preview: { problem: { request: pending.id } } }],
  });
});
