import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adjustmentsOf, applied, ask, asked, inDays, previewed } from './asking.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve, decide, rolesOf } from './requesting.ts';

const spare = (index: number) => `spare-${index}`;
let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    for (let index = 0; index < 12; index++)
      file.people.push({
        ...{ staffNumber: `S${index}`, username: spare(index), name: spare(index), unit: 'hall', post: '-' },
        roles: ['hall-handle', 'card-handle'],
      });
  });
});
afterAll(() => county.close());

const apart = (code: string, ...roles: string[]) => ({
  ...{ code, kind: 'static', name: { zh: '测试', en: 'Test' }, source: '测试', effect: 'block', atMost: 1 },
  ...{ within: 'centre', of: roles.map((role) => ({ roles: [role] })) },
});
const card = (person: string) => ({ person, role: 'card-handle', unit: 'hall' });
const refusal = async (wanted: object) => (await ask(county, 'secadmin', wanted)).json();
const read = async (url: string) => (await county.service.get(county.as('director'), `/api/v1/${url}`)).json();

test('a change that would put a holder in conflict takes effect with its cure: together judged, shown and done', async () => {
  const { name, risk, permissions } = countyFile().roles.find(({ code }) => code === 'contribution-handle') as {
    name: object;
    risk: number;
    permissions: object[];
  };
  const role = 'two-duties';
  const content = (...more: object[]) => ({ name, risk, permissions: [...permissions, ...more] });
  await applied(county, 'secadmin', { change: 'role-content', role, content: content() });
  await applied(county, 'hall-op1', { change: 'grant', beneficiary: 'newcomer', role, unit: 'contribution' });
  // Who reviews, too, no longer ranks below the riskiest item.
  const more = { ...content({ ...permissions[0], action: 'review' }), risk: 3 };
  const wider = { change: 'role-content', role, content: more };
  expect(await refusal(wider)).toMatchObject({ status: 409, code: 'duty-conflict' });

  const cure = [{ person: 'newcomer', role, unit: 'contribution' }];
  const preview = await previewed(county, 'director', { ...wider, cure });
  expect(preview).toMatchObject({ submittable: true, conflicts: [], cure });
  const request = await applied(county, 'secadmin', { ...wider, cure });
  expect(request.proposal).toMatchObject({ kind: 'role', cure: { removals: cure } });
  expect((await read(`roles/${role}`)).permissions).toHaveLength(2);
  expect(await rolesOf(county, 'newcomer')).toEqual([]);
  const ended = (await county.entries('grant.ended')).filter(({ details }) => details?.request === request.id);
  expect(ended).toMatchObject([{ target: role, unit: 'contribution', outcome: 'done' }]);
  const [changed] = (await county.entries('policy.changed')).filter(({ details }) => details?.request === request.id);
  expect(changed?.details).toMatchObject({ cured: 1 });
});

test('a new rule ends what its cure names, and tolerates what is left', async () => {
  const cure = [0, 1, 2].map((index) => card(spare(index)));
  const wanted = { change: 'rule', rule: apart('apart', 'hall-handle', 'card-handle') };
  expect((await previewed(county, 'director', wanted)).adjusting).toHaveLength(12);
  const preview = await previewed(county, 'director', { ...wanted, cure });
  expect([preview.cure.length, preview.adjusting.length]).toEqual([3, 9]);
  await applied(county, 'secadmin', { ...wanted, cure });
  expect(await rolesOf(county, spare(1))).toEqual(['hall-handle@hall']);
  expect(await adjustmentsOf(county, 'inspector', { rule: 'apart', state: 'open' })).toHaveLength(9);
  // Observed, it turns to block with everybody cured, and with nobody left out.
  await applied(county, 'secadmin', { change: 'rule', rule: { code: 'apart', effect: 'observe' } });
  const block = { change: 'rule', rule: { code: 'apart', effect: 'block' } };
  const most = [3, 4, 5, 6, 7].map((index) => card(spare(index)));
  expect(await refusal({ ...block, cure: most })).toMatchObject({ code: 'duty-conflict' });
  await applied(county, 'secadmin', { ...block, cure: [...most, ...[8, 9, 10, 11].map((one) => card(spare(one)))] });
  expect((await read('rules/apart')).effect).toBe('block');
});

test('a cure takes away only what the change puts in conflict, and goes only with what does', async () => {
  const rule = apart('nobody-breaks-it', 'hall-handle', 'director');
  const cases: [object, string][] = [
    [{ cure: [{ person: spare(0), role: 'hall-handle', unit: 'hall' }] }, '/cure/0'],
    [{ cure: [{ person: 'newcomer', role: 'director', unit: 'centre' }] }, '/cure/0'],
    [{ cure: [card('nobody')] }, '/cure/0/person'],
    [{ cure: [{ ...card(spare(0)), role: 'no-role' }] }, '/cure/0/role'],
    [{ cure: [{ ...card(spare(0)), unit: 'no-unit' }] }, '/cure/0/unit'],
    [{ coverPlan: { by: ['newcomer'], until: inDays(9), note: '顶岗' } }, '/coverPlan'],
    [{ rule: { code: 'apart', retired: true }, cure: [card(spare(0))] }, '/cure'],
    [{ rule: undefined, limit: { risk: 1, longestDays: 90 }, cure: [card(spare(0))] }, '/cure'],
  ];
  for (const [more, path] of cases) {
    const answer = await refusal({ change: 'rule', rule, ...more });
    expect(answer.errors?.[0]?.path, JSON.stringify(answer)).toBe(path);
  }
  expect((await previewed(county, 'director', { change: 'rule', rule, ...cases[0]?.[0] })).submittable).toBe(false);
});

test('what it leaves to nobody needs a plan of who covers it, which has to hold to the end', async () => {
  for (const beneficiary of ['card-op3', 'card-op4'])
    await applied(county, 'newcomer', { change: 'grant', beneficiary, role: 'hall-handle', unit: 'hall' });
  const wanted = { change: 'rule', rule: apart('review-apart', 'hall-handle', 'card-review') };
  const cure = ['card-op3', 'card-op4'].map((person) => ({ person, role: 'card-review', unit: 'card' }));
  expect(await refusal({ ...wanted, cure })).toMatchObject({ status: 409, code: 'cover-plan-required' });
  const preview = await previewed(county, 'director', { ...wanted, cure });
  expect(preview).toMatchObject({ submittable: false, problem: { code: 'cover-plan-required' } });
  expect(preview.thinlyCovered.length).toBeGreaterThan(0);
  const plan = (person: string) => ({ coverPlan: { by: [person], until: inDays(30), note: '顶岗' } });
  // Who loses it, and who holds what does not go with it, cover for nobody.
  expect(await refusal({ ...wanted, cure, ...plan('card-op3') })).toMatchObject({ status: 400 });
  expect(await refusal({ ...wanted, cure, ...plan(spare(0)) })).toMatchObject({ code: 'duty-conflict' });
  const almost = await approve(county, await asked(county, 'secadmin', { ...wanted, cure, ...plan('newcomer') }), 2);
  // Counted as done by who asks for another removal meanwhile.
  await county.service.post(county.as('sysadmin'), '/api/v1/people/newcomer/departure', {
    kind: 'resigned',
    reason: '辞职',
  });
  expect(await approve(county, almost)).toMatchObject({ state: 'failed', failure: 'cover-plan-required' });
  expect(await rolesOf(county, 'card-op3')).toEqual(['card-review@card', 'hall-handle@hall']);
  expect((await read('rules/review-apart')).code).toBe('not-found');
});

test('whoever loses something by it has no voice in it', async () => {
  const grant = { change: 'grant', beneficiary: 'control-head', role: 'hall-handle', unit: 'hall' };
  await applied(county, 'hall-op1', { ...grant, validUntil: inDays(30) });
  const cure = [{ person: 'control-head', role: 'hall-handle', unit: 'hall' }];
  const rule = apart('no-voice', 'hall-handle', 'control-head');
  const request = await asked(county, 'secadmin', { change: 'rule', rule, cure });
  expect(request.stages.flatMap(({ candidates }) => candidates)).not.toContain('control-head');
  expect((await decide(county, 'control-head', request.id)).json().code).toBe('own-request');
  const voice = inCentre(county.database, county.centre, (transaction) =>
    sql`insert into access.decision (centre, id, request, stage, person, decision)
      values (${county.centre}, gen_random_uuid(), ${request.id}, 0, ${county.as('control-head').person}, 'approve')`.execute(
      transaction,
    ),
  );
  await expect(voice).rejects.toThrow('the change takes something from them');
  expect(await approve(county, request)).toMatchObject({ state: 'applied' });
  const roles = await rolesOf(county, 'control-head');
  expect(roles).not.toContain('hall-handle@hall');
});
