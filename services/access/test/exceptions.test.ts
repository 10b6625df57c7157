import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleAdjustments } from '../adjustment-settle.ts';
import { moveExceptions } from '../exception-expiry.ts';
import { adjustmentsOf, applied, ask, asked, asOwner, deskOf, exceptionFor, exceptionsOf, inDays } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const review = (days: number | undefined) => ({
  change: 'grant',
  beneficiary: 'enterprise-pension-op1',
  role: 'enterprise-pension-review',
  unit: 'enterprise-pension',
  ...(days === undefined ? {} : { validUntil: inDays(days) }),
});

test('an exception goes through the highest tier, and is in effect only then', async () => {
  const refused = await ask(county, 'newcomer', review(20));
  expect(refused.json()).toMatchObject({ code: 'duty-conflict', conflicts: [{ rule: 'item-handle-review' }] });

  const wanted = exceptionFor('enterprise-pension-op1', 'item-handle-review');
  const request = await asked(county, 'enterprise-pension-head', wanted);
  expect(request).toMatchObject({
    change: 'exception',
    risk: 3,
    role: null,
    rule: 'item-handle-review',
    unit: 'enterprise-pension',
    proposal: { compensatingControl: wanted.compensatingControl, controlOwner: 'inspector' },
  });
  expect(request.stages.map(({ by }) => by)).toEqual(['control-head', 'director', 'permission-maintainer']);
  const almost = await approve(county, request, 2);
  expect((await ask(county, 'newcomer', review(20))).json().code).toBe('duty-conflict');
  expect(await exceptionsOf(county, 'inspector')).toEqual([]);
  expect((await approve(county, almost)).state).toBe('applied');
  expect(await exceptionsOf(county, 'inspector')).toMatchObject([
    {
      username: 'enterprise-pension-op1',
      rule: 'item-handle-review',
      state: 'active',
      controlOwner: 'inspector',
      request: request.id,
    },
  ]);
  expect(await county.entries('exception.started')).toMatchObject([{ target: 'item-handle-review' }]);
});

test('it permits that rule to that person for that time, and nothing else', async () => {
  expect((await ask(county, 'newcomer', review(undefined))).json()).toMatchObject({ code: 'duty-conflict' });
  expect((await ask(county, 'newcomer', review(31))).json()).toMatchObject({ code: 'duty-conflict' });
  const other = { ...review(20), beneficiary: 'enterprise-pension-op2' };
  expect((await ask(county, 'newcomer', other)).json()).toMatchObject({ code: 'duty-conflict' });
  const approveToo = { ...review(20), role: 'enterprise-pension-approve' };
  expect((await ask(county, 'newcomer', approveToo)).json()).toMatchObject({
    code: 'duty-conflict',
    conflicts: [{ rule: 'item-handle-approve' }],
  });
  await applied(county, 'newcomer', review(20));
  const held = (await county.service.get(county.as('director'), '/api/v1/conflicts', { effect: 'block' })).json();
  expect(held.data).toEqual([]);
});

test('once more for the same is refused; so is one without an end, too long, or controlled by oneself', async () => {
  const again = exceptionFor('enterprise-pension-op1', 'item-handle-review', 25);
  expect((await ask(county, 'newcomer', again)).json()).toMatchObject({ code: 'already-exists' });
  const long = exceptionFor('enterprise-pension-op2', 'item-handle-review', 400);
  expect((await ask(county, 'newcomer', long)).json()).toMatchObject({ code: 'too-long' });
  const own = exceptionFor('enterprise-pension-op2', 'item-handle-review', 20, {
    controlOwner: 'enterprise-pension-op2',
  });
  expect((await ask(county, 'newcomer', own)).json()).toMatchObject({ errors: [{ path: '/controlOwner' }] });
  const past = exceptionFor('enterprise-pension-op2', 'item-handle-review', -1);
  expect((await ask(county, 'newcomer', past)).json()).toMatchObject({ code: 'invalid-period' });
  const unknown = exceptionFor('enterprise-pension-op2', 'no-such-rule');
  expect((await ask(county, 'newcomer', unknown)).json()).toMatchObject({
    code: 'unknown-code',
    errors: [{ path: '/rule' }],
  });
});

test('none is asked for to a rule of sessions, where it would permit nothing', async () => {
  const answer = await ask(
    county,
    'enterprise-pension-head',
    exceptionFor('enterprise-pension-op1', 'teller-review-session'),
  );
  expect([answer.statusCode, answer.json().errors?.[0]?.path]).toEqual([400, '/rule']);
});

test('one pending exception a person and rule; the same key again gives the request it made', async () => {
  const wanted = exceptionFor('enterprise-pension-op2', 'item-handle-review');
  const headers = { 'idempotency-key': 'exception-1' };
  const first = await ask(county, 'newcomer', wanted, headers);
  const retry = await ask(county, 'newcomer', wanted, headers);
  expect([first.statusCode, retry.statusCode]).toEqual([201, 201]);
  expect(retry.json().id).toBe(first.json().id);
  expect((await ask(county, 'newcomer', wanted)).json().code).toBe('already-exists');
  const different = { ...wanted, compensatingControl: '别的措施' };
  expect((await ask(county, 'newcomer', different, headers)).json().code).toBe('idempotency-mismatch');
  expect((await decide(county, 'control-head', first.json().id, 'reject', '理由不足')).json().state).toBe('rejected');
});

test('on some items only, it permits what is on these items and no more', async () => {
  const item = 'enterprise-pension-award';
  await applied(
    county,
    'newcomer',
    exceptionFor('enterprise-pension-op2', 'item-handle-review', 30, { items: [item] }),
  );
  // The role reviews nine items.
  const whole = { ...review(20), beneficiary: 'enterprise-pension-op2' };
  expect((await ask(county, 'newcomer', whole)).json()).toMatchObject({ code: 'duty-conflict' });
  await applied(county, 'secadmin', {
    change: 'role-content',
    role: 'award-review',
    content: {
      name: { zh: '核定复核', en: 'Award review' },
      risk: 3,
      permissions: [{ action: 'review', resource: 'case', items: [item] }],
    },
  });
  await applied(county, 'newcomer', { ...whole, role: 'award-review' });
});

test('who sees them: internal control, heads for their own, and the person', async () => {
  expect((await exceptionsOf(county, 'inspector')).length).toBe(2);
  expect((await exceptionsOf(county, 'enterprise-pension-head')).length).toBe(2);
  expect(await exceptionsOf(county, 'enterprise-pension-op1')).toMatchObject([{ username: 'enterprise-pension-op1' }]);
  expect(await exceptionsOf(county, 'card-head')).toEqual([]);
  expect(await exceptionsOf(county, 'inspector', { person: 'enterprise-pension-op2' })).toMatchObject([
    { items: ['enterprise-pension-award'] },
  ]);
  expect(await exceptionsOf(county, 'inspector', { state: 'expired' })).toEqual([]);
});

test('it is reminded of once before it ends; when it has ended, the holding is a task until it is given up', async () => {
  const desk = deskOf(county);
  const id = (await exceptionsOf(county, 'inspector', { person: 'enterprise-pension-op1' }))[0]?.id;
  expect(await moveExceptions(desk, county.centre)).toBe(0);
  const move = (from: string, until: string) =>
    asOwner(
      county,
      `update access.exception set validity = tstzrange(clock_timestamp() + $2::interval, clock_timestamp() + $3::interval) where id = $1`,
      [id, from, until],
    );
  await move('-20 days', '10 days');
  const reminded = await Promise.all([
    moveExceptions(desk, county.centre),
    moveExceptions(deskOf(county), county.centre),
  ]);
  expect(reminded.sort()).toEqual([0, 1]);
  expect(await county.entries('exception.reminded')).toHaveLength(1);
  expect(await adjustmentsOf(county, 'inspector')).toEqual([]);

  await move('-20 days', '-1 second');
  const moved = await Promise.all([moveExceptions(desk, county.centre), moveExceptions(deskOf(county), county.centre)]);
  expect(moved.sort()).toEqual([0, 1]);
  expect(await county.entries('exception.expired')).toHaveLength(1);
  const [task] = await adjustmentsOf(county, 'inspector');
  expect(task).toMatchObject({
    username: 'enterprise-pension-op1',
    rule: 'item-handle-review',
    because: 'exception-expired',
    exception: id,
    state: 'open',
    overdue: false,
  });
  expect(task?.resolutions.map((set) => set.map(({ role }) => role))).toEqual(
    expect.arrayContaining([['enterprise-pension-review'], ['enterprise-pension-handle']]),
  );
  expect(await adjustmentsOf(county, 'enterprise-pension-op1')).toHaveLength(1);
  expect(await adjustmentsOf(county, 'card-head')).toEqual([]);
  expect(await settleAdjustments(desk, county.centre)).toBe(0);

  await asOwner(county, "update access.adjustment set due_at = clock_timestamp() - interval '1 second' where id = $1", [
    task?.id,
  ]);
  const overdue = await Promise.all([1, 2].map(() => settleAdjustments(deskOf(county), county.centre)));
  expect(overdue.sort()).toEqual([0, 1]);
  expect(await county.entries('adjustment.overdue')).toHaveLength(1);

  const { beneficiary, role, unit } = review(1);
  await applied(county, 'newcomer', { change: 'revoke', beneficiary, role, unit });
  const closed = await Promise.all([1, 2].map(() => settleAdjustments(deskOf(county), county.centre)));
  expect(closed.sort()).toEqual([0, 1]);
  expect(await adjustmentsOf(county, 'inspector')).toMatchObject([{ id: task?.id, state: 'closed' }]);
  expect(await county.entries('adjustment.closed')).toHaveLength(1);
});
