import type { Request, RequestPreview } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, asked, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';

/** A change of policy that hits more people than are told one by one. */
const many = 230;
let county: County;
beforeAll(async () => {
  county = await openCounty(({ people }) => {
    for (let n = 0; n < many; n++)
      people.push({
        ...{ staffNumber: `M${n}`, username: `many-${n}`, name: `众${n}`, unit: 'hall', post: '大厅经办岗' },
        roles: ['hall-handle', 'card-handle'],
      });
  });
});
afterAll(() => county.close());

const rule = {
  ...{ code: 'many', kind: 'static', name: { zh: '众', en: 'Many' }, atMost: 1, within: 'centre', effect: 'block' },
  ...{ of: [{ roles: ['hall-handle'] }, { roles: ['card-handle'] }], source: '测试' },
};
const content = {
  permissions: ['handle', 'review'].map((action) => ({ action, resource: 'case', items: ['rights-record-print'] })),
};

test('of each list 200 are told, and how many more there are', async () => {
  const preview: RequestPreview = await previewed(county, 'director', { change: 'rule', rule });
  expect(preview.adjusting).toHaveLength(200);
  expect(preview.further).toEqual({ conflicts: 0, observed: 0, adjusting: many - 200, resolved: 0 });
  const few = await previewed(county, 'director', {
    change: 'rule',
    rule: { ...rule, of: [{ roles: ['hall-handle'] }, { roles: ['director'] }] },
  });
  expect(few).not.toHaveProperty('further');
});

test('so says the refusal of a change that all of them would conflict by', async () => {
  const wanted = { change: 'role-content', role: 'hall-handle', content };
  const preview: RequestPreview = await previewed(county, 'director', wanted);
  const refused = (await ask(county, 'director', wanted)).json();
  expect(refused.conflicts).toHaveLength(200);
  expect(refused.furtherConflicts).toBeGreaterThanOrEqual(many - 200);
  expect(preview.further?.conflicts).toBe(refused.furtherConflicts);
});

test('and a request under way that came to be so, to whoever sees it', async () => {
  const request = await asked(county, 'secadmin', {
    change: 'rule',
    rule: { ...rule, of: [{ roles: ['hall-handle'] }, { roles: ['card-handle'] }], effect: 'observe' },
  });
  const shown: Request = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
  expect(shown.conflicts).toHaveLength(200);
  expect(shown.furtherConflicts).toBe(many - 200);
});
