import { explainDoubt } from '@zhiheng/contracts';
import { expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/** Forged transfers in: a clerk entered transfers that no money came with: 248 people, 9 million yuan. */
const county = County.ofThisFile();
const unit = 'enterprise-pension';
const clerk = 'enterprise-pension-op1';
const transfer = (subject: string) => county.opened('transfer-in', unit, { subject, amountFen: 36_000_00 });

test('what the clerk enters goes nowhere without two others', async () => {
  const id = await transfer('forged-1');
  await county.done(id, 'handle', clerk);
  for (const duty of ['review', 'approve'])
    expect((await county.refused(id, duty, clerk)).status, duty).toBeGreaterThan(400);
  expect((await county.business.get<{ state: string }>(`/api/v1/cases/${id}`)).body.state).toBe('open');
});

test('nor with the desk to itself at night: order holds, and nobody signs for another', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, (_, n) => transfer(`night-${n}`)));
  await Promise.all(ids.map((id) => county.done(id, 'handle', clerk)));
  const signed = await Promise.all(
    ids.flatMap((id) => [
      county.step(id, 'approve', 'enterprise-pension-op5'),
      county.post(clerk, `/api/v1/cases/${id}/steps`, { duty: 'review', actor: 'enterprise-pension-op3' }),
    ]),
  );
  expect(signed.map(({ status }) => status).every((status) => status === 409 || status === 403)).toBe(true);
  for (const id of ids) expect(await county.steps(id)).toHaveLength(1);
});

test('the reviewer who returns it is not outwitted by a second entry of the same clerk', async () => {
  const id = await transfer('forged-2');
  await county.done(id, 'handle', clerk);
  await county.done(id, 'review', 'enterprise-pension-op3', { outcome: 'returned', note: '无到账凭证' });
  await county.done(id, 'handle', clerk);
  expect((await county.refused(id, 'review', clerk)).status).toBe(403);
  await county.done(id, 'review', 'enterprise-pension-op4', { outcome: 'returned', note: '无到账凭证' });
  const steps = await county.steps(id);
  expect(steps.map(({ duty }) => duty)).toEqual(['handle', 'review', 'handle', 'review']);
});

test.each([
  ['finance-reconcile', 'finance'],
  ['finance-pay', 'finance'],
  ['information-handle', 'information'],
  ['control-inspect', 'control'],
])('to hide it in the books the clerk asks for %s: business and the others are never joined', async (role, where) => {
  const { status, body } = await county.ask(clerk, { beneficiary: clerk, role, unit: where });
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'duty-conflict' });
  expect(rulesOf(body)).toEqual(['four-post-classes']);
  expect(await county.refusal('request.refused', clerk)).toMatchObject({ reason: 'duty-conflict' });
});

test('who reconciles has no hand in what is reconciled', async () => {
  const { status, body } = await county.ask('finance-head', {
    ...{ beneficiary: 'finance-op7', role: 'enterprise-pension-handle', unit },
  });
  expect({ status, rules: rulesOf(body) }).toEqual({ status: 409, rules: ['four-post-classes'] });
  const id = await county.opened('fund-reconciliation', 'finance');
  expect((await county.refused(id, 'reconcile', clerk)).code).toBe('not-permitted');
  await county.done(id, 'reconcile', 'finance-op7');
  expect((await county.refused(id, 'review', 'finance-op7')).code).toBe('not-permitted');
  await county.done(id, 'review', 'finance-op3');
});

test('and if others sign for him, the many transfers of one clerk are named by the next morning', async () => {
  for (let n = 0; n < 6; n++) await county.done(await transfer(`forged-many-${n}`), 'handle', clerk);
  await county.done(await transfer('honest-1'), 'handle', 'enterprise-pension-op2');
  const [doubt, ...more] = await county.doubtsOf('many-back-payments');
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({ unit: 'enterprise-pension', severity: 3, facts: { item: 'transfer-in', median: 1 } });
  expect(doubt?.facts.cases).toBeGreaterThanOrEqual(10);
  expect(explainDoubt('many-back-payments', doubt?.facts ?? {})?.en).toMatch(/transfer-in handled in 30 days; .* 1$/);
});
