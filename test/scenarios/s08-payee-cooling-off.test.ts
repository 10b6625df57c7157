import { beforeAll, expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** S08 九十日回避: who touched a subject’s payee account stays out of that subject’s payments for ninety days. */
const county = County.ofThisFile();
const unit = 'resident-pension';
const change = (subject: string) => county.opened('resident-payee-account-change', unit, { subject });
const resumption = (subject?: string) => county.opened('resident-pension-resumption', unit, subject ? { subject } : {});

let changed: string;
beforeAll(async () => {
  changed = await change('X');
  await county.done(changed, 'handle', 'resident-pension-op1');
});

test('on the twenty-ninth day it is refused, and the earlier step is named', async () => {
  await county.longAgo(changed, '29 days');
  const paid = await resumption('X');
  const refused = await county.refused(paid, 'handle', 'resident-pension-op1');
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict', rules: ['payee-cooling-off'] });
  expect(refused.conflicts[0]?.with).toEqual([
    expect.objectContaining({ case: changed, item: 'resident-payee-account-change', duty: 'handle' }),
  ]);
  expect(refused.conflicts[0]?.source).toContain('双改');
  expect(await county.evaluate('resident-pension-op1', 'handle', paid)).toMatchObject({
    decision: false,
    context: { reason: { code: 'duty-conflict' }, rule: 'payee-cooling-off' },
  });
});

test('a colleague may for the same subject, and the same person for another', async () => {
  await county.done(await resumption('X'), 'handle', 'resident-pension-op2');
  await county.done(await resumption('Y'), 'handle', 'resident-pension-op1');
  await county.done(await resumption(), 'handle', 'resident-pension-op1');
});

test('the same subject written otherwise is the same subject', async () => {
  await county.done(await change('35010219900101123X'), 'handle', 'resident-pension-op1');
  for (const written of ['35010219900101123x', ' 35010219900101123X '])
    expect((await county.refused(await resumption(written), 'handle', 'resident-pension-op1')).rules).toEqual([
      'payee-cooling-off',
    ]);
});

test('on day ninety-one it is over, not before', async () => {
  await county.longAgo(changed, '60 days');
  const early = await resumption('X');
  expect((await county.refused(early, 'handle', 'resident-pension-op1')).rules).toEqual(['payee-cooling-off']);
  await county.longAgo(changed, '2 days');
  await county.done(early, 'handle', 'resident-pension-op1');
});

test('a change that was sent back still counts, for who reviewed it as well', async () => {
  const back = await change('B');
  await county.done(back, 'handle', 'resident-pension-op2');
  await county.done(back, 'review', 'resident-pension-op3', { outcome: 'returned' });
  const paid = await resumption('B');
  expect((await county.refused(paid, 'handle', 'resident-pension-op2')).rules).toEqual(['payee-cooling-off']);
  await county.done(paid, 'handle', 'resident-pension-op1');
  expect((await county.refused(paid, 'review', 'resident-pension-op3')).rules).toEqual(['payee-cooling-off']);
  await county.done(paid, 'review', 'resident-pension-op4');
});

test('a cancelled change still counts: the person had touched the account', async () => {
  const called = await change('C');
  await county.done(called, 'handle', 'resident-pension-op1');
  const off = await county.business.post<{ state: string }>(`/api/v1/cases/${called}/cancellation`, {
    reason: '申请人撤回',
    actor: 'resident-pension-op1',
  });
  expect([off.status, off.body.state]).toEqual([200, 'cancelled']);
  await expect
    .poll(() => county.entries({ case: called, action: 'case.cancelled' }), { timeout: 30_000 })
    .toMatchObject([{ outcome: 'done' }]);
  const paid = await resumption('C');
  const refused = await county.refused(paid, 'handle', 'resident-pension-op1');
  expect(refused.rules).toEqual(['payee-cooling-off']);
  expect(refused.conflicts[0]?.with).toEqual([expect.objectContaining({ case: called, duty: 'handle' })]);
  await county.done(paid, 'handle', 'resident-pension-op2');
});

test('it holds the other way round: first the payment, then the account', async () => {
  await county.done(await resumption('R'), 'handle', 'resident-pension-op1');
  const later = await change('R');
  expect((await county.refused(later, 'handle', 'resident-pension-op1')).rules).toEqual(['payee-cooling-off']);
});

test('of two at once, one a change and one a payment for one subject by one person, one is refused', async () => {
  for (let round = 0; round < 5; round++) {
    const both = [await change(`race-${round}`), await resumption(`race-${round}`)];
    const answers = await Promise.all(both.map((id) => county.step(id, 'handle', 'resident-pension-op2')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  }
});

test('who verified eligibility does not resume that subject’s benefit', async () => {
  const verified = await county.opened('eligibility-verification', unit, { subject: 'V' });
  await county.done(verified, 'handle', 'resident-pension-op1');
  const paid = await resumption('V');
  expect((await county.refused(paid, 'handle', 'resident-pension-op1')).rules).toEqual(['verified-then-resumed']);
  await county.longAgo(verified, '364 days');
  expect((await county.refused(paid, 'handle', 'resident-pension-op1')).rules).toEqual(['verified-then-resumed']);
  await county.longAgo(verified, '2 days');
  await county.done(paid, 'handle', 'resident-pension-op1');
});
