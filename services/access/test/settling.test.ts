import type { HeldConflict } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleAdjustments } from '../adjustment-settle.ts';
import { adjustmentsOf, applied, ask, deskOf, inDays, previewed } from './asking.ts';
import { leave } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { decide } from './requesting.ts';
import { grantsOf, suspended } from './suspending.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

/** Holding both hall and card handling is forbidden. */
const apart = (code: string, more: object = {}) => ({
  code,
  kind: 'static',
  name: { zh: '测试规则', en: 'Test rule' },
  atMost: 1,
  within: 'centre',
  of: [{ roles: ['hall-handle'] }, { roles: ['card-handle'] }],
  effect: 'block',
  source: '测试',
  ...more,
});
const change = (rule: object) => ({ change: 'rule', rule });
const hall = (beneficiary: string, more: object = {}) => ({
  ...{ change: 'grant', beneficiary, role: 'hall-handle', unit: 'hall' },
  ...more,
});
const card = (beneficiary: string) => ({ change: 'grant', beneficiary, role: 'card-handle', unit: 'card' });
const takenBack = (wanted: object) => ({
  ...wanted,
  change: 'revoke',
  coverPlan: { by: ['newcomer'], until: inDays(30), note: '暂由其顶岗' },
});
const codeOf = async (wanted: object) => (await ask(county, 'control-op1', wanted)).json().code;
const open = async (rule: string) =>
  (await adjustmentsOf(county, 'inspector', { state: 'open', rule })).map(({ username }) => username).sort();
const settled = () => settleAdjustments(deskOf(county), county.centre);
const conflicts = async (query: object, service = county.service): Promise<HeldConflict[]> =>
  (await service.get(county.as('director'), '/api/v1/conflicts', { effect: 'block', ...query })).json().data;

test('a new rule blocks everybody from its start, and tolerates only what is held against it already', async () => {
  await applied(county, 'newcomer', hall('card-op1'));
  const preview = await previewed(county, 'director', change(apart('apart')));
  const told = { submittable: true, conflicts: [], adjusting: [{ rule: 'apart', person: 'card-op1' }] };
  expect(preview).toMatchObject(told);
  const { id } = await applied(county, 'secadmin', change(apart('apart')));
  const rule = (await county.service.get(county.as('director'), '/api/v1/rules/apart')).json();
  expect(rule.effect).toBe('block');
  expect(await adjustmentsOf(county, 'inspector')).toMatchObject([
    { username: 'card-op1', rule: 'apart', because: 'rule-changed', request: id, state: 'open' },
  ]);
  // Somebody else does not come to break it: at preview, at submission, in bulk.
  expect((await previewed(county, 'director', hall('card-op2'))).conflicts).toMatchObject([{ rule: 'apart' }]);
  expect(await codeOf(hall('card-op2'))).toBe('duty-conflict');
  const lines = { reason: '测试', lines: [hall('card-op2')] };
  const bulk = await county.service.post(county.as('director'), '/api/v1/requests/bulk/preview', lines);
  expect(bulk.json()).toMatchObject({ submittable: false, lines: [{ preview: { conflicts: [{ rule: 'apart' }] } }] });
  // The scan tells the one from what nothing tolerates; so does a process that has just started.
  const other = await county.secondService();
  for (const service of [county.service, other]) {
    expect(await conflicts({ settling: true }, service)).toMatchObject([{ username: 'card-op1', settling: true }]);
    expect(await conflicts({ settling: false }, service)).toEqual([]);
  }
  const summary = await county.service.get(county.as('director'), '/api/v1/conflicts/summary', { effect: 'block' });
  expect(summary.json()).toMatchObject({ conflicts: 1, settling: 1 });
});

test('nothing is added to what it tolerates: no other unit, no longer time, no wider role', async () => {
  // What takes no part in it goes on.
  await applied(county, 'newcomer', {
    ...hall('card-op1'),
    role: 'teller',
    unit: 'hall-window-1',
    validUntil: inDays(9),
  });
  for (const wanted of [hall('card-op1', { unit: 'hall-window-1' }), { ...card('card-op1'), unit: 'hall' }]) {
    expect(await codeOf(wanted)).toBe('duty-conflict');
    expect((await previewed(county, 'director', wanted)).conflicts).toMatchObject([{ rule: 'apart' }]);
  }
  const inherits = { permissions: [], inherits: ['hall-handle'], risk: 1, name: { zh: '厅', en: 'Hall' } };
  await applied(county, 'secadmin', { change: 'role-content', role: 'hall-two', content: inherits });
  expect(await codeOf({ ...hall('card-op1'), role: 'hall-two' })).toBe('duty-conflict');
  const wider = { permissions: [], inherits: ['hall-handle', 'teller'] };
  expect(await codeOf({ change: 'role-content', role: 'card-handle', content: wider })).toBe('duty-conflict');
});

test('nor is its time: what ends is not extended', async () => {
  await applied(county, 'newcomer', hall('newcomer', { validUntil: inDays(10) }));
  const teller = [{ roles: ['hall-handle'] }, { roles: ['teller'] }];
  await applied(county, 'card-op3', { ...hall('newcomer'), role: 'teller', unit: 'hall-window-2' });
  await applied(county, 'secadmin', change(apart('in-time', { of: teller })));
  expect(await open('in-time')).toContain('newcomer');
  expect(await codeOf(hall('newcomer', { change: 'extend', validUntil: inDays(20) }))).toBe('duty-conflict');
});

test('a leave, or a suspension that is lifted, takes nothing from what is tolerated', async () => {
  const away = (await leave(county, 'card-op1')).json();
  await county.service.send(county.as('sysadmin'), { method: 'DELETE', url: `/api/v1/leaves/${away.id}` });
  const { request } = await suspended(county, 'card-op1');
  const [first] = (await county.service.get(county.as('director'), `/api/v1/requests/${request}`)).json().stages;
  await decide(county, first.candidates[0], request, 'reject', '查无实据');
  expect((await grantsOf(county, 'card-op1')).filter((one) => one.endsWith('active'))).toEqual([
    'card-handle@card active',
    'hall-handle@hall active',
    'teller@hall-window-1 active',
  ]);
  expect(await open('apart')).toEqual(['card-op1']);
});

test('once clean, at once and for good: blocked like everybody, whether or not anybody has looked since', async () => {
  await applied(county, 'newcomer', takenBack(hall('card-op1')));
  expect(await codeOf(hall('card-op1'))).toBe('duty-conflict');
  await settled();
  expect(await open('apart')).toEqual([]);
  expect(await codeOf(hall('card-op1'))).toBe('duty-conflict');
  expect(await conflicts({ rule: 'apart' })).toEqual([]);
  const closed = (await county.entries('adjustment.closed')).filter(({ details }) => details?.rule === 'apart');
  expect(closed).toHaveLength(1);
});

test('an observed rule turns on nobody, whatever else it comes to say', async () => {
  const teller = [{ roles: ['teller'] }, { roles: ['teller'] }];
  await applied(county, 'secadmin', change(apart('watched', { of: teller, effect: 'observe' })));
  expect(await open('watched')).toEqual([]);
  for (const more of [{}, { source: '改', of: [{ roles: ['teller'] }, { roles: ['hall-handle'] }], atMost: 0 }])
    expect(await codeOf(change({ code: 'watched', effect: 'block', ...more }))).toBe('duty-conflict');
});

test('retired it asks nothing more of anybody; begun anew under its code it begins with who breaks it then', async () => {
  await applied(county, 'secadmin', change({ code: 'in-time', retired: true }));
  expect(await open('in-time')).toEqual([]);
  const again = await applied(
    county,
    'secadmin',
    change(apart('in-time', { of: [{ roles: ['hall-handle'] }, { roles: ['teller'] }] })),
  );
  expect(await adjustmentsOf(county, 'inspector', { state: 'open', rule: 'in-time' })).toMatchObject([
    { username: 'newcomer', request: again.id },
  ]);
});

test('no login lets anybody be tolerated beside the rule', async () => {
  const write = inCentre(county.database, county.centre, (transaction) =>
    sql`insert into access.adjustment (centre, id, person, rule, because, request, resolutions, due_at)
      select ${county.centre}, gen_random_uuid(), ${county.as('card-op2').person}, r.target, 'rule-changed', r.id, '[]',
        clock_timestamp() from access.request r where r.target = 'apart' and r.state = 'applied'`.execute(transaction),
  );
  await expect(write).rejects.toThrow('what a rule tolerates begins with the rule');
});

test('a departure ends it; who returns begins with what everybody may hold', async () => {
  await county.service.post(county.as('sysadmin'), '/api/v1/people/newcomer/departure', {
    kind: 'resigned',
    reason: '辞职',
  });
  const rehire = { unit: 'hall', username: 'returner', reason: '返聘' };
  const back = await county.service.post(county.as('sysadmin'), '/api/v1/people/newcomer/rehire', rehire);
  expect(back.statusCode, back.body).toBeLessThan(300);
  // The task of before is still open: nobody has looked.
  await applied(county, 'card-op3', hall('returner'));
  expect(await codeOf({ ...hall('returner'), role: 'teller', unit: 'hall-window-2' })).toBe('duty-conflict');
});
