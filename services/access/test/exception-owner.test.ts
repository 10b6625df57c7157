import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, ask, exceptionFor, exceptionsOf, inDays } from './asking.ts';
import { kindsOf, noticesOf } from './noticing.ts';
import { type County, openCounty } from './open-county.ts';
import { rolesOf } from './requesting.ts';
import { investigated, previewed, suspended } from './suspending.ts';

/** What becomes of an exception whose compensating control nobody owns any more. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
  await applied(county, 'newcomer', exceptionFor(excepted, rule, 30, { controlOwner: 'control-op1' }));
  await applied(county, 'newcomer', review);
});
afterAll(() => county.close());

const excepted = 'enterprise-pension-op1';
const rule = 'item-handle-review';
const review = {
  change: 'grant',
  beneficiary: excepted,
  role: 'enterprise-pension-review',
  unit: 'enterprise-pension',
  validUntil: inDays(20),
};
const anew = (controlOwner: string, more: object = {}) => exceptionFor(excepted, rule, 30, { controlOwner, ...more });
const standing = async () =>
  (await exceptionsOf(county, 'inspector', { person: excepted })).filter(({ state }) => state === 'active');
const departure = (path = '', body: object = { kind: 'retired' }) =>
  county.service.post(county.as('sysadmin'), `/api/v1/people/control-op1/departure${path}`, body);

test('who comes to own a control is told; while they are there the same is not asked for again', async () => {
  const [exception] = await standing();
  expect(exception).toMatchObject({ controlOwner: 'control-op1', ownerGone: false });
  expect(await noticesOf(county, 'control-op1')).toMatchObject([
    { kind: 'control-assigned', about: { type: 'exception', id: exception?.id }, dueAt: exception?.validUntil },
  ]);
  expect((await ask(county, 'newcomer', anew('control-op2', { validUntil: inDays(29) }))).json().code).toBe(
    'already-exists',
  );
});

test('a suspension of all that the owner holds marks it and tells who watches; of one grant it does not', async () => {
  const [exception] = await standing();
  const outlook = (await previewed(county, 'control-op1')).json();
  expect(outlook.suspensions[0].effects.controlsLeft).toMatchObject([
    { exception: exception?.id, rule, person: excepted, to: ['control-head', 'secadmin'] },
  ]);
  const [grant] = (await county.service.get(county.as('director'), '/api/v1/grants', { person: 'control-op1' })).json()
    .data;
  const partly = (await previewed(county, 'control-op1', { ...investigated, grants: [grant.id] })).json();
  expect(partly.suspensions[0].effects.controlsLeft).toEqual([]);
  expect(await kindsOf(county, 'control-head')).not.toContain('control-suspended');

  const suspension = await suspended(county, 'control-op1');
  expect(await standing()).toMatchObject([{ id: exception?.id, ownerGone: true }]);
  for (const who of ['control-head', 'secadmin']) expect(await kindsOf(county, who)).toContain('control-suspended');
  for (const who of ['inspector', excepted]) expect(await kindsOf(county, who)).not.toContain('control-suspended');
  expect((await ask(county, 'newcomer', anew('control-op1'))).json().code).toBe('suspended');

  for (const who of ['director', 'deputy-director', 'control-head', 'city-maintainer']) {
    const request = (await county.service.get(county.as('director'), `/api/v1/requests/${suspension.request}`)).json();
    if (request.state !== 'pending') break;
    const rejected = { decision: 'reject', comment: '查无此事' };
    await county.service.post(county.as(who), `/api/v1/requests/${suspension.request}/decisions`, rejected);
  }
  expect(await standing()).toMatchObject([{ ownerGone: false }]);
});

test('a departure lists it as open work and tells who watches; the exception stays, and what it permits', async () => {
  const [exception] = await standing();
  const left = [
    {
      exception: exception?.id,
      rule,
      person: excepted,
      until: exception?.validUntil,
      to: ['control-head', 'secadmin'],
    },
  ];
  const outlook = (await departure('/preview', {})).json();
  expect(outlook.effects.controlsLeft).toEqual(left);
  expect(await standing()).toMatchObject([{ ownerGone: false }]);
  expect(await county.entries('exception.ownerless')).toHaveLength(1);

  const done = (await departure()).json();
  expect(done.effects.controlsLeft).toEqual(left);
  const read = await county.service.get(county.as('sysadmin'), `/api/v1/departures/${done.id}`);
  expect(read.json().effects.controlsLeft).toEqual(left);
  for (const who of ['control-head', 'secadmin'])
    expect((await noticesOf(county, who, { kind: 'control-ownerless' })).map(({ about }) => about.id)).toEqual([
      exception?.id,
    ]);
  expect(await county.entries('exception.ownerless')).toMatchObject([
    { target: exception?.id, reason: 'suspension' },
    { target: exception?.id, reason: 'departure', details: { rule, to: ['control-head', 'secadmin'] } },
  ]);
  expect(await standing()).toMatchObject([{ id: exception?.id, controlOwner: 'control-op1', ownerGone: true }]);
  expect(await rolesOf(county, excepted)).toContain('enterprise-pension-review@enterprise-pension');
});

test('another owner is asked for through the chain of exceptions; the new one then takes the old one’s place', async () => {
  const [old] = await standing();
  const items = await applied(county, 'newcomer', anew('control-op2', { items: ['enterprise-pension-award'] }));
  // On one item only it covers nothing of what the old one is on.
  expect((await standing()).map(({ id, ownerGone }) => [id, ownerGone])).toContainEqual([old?.id, true]);
  const request = await applied(county, 'newcomer', anew('inspector2', { reason: '原责任人退休' }));
  expect(items.id).not.toBe(request.id);
  const now = await standing();
  expect(now.find((one) => one.request === request.id)).toMatchObject({ controlOwner: 'inspector2', ownerGone: false });
  expect(now.some(({ id }) => id === old?.id)).toBe(false);
  const [ended] = await exceptionsOf(county, 'inspector', { person: excepted, state: 'ended' });
  expect(ended).toMatchObject({ id: old?.id, endReason: '原责任人退休' });
  expect(await county.entries('exception.ended')).toMatchObject([{ target: old?.id, reason: 'handed-over' }]);
  expect(await county.entries('adjustment.opened')).toEqual([]);
  expect(await kindsOf(county, 'inspector2')).toEqual(['control-assigned']);
  expect(await rolesOf(county, excepted)).toContain('enterprise-pension-review@enterprise-pension');
});

test('an exception and the departure of its owner at once: either the request fails, or it is listed', async () => {
  for (const owner of ['hall-op1', 'hall-op2', 'hall-op3', 'hall-op4']) {
    const wanted = exceptionFor('enterprise-pension-op2', rule, 30, { controlOwner: owner });
    const [first] = await Promise.all([
      applied(county, 'newcomer', wanted).catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, Math.random() * 1_000)).then(() =>
        county.service.post(county.as('sysadmin'), `/api/v1/people/${owner}/departure`, { kind: 'retired' }),
      ),
    ]);
    const { data } = (await county.service.get(county.as('director'), '/api/v1/departures', { person: owner })).json();
    const listed = (data[0].effects.controlsLeft as unknown[]).length;
    expect(listed).toBe(first === undefined ? 0 : 1);
    for (const { id } of await exceptionsOf(county, 'inspector', { person: 'enterprise-pension-op2', state: 'active' }))
      await county.service.post(county.as('secadmin'), `/api/v1/exceptions/${id}/end`, { reason: '重来' });
  }
});
