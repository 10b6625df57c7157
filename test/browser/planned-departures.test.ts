import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** Who is to leave, and when; and the report of who has left. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

async function fillDay(page: Page, label: string, day: string): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label, { exact: true });
  await field.fill(day);
  await field.press('Enter');
}

test('a date of birth plans the retirement, which a colleague asks to put off', async () => {
  const page = await office.open('sysadmin', '/people/card-op1');
  await page.getByText('没有离岗计划。').waitFor();
  await page.getByRole('button', { name: '登记出生日期' }).click();
  await fillDay(page, '出生日期', '1990-05-17');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByText(/2053-05-17 退休（还有/).waitFor();
  const plans = await office.open('sysadmin', '/planned-departures');
  await plans.getByRole('table', { name: '离岗计划 2053-05' }).getByText('到龄退休').waitFor();
  const head = await office.open('card-head', '/people/card-op1');
  await head.getByRole('button', { name: '延迟退休' }).click();
  await fillDay(head, '延迟至', '2055-01-01');
  await head.getByRole('dialog').getByLabel('理由').fill('工作需要，本人自愿');
  await head.getByRole('dialog').getByRole('button', { name: '提交申请' }).click();
  await head.getByRole('heading', { name: '申请详情' }).waitFor();
  await head.getByText('2055-01-01').first().waitFor();
});

test('the report of a departure is signed and printed; who has left may be asked back', async () => {
  const page = await office.open('sysadmin', '/people/finance-op6');
  await page.getByRole('button', { name: '办理离岗' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/输入用户名/)
    .fill('finance-op6');
  await page.getByRole('dialog').getByRole('button', { name: '确认离岗' }).click();
  await page.getByRole('heading', { name: /^离岗：/ }).waitFor();
  await page.getByRole('table', { name: '会计岗位交接' }).getByText('finance-head').waitFor();
  await page.getByText('报告签名').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: '导出表格' }).isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  const left = await office.open('sysadmin', '/people/finance-op6');
  await left.getByRole('button', { name: '撤销离岗' }).waitFor();
  expect(office.faults).toEqual([]);
});
