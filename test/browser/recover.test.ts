import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPerson } from '../support/api.ts';
import { type Office, openOffice } from './office.ts';

/** Money got back, in the console: ordered by three people, paid in part, the rest agreed on by instalments, and what is to be done on the way. */
let office: Office;
let id: string;
beforeAll(async () => {
  office = await openOffice();
  const owner = await office.zhiheng.database.owner();
  const { rows } = await owner.pool.query(
    `insert into control.doubt (centre, id, rule, key, severity, unit, at, state, conclusion, confirmed_fen, concluded_by, concluded_at,
       reviewed_by, approved_by)
     select code, gen_random_uuid(), 'test', 'one', 3, 'enterprise-pension', now(), 'approved', 'confirmed', 174400, gen_random_uuid(), now(),
       gen_random_uuid(), gen_random_uuid()
     from (select centre as code from access.centre limit 1) c returning id`,
  );
  const handler = await asPerson(office.zhiheng.origin, 'control-op3');
  const opened = await handler.post<{ id: string }>('/api/v1/recoveries', {
    source: 'doubt',
    about: rows[0].id,
    basis: '死亡后继续领取养老金',
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  id = opened.body.id;
}, 240_000);
afterAll(() => office?.close());

test('a recovery goes from hand to hand by what each finds to do, and its money is kept line by line', async () => {
  const handler = await office.open('control-op3', '/home');
  await handler.getByRole('link', { name: '内控待办 1 项' }).click();
  await handler.getByRole('table', { name: '内控待办' }).getByText('经办追回').waitFor();
  await handler.getByRole('link', { name: '去办理' }).click();
  await handler.getByRole('heading', { name: '追回 ¥1,744.00' }).waitFor();
  await handler.getByRole('button', { name: '拟责令退回' }).click();
  const dialog = handler.getByRole('dialog');
  await dialog.getByLabel('限期退回').fill('2027-12-31');
  await dialog.getByLabel('限期退回').press('Enter');
  await dialog.getByRole('button', { name: '拟责令退回' }).click();
  await handler.getByText('待复核').first().waitFor();

  for (const [who, words, next] of [
    ['control-op1', '复核', '待审核'],
    ['control-op2', '审核', '追回中'],
  ] as const) {
    const page = await office.open(who, `/recoveries/${id}`);
    await page.getByRole('main').getByRole('button', { name: words }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(words.split('').join('\\s?')) })
      .click();
    await page.getByText(next).first().waitFor();
  }

  const page = await office.open('control-op3', `/recoveries/${id}`);
  await page.getByRole('button', { name: '登记退款或抵扣' }).click();
  const payment = page.getByRole('dialog');
  await payment.getByLabel('金额（元）').fill('1000');
  await payment.getByLabel('凭证号').fill('R1');
  await payment.getByLabel('发生日期').fill('2026-01-05');
  await payment.getByLabel('发生日期').press('Enter');
  await payment.getByRole('button', { name: '登记退款或抵扣' }).click();
  const lines = page.getByRole('table', { name: '流水' });
  await lines.getByRole('row', { name: /收到退款.*¥1,000.00.*¥744.00.*R1/ }).waitFor();

  await page.getByRole('link', { name: '追回', exact: true }).click();
  await page.getByRole('table', { name: '追回' }).getByText('¥744.00').waitFor();
  await page.getByText('追回 ¥1,000.00').waitFor();
  await office.open('control-op3', '/tasks?tab=calendar');
  await page.getByRole('table', { name: '到期日历' }).getByText('休').first().waitFor();
  expect(office.faults).toEqual([]);
});
