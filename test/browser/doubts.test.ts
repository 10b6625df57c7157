import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** A list that a platform sent: its errors read, brought in, one doubt of it confirmed by three people, the others cleared at once and checked. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

const line = (index: number) => `1101051949${String(index).padStart(4, '0')}123X,2025-03-11,2025-11,1744.00`;
const fileOf = (...lines: string[]) => ({
  name: '死亡后领取.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['身份证号,死亡日期,最后发放月份,金额（元）', ...lines, ''].join('\r\n')),
});

test('a list is brought in, one of its doubts is confirmed by three people', async () => {
  const page = await office.open('inspector', '/doubt-lists');
  await page.getByLabel('平台批次号').fill('JJ-2026-11');
  const choose = async (...lines: string[]) => {
    await page.locator('input[type=file]').setInputFiles(fileOf(...lines));
    await page.getByRole('button', { name: /^预\s?览$/ }).click();
  };
  await choose(line(1), line(2).replace('1744', '-1744'));
  await page.getByText('金额为负。').waitFor();
  await choose(line(1), line(2), line(3), line(2));
  await page.getByRole('heading', { name: '死亡后领取.csv' }).waitFor();
  await page.getByText('与第 3 行重复').waitFor();
  await page.getByRole('button', { name: /^导\s?入$/ }).click();
  await page.getByText('已导入').waitFor();
  await page.getByRole('table', { name: '行数' }).getByRole('link', { name: '疑点核查' }).first().click();
  await page.getByLabel('分派给').fill('inspector');
  await page.getByRole('button', { name: /^分\s?派$/ }).click();
  await page.getByRole('button', { name: '开始核查' }).click();
  await page.getByText('属实').click();
  await page.getByLabel('核实金额（元）').fill('1744');
  await page.getByLabel('说明及依据').first().fill('死亡证明 2025-17');
  await page.getByRole('button', { name: '作出结论' }).click();
  await page.getByText('待复核').waitFor();
  const at = new URL(page.url()).pathname;
  await (await office.open('control-op1', at)).getByRole('button', { name: /^复\s?核$/ }).click();
  await (await office.as('control-op1')).getByText('待审核').waitFor();
  const approver = await office.open('control-op2', at);
  await approver.getByRole('button', { name: /^审\s?核$/ }).click();
  await approver.getByText('已确认').waitFor();
  await approver.getByRole('button', { name: '通知停发' }).click();
  await approver.getByText(/^已于 .* 通知停发待遇$/).waitFor();
  expect(office.faults).toEqual([]);
});

test('the others are cleared by the keyboard, after a while to undo, and a second person checks them', async () => {
  const page = await office.open('inspector', '/doubts');
  await page.getByRole('table', { name: '疑点核查' }).locator('tbody tr[tabindex="0"]').focus();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('排除原因').click();
  await page.locator('.ant-select-dropdown:visible').getByTitle('平台数据有误').click();
  await dialog.getByLabel('说明及依据').fill('与省平台核对');
  await dialog.getByRole('button', { name: /^排\s?除$/ }).click();
  await dialog.getByRole('button', { name: /^撤\s?销$/ }).click();
  await dialog.getByRole('button', { name: /^排\s?除$/ }).click();
  await dialog.getByRole('button', { name: '立即排除' }).click();
  await dialog.getByText('已排除 1 个，未排除 0 个').waitFor();
  const checker = await office.open('control-op1', '/doubt-clearings');
  await checker.locator('.ant-table-row-expand-icon').first().click();
  await checker.getByLabel('说明及依据').fill('材料齐全');
  await checker
    .getByRole('table', { name: '抽查', exact: true })
    .getByRole('button', { name: /^通\s?过$/ })
    .click();
  await checker.getByText('抽查通过').waitFor();
  expect(office.faults).toEqual([]);
});
