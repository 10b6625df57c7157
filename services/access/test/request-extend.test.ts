import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteExpiry } from '../grant-expiry.ts';
import { applied, ask, asked, asOwner, deskOf, inDays, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, rolesOf } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const hall = (beneficiary: string, more: object = {}) => ({
  change: 'grant',
  beneficiary,
  role: 'hall-handle',
  unit: 'hall',
  ...more,
});
const extend = (beneficiary: string, days: number) => ({
  ...hall(beneficiary),
  change: 'extend',
  validUntil: inDays(days),
});

async function grantOf(who: string, role = 'hall-handle') {
  const { data } = (await county.service.get(county.as('director'), '/api/v1/grants', { person: who, role })).json();
  return data[0];
}

test('an extension goes through the stages of a grant and widens the one grant there is', async () => {
  const until = inDays(10);
  await applied(county, 'newcomer', hall('card-op1', { validUntil: until }));
  const before = await grantOf('card-op1');
  const wanted = extend('card-op1', 40);
  const request = await asked(county, 'newcomer', wanted);
  expect(request).toMatchObject({ change: 'extend', state: 'pending', validUntil: wanted.validUntil });
  expect(request.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head']);
  const almost = await approve(county, request, 1);
  expect(await grantOf('card-op1')).toEqual(before);
  expect((await approve(county, almost)).state).toBe('applied');
  expect(await grantOf('card-op1')).toEqual({ ...before, validUntil: wanted.validUntil });
  expect(await county.entries('grant.extended')).toMatchObject([{ target: 'hall-handle', outcome: 'done' }]);
  expect((await ask(county, 'newcomer', wanted)).json()).toMatchObject({ code: 'already-held' });
});

test('there is nothing to extend where nothing is held, or without an end', async () => {
  expect((await ask(county, 'newcomer', extend('newcomer', 40))).json()).toMatchObject({ code: 'not-held' });
  const permanent = { ...extend('enterprise-pension-op1', 40), role: 'enterprise-pension-handle' };
  const preview = await previewed(county, 'newcomer', { ...permanent, unit: 'enterprise-pension' });
  expect(preview).toMatchObject({ submittable: false, problem: { code: 'already-held' } });
  const bare = await ask(county, 'newcomer', {
    change: 'extend',
    beneficiary: 'newcomer',
    role: 'hall-handle',
    unit: 'hall',
  });
  expect(bare.json()).toMatchObject({ status: 400, code: 'invalid-request', errors: [{ path: '/validUntil' }] });
});

test('an extension is judged in the time that it adds', async () => {
  const pension = (duty: string, more: object) => ({
    beneficiary: 'newcomer',
    unit: 'enterprise-pension',
    role: `enterprise-pension-${duty}`,
    ...more,
  });
  const who = 'enterprise-pension-op1';
  await applied(county, who, pension('handle', { change: 'grant', validUntil: inDays(5) }));
  await applied(county, who, pension('review', { change: 'grant', validFrom: inDays(10) }));
  const longer = pension('handle', { change: 'extend', validUntil: inDays(11) });
  const refused = (await ask(county, who, longer)).json();
  expect(refused).toMatchObject({ code: 'duty-conflict', conflicts: [{ rule: 'item-handle-review' }] });
  expect(refused.conflicts[0].with).toMatchObject([{ role: 'enterprise-pension-review' }]);
  await applied(county, who, pension('handle', { change: 'extend', validUntil: inDays(9) }));
});

test('a grant with an end lasts no longer than the risk of its role permits; one without an end may where the centre has set no limit', async () => {
  const long = {
    change: 'grant',
    beneficiary: 'card-op1',
    role: 'enterprise-pension-review',
    unit: 'enterprise-pension',
  };
  const refused = await ask(county, 'newcomer', { ...long, validUntil: inDays(400) });
  expect(refused.json()).toMatchObject({ status: 422, code: 'too-long', errors: [{ path: '/validUntil' }] });
  expect((await previewed(county, 'newcomer', { ...long, validUntil: inDays(360) })).problem).toBeNull();
  expect((await previewed(county, 'newcomer', long)).problem).toBeNull();
  // Counted from where it begins.
  const later = { validFrom: inDays(100), validUntil: inDays(440) };
  expect((await previewed(county, 'newcomer', { ...long, ...later })).problem).toBeNull();
});

test('the centre sets its own limit, through the chain of rules', async () => {
  const wanted = hall('hall-op1', { role: 'card-handle', unit: 'card', validUntil: inDays(20) });
  expect((await previewed(county, 'newcomer', wanted)).problem).toBeNull();
  const { risk } = await previewed(county, 'newcomer', wanted);
  const request = await asked(county, 'secadmin', { change: 'rule', limit: { risk, longestDays: 10 } });
  expect(request).toMatchObject({ risk: 3, role: null, proposal: { kind: 'limit', limit: { risk, longestDays: 10 } } });
  expect((await approve(county, request)).state).toBe('applied');
  expect((await previewed(county, 'newcomer', wanted)).problem).toMatchObject({ code: 'too-long' });
  // Nor does it last for ever.
  const endless = await ask(county, 'newcomer', hall('hall-op1', { role: 'card-handle', unit: 'card' }));
  expect(endless.json()).toMatchObject({ status: 422, code: 'too-long', errors: [{ path: '/validUntil' }] });
  await applied(county, 'secadmin', { change: 'rule', limit: { risk, longestDays: 1000 } });
});

test('a grant that has run out is noted once, however many look', async () => {
  await applied(county, 'newcomer', hall('card-op3', { validUntil: inDays(3) }));
  const { id } = await grantOf('card-op3');
  expect(await noteExpiry(deskOf(county), county.centre)).toBe(0);
  await asOwner(
    county,
    "update access.grant set validity = tstzrange(clock_timestamp() - interval '2 hours', clock_timestamp() - interval '1 second') where id = $1",
    [id],
  );
  const looks = await Promise.all([1, 2, 3].map(() => noteExpiry(deskOf(county), county.centre)));
  expect(looks.reduce((sum, one) => sum + one)).toBe(1);
  expect(await grantOf('card-op3')).toMatchObject({ state: 'ended', endedBy: 'expiry' });
  const ended = (await county.entries('grant.ended')).filter(({ reason }) => reason === 'expired');
  expect(ended).toMatchObject([{ target: 'hall-handle', outcome: 'done' }]);
  expect(await rolesOf(county, 'card-op3')).not.toContain('hall-handle@hall');
  expect((await ask(county, 'newcomer', extend('card-op3', 20))).json()).toMatchObject({ code: 'not-held' });
});

test('a field that a change does not take is refused, and each it needs is named', async () => {
  for (const [wanted, path] of [
    [{ change: 'grant', beneficiary: 'newcomer', role: 'hall-handle' }, '/unit'],
    [{ change: 'grant', beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall', rule: 'item-pay' }, '/rule'],
    [{ change: 'rule' }, '/'],
    [{ change: 'role-content', role: 'hall-handle' }, '/content'],
    [{ change: 'exception', beneficiary: 'newcomer', rule: 'item-pay', validUntil: inDays(2) }, '/compensatingControl'],
  ] as const)
    expect((await ask(county, 'newcomer', wanted)).json()).toMatchObject({
      code: 'invalid-request',
      errors: [{ path }],
    });
});

test('a removal that names a date is refused with what to do, never done at once', async () => {
  const wanted = { change: 'revoke', beneficiary: 'hall-op1', role: 'hall-handle', unit: 'hall' };
  for (const field of ['validFrom', 'validUntil']) {
    const dated = { ...wanted, [field]: inDays(10) };
    const refused = (await ask(county, 'newcomer', dated)).json();
    expect(refused).toMatchObject({ status: 400, code: 'invalid-request', errors: [{ path: `/${field}` }] });
    expect(refused.errors[0].message).toContain('在最后一级审批时生效');
    const { problem } = await previewed(county, 'newcomer', dated);
    expect(problem ?? refused).toMatchObject({ code: 'invalid-request' });
    const bulk = { reason: '测试', lines: [dated] };
    const told = (await county.service.post(county.as('newcomer'), '/api/v1/requests/bulk', bulk)).json();
    expect(told).toMatchObject({ code: 'bulk-refused', errors: [{ path: '/lines/0' }] });
  }
});

test('an extension withdrawn leaves the grant as it was', async () => {
  await applied(county, 'newcomer', hall('card-op4', { validUntil: inDays(3) }));
  const before = await grantOf('card-op4');
  const request = await asked(county, 'newcomer', extend('card-op4', 20));
  await county.service.post(county.as('newcomer'), `/api/v1/requests/${request.id}/withdrawal`, {});
  expect((await decide(county, 'hall-head', request.id)).json().code).toBe('not-pending');
  expect(await grantOf('card-op4')).toEqual(before);
});

test('a chain of its own for extensions at one kind of unit leaves those elsewhere the way of a grant', async () => {
  const [section, window] = ['card-op1', 'card-op2'].map((beneficiary, index) =>
    hall(beneficiary, { unit: index ? 'hall-window-1' : 'finance', validUntil: inDays(3) }),
  ) as [object, object];
  for (const grant of [section, window]) await applied(county, 'newcomer', grant);
  const longer = { change: 'extend', validUntil: inDays(20) };
  const { risk } = await previewed(county, 'newcomer', { ...section, ...longer });
  const stages = [{ by: 'director', of: 'centre', workingDays: 2, escalateTo: 'deputy-director' }];
  await applied(county, 'secadmin', { change: 'rule', chain: { change: 'extend', risk, unitKind: 'window', stages } });
  const postsOf = async (grant: object) =>
    (await asked(county, 'newcomer', { ...grant, ...longer })).stages.map(({ by }) => by);
  expect(await postsOf(window)).toEqual(['director']);
  expect(await postsOf(section)).toEqual(['section-head', 'control-head']);
});
