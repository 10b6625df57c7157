import { afterAll, beforeAll, expect, test } from 'vitest';
import { question, reasonOf } from './acting.ts';
import { applied, ask, asked, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve } from './requesting.ts';

/** Two duties that one person may have, but not at one unit. */
const withinUnit = {
  code: 'one-counter',
  kind: 'static',
  name: { zh: '同一机构内不得兼任', en: 'Not both at one unit' },
  source: '内控办法',
  of: [
    { action: 'handle', items: ['card-first-issue'] },
    { action: 'review', items: ['card-replacement'] },
  ],
  within: 'unit',
  atMost: 1,
  effect: 'block',
};

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    file.units.push({ code: 'annex', parent: 'centre', kind: 'section', name: { zh: '分部', en: 'Annex' } });
    file.units.push({ code: 'annex-desk', parent: 'annex', kind: 'window', name: { zh: '窗口', en: 'Desk' } });
    for (const [code, action, item] of [
      ['desk-handle', 'handle', 'card-first-issue'],
      ['desk-review', 'review', 'card-replacement'],
    ] as const)
      file.roles.push({
        ...{ code, name: { zh: code, en: code }, risk: 2 },
        permissions: [{ action, resource: 'case', items: [item] }],
      });
    file.rules.push(withinUnit as (typeof file.rules)[number]);
    const clerk = { staffNumber: 'X2', username: 'two-desks', name: '双', unit: 'annex', post: '-' };
    file.people.push({ ...clerk, roles: ['desk-handle'] });
    file.people.push({
      ...{ staffNumber: 'X1', username: 'annex-reviewer', name: '审', unit: 'annex-desk', post: '-' },
      roles: ['card-review'],
    });
  });
});
afterAll(() => county.close());

const unitOf = async (code: string) =>
  (await county.service.get(county.as('director'), `/api/v1/units/${code}`)).json();
const change = (code: string, more: object) => ({
  change: 'rule',
  unitContent: { code, name: { zh: '变更', en: 'Changed' }, ...more },
});

test('moving a unit under a kind with a ceiling is refused with everybody whom that puts above it', async () => {
  const move = change('annex-desk', { parent: 'outlet-premium', kind: 'window' });
  const refused = (await ask(county, 'secadmin', move)).json();
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict' });
  expect(refused.conflicts).toMatchObject([{ rule: 'outlet-ceiling', person: 'annex-reviewer' }]);
  expect((await previewed(county, 'secadmin', move)).conflicts).toMatchObject([{ rule: 'outlet-ceiling' }]);
  expect(await unitOf('annex-desk')).toMatchObject({ parent: 'annex' });
});

test('so is moving what is above it, and giving it or what is above it such a kind', async () => {
  for (const reorganised of [
    change('annex', { parent: 'outlet-premium', kind: 'section' }),
    change('annex', { parent: 'centre', kind: 'bank-outlet' }),
    change('annex-desk', { parent: 'annex', kind: 'bank-outlet' }),
  ]) {
    const refused = (await ask(county, 'secadmin', reorganised)).json();
    expect(refused, JSON.stringify(reorganised)).toMatchObject({ code: 'duty-conflict' });
    expect(refused.conflicts.map(({ person }: { person: string }) => person)).toEqual(['annex-reviewer']);
  }
});

test('judged again when it takes effect: whoever came to hold something there meanwhile makes it fail', async () => {
  await applied(county, 'secadmin', change('annex-two', { parent: 'centre', kind: 'section' }));
  const retype = await asked(county, 'secadmin', change('annex-two', { parent: 'centre', kind: 'bank-outlet' }));
  const grant = { change: 'grant', beneficiary: 'newcomer', role: 'card-review', unit: 'annex-two' };
  await applied(county, 'card-op1', grant);
  expect(await approve(county, retype)).toMatchObject({ state: 'failed', failure: 'duty-conflict' });
  expect(await unitOf('annex-two')).toMatchObject({ kind: 'section' });
});

test('a rule within a unit is judged by the subtrees as they would be', async () => {
  const review = { change: 'grant', beneficiary: 'two-desks', role: 'desk-review', unit: 'hall-clinic' };
  // At units apart nobody has both at one.
  await applied(county, 'card-op1', review);
  const under = ask(county, 'secadmin', change('hall-clinic', { parent: 'annex', kind: 'window' }));
  expect((await under).json()).toMatchObject({
    code: 'duty-conflict',
    conflicts: [{ rule: 'one-counter', person: 'two-desks' }],
  });
  await applied(county, 'secadmin', change('hall-clinic', { parent: 'card', kind: 'window' }));
});

test('a grant reaches what comes to lie below its unit, and no longer what goes away from it', async () => {
  await applied(county, 'secadmin', change('counter', { parent: 'centre', kind: 'window' }));
  const ask = question('annex-reviewer', 'review', { item: 'card-first-issue', unit: 'counter' });
  const before = await reasonOf(county, ask);
  await applied(county, 'secadmin', change('counter', { parent: 'annex-desk', kind: 'window' }));
  expect(before).toBe('unit-not-covered');
  expect(await reasonOf(county, ask)).toBe('permitted');
  await applied(county, 'secadmin', change('counter', { parent: 'centre', kind: 'window' }));
  expect(await reasonOf(county, ask)).toBe('unit-not-covered');
});

test('what waits for the head of above goes on at once: to the head of the new above, where there is none to the higher post', async () => {
  const stageOf = async (id: string) =>
    (await county.service.get(county.as('director'), `/api/v1/requests/${id}`)).json().stages[0];
  const wanted = { change: 'grant', beneficiary: 'hall-op1', role: 'outlet-agent', unit: 'card-bank-7' };
  const { id } = await asked(county, 'card-op1', wanted);
  expect(await stageOf(id)).toMatchObject({ by: 'section-head', candidates: ['card-head'] });
  const move = (parent: string) => change('card-bank-7', { parent, kind: 'bank-outlet' });
  await applied(county, 'secadmin', move('hall'));
  expect(await stageOf(id)).toMatchObject({ by: 'section-head', escalated: false, candidates: ['hall-head'] });
  await applied(county, 'secadmin', move('centre'));
  expect(await stageOf(id)).toMatchObject({ by: 'deputy-director', escalated: true });
  const { candidates } = await stageOf(id);
  expect(candidates.toSorted()).toEqual(['deputy-director', 'deputy-director2']);
  expect(await county.entries('request.reassigned')).toMatchObject([{ target: id, reason: 'reorganisation' }]);
});
