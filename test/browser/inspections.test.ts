import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFinishedCases, monthBefore } from '../support/finished-cases.ts';
import { type Office, openOffice } from './office.ts';

/** A month inspected: planned after its preview, frozen, drawn, allotted, papered by keyboard, reviewed, revealed, drawn again in the browser. */
let office: Office;
const { month, at } = monthBefore();
beforeAll(async () => {
  office = await openOffice();
  await addFinishedCases(office.zhiheng.database, at, [
    {
      item: 'skill-subsidy',
      unit: 'injury-unemployment',
      handle: 'hall-op1',
      review: 'hall-op2',
      amountFen: 2_000_000,
    },
  ]);
}, 240_000);
afterAll(() => office?.close());

test('plan → draw → paper → review → proof', async () => {
  const head = await office.open('control-head', '/inspections');
  await head.getByRole('button', { name: '计划稽核' }).click();
  const dialog = head.getByRole('dialog');
  await dialog.getByLabel('所查月份').fill(month);
  await dialog.getByRole('button', { name: /预\s?览/ }).click();
  await dialog.getByText('总体 1 件：必抽 1 件').waitFor();
  await dialog.getByRole('button', { name: '计划稽核' }).click();
  await head.getByRole('heading', { name: `稽核抽查 ${month}` }).waitFor();
  const press = async (name: string) => {
    await head.getByRole('button', { name }).click();
    await head
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /^确\s?认$/ })
      .last()
      .click();
  };
  await press('冻结总体');
  await press('抽样');
  // Where it waits for the log's next checkpoint, the schedule comes to it within the minute and the page shows it.
  await head.getByRole('button', { name: '分派样本' }).click({ timeout: 100_000 });
  await head.getByText('已分派 1 件，0 件无人可派。').waitFor();
  await head.getByRole('table', { name: '样本' }).getByText('大额').waitFor();
  const inspectorName = (await head
    .getByRole('table', { name: '样本' })
    .getByText(/^inspector2?$/)
    .first()
    .textContent()) as string;
  const path = (await head.getByRole('link', { name: '待填写' }).getAttribute('href')) as string;

  const inspector = await office.open(inspectorName, path);
  for (const point of ['经办程序', '业务内容', '政策依据'])
    await inspector.getByRole('radiogroup', { name: point }).getByText('合规', { exact: true }).click();
  await inspector.keyboard.press('Control+s');
  await inspector.getByText('已保存').waitFor();
  await inspector.getByLabel('备注').fill('材料齐全');
  await inspector.keyboard.press('Control+Enter');
  await inspector.getByText('已签署').waitFor();

  const second = await office.open('control-op1', path);
  await second.getByText('备注：材料齐全').waitFor();
  await second.getByRole('button', { name: /^同\s?意$/ }).click();
  await second.getByText('已同意').waitFor();

  await head.reload();
  await press('公开密数');
  await head.getByRole('tab', { name: '证明' }).click();
  await expect
    .poll(
      async () => {
        await head.getByRole('button', { name: '在本机重抽核对' }).click();
        return head.getByText('相符：由冻结的 1 件重抽').isVisible();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(true);
  await press('办结');
  await head.getByRole('button', { name: '办结' }).waitFor({ state: 'hidden' });
  expect(office.faults).toEqual([]);
});
