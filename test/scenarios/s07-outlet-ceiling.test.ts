import { expect, test } from 'vitest';
import { type Conflict, County, rulesOf } from '../support/county.ts';

/** S07 网点清单: outlets and village points only handle, only what is on their list, only through their channel. */
const county = County.ofThisFile();

test.each([
  ['outlet-op1', 'resident-pension-handle', 'outlet-premium'],
  ['outlet-op1', 'card-review', 'outlet-premium'],
  ['village-op1', 'resident-pension-review', 'village-01'],
  ['newcomer', 'enterprise-pension-handle', 'card-bank-1'],
])('%s: %s at %s is above the ceiling', async (beneficiary, role, unit) => {
  const { status, body } = await county.ask('hall-head', { beneficiary, role, unit });
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'duty-conflict' });
  expect(rulesOf(body)).toContain('outlet-ceiling');
  expect(await county.refusal('request.refused', 'hall-head')).toMatchObject({ reason: 'duty-conflict' });
});

test('what is on the list can be granted there', async () => {
  const { status, body } = await county.preview('hall-head', {
    ...{ beneficiary: 'newcomer', role: 'hall-handle', unit: 'outlet-basic' },
  });
  expect(status).toBe(200);
  expect(rulesOf(body)).not.toContain('outlet-ceiling');
});

test('a village agent handles what came in at the village, not what came in at the hall', async () => {
  const award = ['resident-pension-award', 'village-01'] as const;
  const village = await county.opened(...award, { channel: 'village' });
  expect((await county.evaluate('village-op1', 'handle', village)).decision).toBe(true);
  await county.done(village, 'handle', 'village-op1');
  const hall = await county.opened(...award, { channel: 'hall' });
  expect(await county.evaluate('village-op1', 'handle', hall)).toMatchObject({
    decision: false,
    context: { rule: 'outlet-ceiling' },
  });
  const refused = await county.refused(hall, 'handle', 'village-op1');
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict', rules: ['outlet-ceiling'] });
  await county.done(hall, 'handle', 'resident-pension-op1');
});

test('nor at a neighbour’s point, nor a review', async () => {
  const elsewhere = await county.opened('resident-pension-award', 'village-02', { channel: 'village' });
  expect((await county.refused(elsewhere, 'handle', 'village-op1')).code).toBe('not-permitted');
  await county.done(elsewhere, 'handle', 'village-op2');
  expect((await county.refused(elsewhere, 'review', 'village-op1')).code).toBe('not-permitted');
});

test('an outlet’s cases come through the outlet', async () => {
  const outlet = await county.opened('card-first-issue', 'outlet-premium', { channel: 'outlet' });
  await county.done(outlet, 'handle', 'outlet-op1');
  const online = await county.opened('card-first-issue', 'outlet-premium', { channel: 'online' });
  expect((await county.refused(online, 'handle', 'outlet-op1')).rules).toEqual(['outlet-ceiling']);
});

test('what was held when the rule came is reported, not cut off', async () => {
  const { status, body } = await county.business.get<{ data: { username: string; conflict: Conflict }[] }>(
    '/api/v1/conflicts?rule=cards-and-payees&effect=observe&limit=100',
  );
  expect(status).toBe(200);
  expect(body.data.map(({ username }) => username)).toEqual(expect.arrayContaining(['outlet-op1', 'outlet-op2']));
  const pin = await county.opened('card-pin-reset', 'outlet-basic', { channel: 'outlet' });
  await county.done(pin, 'handle', 'outlet-op2');
});
