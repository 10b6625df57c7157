import { expect, test } from 'vitest';
import { type Conflict, County, rulesOf } from '../support/county.ts';

/**
 * Paid to the dead: cards of 900 dead people used, with heads and stations colluding. Collusion cannot be prevented; the card
 * and payee rules narrow it: one pair of hands never holds the card, the account and the payment.
 */
const county = County.ofThisFile();
const unit = 'resident-pension';

test('who verified that somebody lives does not resume their pension', async () => {
  const verified = await county.opened('eligibility-verification', unit, { subject: 'dead-1', channel: 'village' });
  await county.done(verified, 'handle', 'resident-pension-op1');
  const resumed = await county.opened('resident-pension-resumption', unit, { subject: 'dead-1' });
  expect(await county.refused(resumed, 'handle', 'resident-pension-op1')).toMatchObject({
    status: 409,
    code: 'duty-conflict',
    rules: ['verified-then-resumed'],
  });
  await county.done(resumed, 'handle', 'resident-pension-op2');
});

test('who redirected the account has no hand in the payments that follow', async () => {
  const changed = await county.opened('resident-payee-account-change', unit, { subject: 'dead-2' });
  await county.done(changed, 'handle', 'resident-pension-op2');
  await county.done(changed, 'review', 'resident-pension-op3');
  await county.done(changed, 'approve', 'resident-pension-op5');
  const adjusted = await county.opened('resident-pension-adjustment', unit, { subject: 'dead-2' });
  expect((await county.refused(adjusted, 'handle', 'resident-pension-op2')).rules).toEqual(['payee-cooling-off']);
  await county.done(adjusted, 'handle', 'resident-pension-op1');
  expect((await county.refused(adjusted, 'review', 'resident-pension-op3')).rules).toEqual(['payee-cooling-off']);
});

test('a card clerk who asks for payee accounts is told, and the scan lists who holds both', async () => {
  const wish = { beneficiary: 'card-op1', role: 'resident-pension-handle', unit };
  const { status, body } = await county.preview('card-head', wish);
  expect(status).toBe(200);
  expect(rulesOf({ conflicts: body.observed ?? [] })).toContain('cards-and-payees');
  const { body: held } = await county.business.get<{ data: { username: string; conflict: Conflict }[] }>(
    '/api/v1/conflicts?rule=cards-and-payees&limit=100',
  );
  expect(held.data.map(({ username }) => username)).toEqual(
    expect.arrayContaining(['card-op1', 'card-op2', 'outlet-op1', 'outlet-op2']),
  );
  for (const { conflict } of held.data) expect(conflict).toMatchObject({ rule: 'cards-and-payees', effect: 'observe' });
});

test('a bank outlet makes and resets cards of its own channel; it neither reviews nor pays', async () => {
  const card = await county.opened('card-instant-issue', 'outlet-premium', { channel: 'outlet', subject: 'dead-3' });
  await county.done(card, 'handle', 'outlet-op1');
  expect((await county.refused(card, 'review', 'outlet-op1')).code).toBe('not-permitted');
  const paid = await county.opened('resident-payee-account-change', unit, { subject: 'dead-3' });
  expect((await county.refused(paid, 'handle', 'outlet-op1')).code).toBe('not-permitted');
  expect(
    (await county.ask('outlet-op1', { beneficiary: 'outlet-op1', role: 'card-review', unit: 'outlet-premium' })).status,
  ).toBe(409);
});

test('the payment itself takes four hands of the finance section', async () => {
  const batch = await county.opened('payment-batch', 'finance', { amountFen: 17_000_000_00 });
  const hands = { handle: 'finance-op1', review: 'finance-op3', approve: 'finance-op5', pay: 'finance-op6' };
  for (const [duty, person] of Object.entries(hands)) {
    for (const other of Object.values(hands).filter((one) => one !== person))
      expect((await county.step(batch, duty, other)).status, `${duty} by ${other}`).toBeGreaterThan(400);
    await county.done(batch, duty, person);
  }
});

test('hands that always work together are named by the next morning', async () => {
  for (let n = 0; n < 30; n++) {
    const id = await county.opened('resident-pension-award', unit);
    await county.done(id, 'handle', 'resident-pension-op1');
    await county.done(id, 'review', 'resident-pension-op3');
  }
  const [pair, ...more] = await county.doubtsOf('pair-concentration');
  expect(more).toEqual([]);
  expect(pair).toMatchObject({ unit, facts: { cases: 30, of: 30, percent: 100 } });
  const [swift] = await county.doubtsOf('review-in-seconds');
  expect(swift).toMatchObject({ unit, facts: { cases: 30, seconds: 10 } });
});

test('the list of who died names what was paid since, as it arrives; three confirm it, and the section stops the pension and proves it', async () => {
  const dead = '350102193001010099';
  const inspector = await county.as('inspector');
  const query = new URLSearchParams({
    ...{ rule: 'deceased-still-paid', origin: 'fund-supervision', batch: '2026-11', fileName: 'dead.csv' },
  });
  const list = await inspector.send<{ id: string; lines: number }>(
    'POST',
    `/api/v1/doubt-imports?${query}`,
    `身份证号,死亡日期,最后发放月份,金额（元）\r\n${dead},2025-03-11,2025-11,1744.00\r\n`,
    { 'content-type': 'text/csv' },
  );
  expect(list, JSON.stringify(list.body)).toMatchObject({ status: 201, body: { lines: 1 } });
  await county.post('inspector', `/api/v1/doubt-imports/${list.body.id}/application`, {});
  const found = async () =>
    (await county.get<{ data: { id: string; unit: string }[] }>('inspector', '/api/v1/doubts?rule=deceased-still-paid'))
      .body.data;
  await expect.poll(async () => (await found()).length, { timeout: 30_000, interval: 100 }).toBe(1);
  const [{ id, unit: of }] = (await found()) as [{ id: string; unit: string }];
  const act = async (who: string, name: string) =>
    expect((await county.post(who, `/api/v1/doubts/${id}/acts`, { act: name })).status, `${name} by ${who}`).toBe(200);
  await county.post('control-head', `/api/v1/doubts/${id}/assignment`, { assignee: 'inspector' });
  await act('inspector', 'begin');
  const conclusion = { conclusion: 'confirmed', confirmedFen: 174_400, note: '死亡证明 2025-17' };
  expect((await county.post('inspector', `/api/v1/doubts/${id}/conclusion`, conclusion)).status).toBe(200);
  await act('control-op1', 'review');
  await act('control-op2', 'approve');
  await act('control-op2', 'order-stop');

  const stop = await county.opened('resident-pension-suspension', unit, { subject: dead });
  await county.done(stop, 'handle', 'resident-pension-op1');
  await county.done(stop, 'review', 'resident-pension-op3');
  const confirm = (who: string) =>
    county.post(who, `/api/v1/doubts/${id}/stop-confirmation`, { stoppedOn: '2025-11-30', case: stop });
  for (const who of ['control-op2', 'inspector', 'resident-pension-op1'])
    expect((await confirm(who)).status, who).toBe(403);
  const head = of === unit ? 'resident-pension-head' : 'director';
  expect(await confirm(head)).toMatchObject({ status: 200, body: { stop: { case: stop, confirmedBy: head } } });
  expect(
    (await county.entries({ action: 'doubt.stop-confirmed' })).filter(({ outcome }) => outcome === 'done'),
  ).toHaveLength(1);
});
