import { expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/** Her own parents: a village accountant put her parents on the list. */
const county = County.ofThisFile();
const she = 'village-op1';
const parents = ['350102195203031111', '350102195304042222'];
const award = (subject: string, more: object = {}) =>
  county.opened('resident-pension-award', 'village-01', { channel: 'village', subject, ...more });

test('she declares them, as she must; from then on their cases are closed to her', async () => {
  for (const identity of parents) {
    const declared = await county.post(she, '/api/v1/me/relations', { relation: 'parent', identity });
    expect(declared.status).toBe(201);
  }
  for (const identity of parents) {
    const refused = await county.refused(await award(identity), 'handle', she);
    expect(refused).toMatchObject({ status: 409, code: 'duty-conflict', rules: ['recusal'] });
  }
  await county.done(await award('350102194901015555'), 'handle', she);
});

test('in none of her items, whatever the writing of the number', async () => {
  for (const item of ['eligibility-verification', 'eligibility-home-visit', 'resident-enrolment']) {
    const id = await county.opened(item, 'village-01', { channel: 'village', subject: ` ${parents[0]}` });
    expect((await county.refused(id, 'handle', she)).rules, item).toEqual(['recusal']);
  }
});

test('a point handles and no more: no review, no approval, no other channel', async () => {
  const id = await award('350102194901016666');
  await county.done(id, 'handle', she);
  for (const duty of ['review', 'approve'])
    expect((await county.refused(id, duty, she)).status, duty).toBeGreaterThan(400);
  const walkIn = await award('350102194901017777', { channel: 'hall' });
  expect((await county.refused(walkIn, 'handle', she)).rules).toEqual(['outlet-ceiling']);
  const asked = await county.ask(she, { beneficiary: she, role: 'resident-pension-review', unit: 'village-01' });
  expect(asked.status).toBe(409);
  expect(rulesOf(asked.body)).toContain('outlet-ceiling');
  const above = await county.ask(she, { beneficiary: she, role: 'resident-pension-review', unit: 'resident-pension' });
  expect(above.status, 'beside handle it is no better one unit higher').toBe(409);
  expect(rulesOf(above.body)).toContain('item-handle-review');
});

test('if she keeps silent and declares too late, the step stands and is in doubt', async () => {
  const aunt = '350102195505053333';
  const id = await award(aunt);
  await county.done(id, 'handle', she);
  const late = await county.post<{ earlierSteps: number }>(she, '/api/v1/me/relations', {
    relation: 'other',
    identity: aunt,
  });
  expect(late.body.earlierSteps).toBe(1);
  expect(await county.entries({ action: 'step.doubted', case: id })).toMatchObject([{ reason: 'recusal' }]);
  await county.done(id, 'review', 'resident-pension-op3');
});

test('the section sees that there are relations and refusals, never to whom', async () => {
  const log = JSON.stringify(await county.entries({ person: she }));
  for (const identity of parents) expect(log).not.toContain(identity);
  expect(log).toContain('relation.declared');
  expect(log).toContain('step.refused');
});

test('whom nobody has declared: all cases of one subject through her hands are named by the next morning', async () => {
  const cousin = '350102195604044444';
  for (let time = 0; time < 4; time++) await county.done(await award(cousin), 'handle', she);
  const [doubt, ...more] = await county.doubtsOf('one-subject-one-operator');
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({ unit: 'village-01', severity: 2, facts: { cases: 4 } });
  expect(JSON.stringify(doubt)).not.toContain(cousin);
});

test('what several of hers are paid to one account is named by the next morning, the account by nobody', async () => {
  const payeeAccount = '6217001234567890123';
  for (const subject of ['350102195607075555', '350102195607076666', '350102195607077777'])
    await county.done(await award(subject, { payeeAccount }), 'handle', she);
  const [doubt, ...more] = await county.doubtsOf('shared-payee-account');
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({ unit: 'village-01', facts: { subjects: 3 } });
  expect(JSON.stringify(doubt)).not.toContain(payeeAccount);
});
