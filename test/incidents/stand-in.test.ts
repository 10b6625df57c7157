import { expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/**
 * The stand-in: an accountant took over the cashier's work of a colleague on leave, and took 400,000 yuan. Standing in is a
 * grant like any other, however short.
 */
const county = County.ofThisFile();
const unit = 'finance';
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const leave = { validFrom: soon(1), validUntil: soon(8) };
const pay = (beneficiary: string, more: object = {}) => ({ beneficiary, role: 'finance-pay', unit, ...leave, ...more });

test.each([
  ['finance-op7', 'pay-reconcile'],
  ['finance-op1', 'item-pay'],
  ['finance-op3', 'item-pay'],
  ['finance-op5', 'item-pay'],
  ['contribution-op1', 'four-post-classes'],
  ['inspector', 'four-post-classes'],
])('%s may not stand in for the cashier for a week: %s', async (standIn, rule) => {
  expect((await county.preview('finance-head', pay(standIn))).body.submittable).toBe(false);
  const { status, body } = await county.ask('finance-head', pay(standIn));
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'duty-conflict' });
  expect(rulesOf(body)).toContain(rule);
  expect(await county.refusal('request.refused', 'finance-head')).toMatchObject({ reason: 'duty-conflict' });
});

test('the conflict names the week in which both would be held', async () => {
  const { body } = await county.preview('finance-head', pay('finance-op7'));
  const conflict = body.conflicts.find(({ rule }) => rule === 'pay-reconcile');
  const inBeijing = (instant: string) =>
    new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  for (const words of Object.values(conflict?.resolution ?? {})) {
    expect(words).toContain(inBeijing(leave.validFrom));
    expect(words).toContain(inBeijing(leave.validUntil));
  }
  expect(conflict?.source).toContain('会计法');
});

test('nor the other way round: the cashier does not reconcile while the accountant is away', async () => {
  const { status, body } = await county.ask('finance-head', {
    ...leave,
    beneficiary: 'finance-op6',
    role: 'finance-reconcile',
    unit,
  });
  expect({ status, rules: rulesOf(body) }).toMatchObject({
    status: 409,
    rules: expect.arrayContaining(['pay-reconcile']),
  });
});

test('somebody who holds neither may, for that week and no longer', async () => {
  const applied = await county.granted('finance-op1', pay('hall-head', { validFrom: new Date().toISOString() }), [
    'finance-head',
    'control-head',
    'director',
    'city-maintainer',
  ]);
  expect(applied.state).toBe('applied');
  const may = () => county.may('hall-head', 'pay', 'payment-batch', unit);
  expect(await may()).toBe(true);
  // While it lasts the stand-in gets nothing that goes against it.
  const { status, body } = await county.ask('finance-op1', {
    beneficiary: 'hall-head',
    role: 'finance-reconcile',
    unit,
  });
  expect({ status, rules: rulesOf(body) }).toMatchObject({
    status: 409,
    rules: expect.arrayContaining(['pay-reconcile']),
  });
  const { body: held } = await county.business.get<{ data: { role: string; validUntil: string }[] }>(
    '/api/v1/grants?person=hall-head',
  );
  expect(held.data.find(({ role }) => role === 'finance-pay')?.validUntil).toBe(leave.validUntil);
});

test('a batch goes through four hands even so; who stood in for one is not another', async () => {
  const id = await county.opened('payment-batch', unit, { amountFen: 400_000_00 });
  await county.done(id, 'handle', 'finance-op1');
  await county.done(id, 'review', 'finance-op3');
  await county.done(id, 'approve', 'finance-op5');
  for (const thief of ['finance-op1', 'finance-op7', 'finance-op3'])
    expect((await county.refused(id, 'pay', thief)).code).toBe('not-permitted');
  expect((await county.done(id, 'pay', 'hall-head')).case.state).toBe('complete');
});
