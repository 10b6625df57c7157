import { expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/** The double change: name and number changed, records merged, another's pension taken over. */
const county = County.ofThisFile();
const thief = 'enrolment-op1';
const victim = '350102195001010011';

test('a change of key identity takes three people', async () => {
  const id = await county.opened('key-identity-change', 'enrolment', { subject: victim });
  await county.done(id, 'handle', thief);
  expect((await county.refused(id, 'review', thief)).code).toBe('not-permitted');
  await county.done(id, 'review', 'enrolment-op3');
  for (const two of [thief, 'enrolment-op3']) expect((await county.refused(id, 'approve', two)).status).toBe(403);
  expect((await county.done(id, 'approve', 'enrolment-op5')).case.state).toBe('complete');
});

test.each(['enterprise-pension-handle', 'institution-pension-handle', 'resident-pension-handle'])(
  'who changes identities is not given payee accounts: %s',
  async (role) => {
    const { status, body } = await county.ask(thief, { beneficiary: thief, role, unit: role.replace('-handle', '') });
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'duty-conflict' });
    expect(rulesOf(body)).toContain('identity-and-payee');
    expect(await county.refusal('request.refused', thief)).toMatchObject({ reason: 'duty-conflict' });
  },
);

test('with further rights rightly given, the victim’s money stays out of reach for ninety days', async () => {
  await county.granted(thief, { beneficiary: thief, role: 'contribution-handle', unit: 'contribution' }, [
    'contribution-head',
    'control-head',
    'director',
  ]);
  const refund = await county.opened('contribution-refund', 'contribution', { subject: victim });
  const refused = await county.refused(refund, 'handle', thief);
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict', rules: ['payee-cooling-off'] });
  expect(refused.conflicts[0]?.with).toEqual([
    expect.objectContaining({ item: 'key-identity-change', duty: 'handle' }),
  ]);
  await county.done(refund, 'handle', 'contribution-op1');
  const other = await county.opened('contribution-refund', 'contribution', { subject: '350102195001010022' });
  await county.done(other, 'handle', thief);
});

test('a merge counts as the change does, for its reviewer as for its handler', async () => {
  const subject = '350102195001010033';
  const merge = await county.opened('record-merge', 'contribution', { subject });
  await county.done(merge, 'handle', 'contribution-op1');
  await county.done(merge, 'review', 'contribution-op3');
  const paid = await county.opened('contribution-supplement', 'contribution', { subject });
  expect((await county.refused(paid, 'handle', 'contribution-op1')).rules).toEqual(['payee-cooling-off']);
  await county.done(paid, 'handle', 'contribution-op2');
  expect((await county.refused(paid, 'review', 'contribution-op3')).rules).toEqual(['payee-cooling-off']);
  await county.done(paid, 'review', 'contribution-op4');
});

test('blanks round the number do not make it another number', async () => {
  const subject = '350102195001010044';
  const merge = await county.opened('record-merge', 'contribution', { subject: ` ${subject} ` });
  await county.done(merge, 'handle', 'contribution-op2');
  const refund = await county.opened('contribution-refund', 'contribution', { subject });
  expect((await county.refused(refund, 'handle', 'contribution-op2')).rules).toEqual(['payee-cooling-off']);
});

test('and if others award the victim’s pension to the new name, that is named by the next morning', async () => {
  const subject = '350102195001010055';
  const changed = await county.opened('key-identity-change', 'enrolment', { subject });
  for (const [duty, who] of [
    ['handle', thief],
    ['review', 'enrolment-op3'],
    ['approve', 'enrolment-op5'],
  ] as const)
    await county.done(changed, duty, who);
  const awarded = await county.opened('resident-pension-award', 'resident-pension', { subject });
  await county.done(awarded, 'handle', 'resident-pension-op1');
  const [doubt, ...more] = await county.doubtsOf('identity-then-award');
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({
    unit: 'resident-pension',
    facts: { changeItem: 'key-identity-change', useItem: 'resident-pension-award', daysBetween: 0 },
  });
});
