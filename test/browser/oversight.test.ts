import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** The pages by which permissions are overseen and changed, one test a page, each by the people it is for. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

/** What is saved when `press` is done: its name and its text. */
async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

describe('the permission ledger', () => {
  test('tells who holds what as of a moment, filters, and gives the same as a file', async () => {
    const page = await office.open('inspector', '/ledger?unit=finance');
    const table = page.getByRole('table', { name: '权限台账' });
    await table.getByText('finance-head', { exact: true }).waitFor();
    expect(await table.getByText('hall-head', { exact: true }).count()).toBe(0);
    const csv = await download(page, () => page.getByRole('button', { name: '下载 CSV' }).click());
    expect(csv.name).toMatch(/^权限台账 .*\.csv$/);
    expect(csv.text).toContain('finance-head');
    expect(csv.text).not.toContain('hall-head');
    const xlsx = await download(page, () => page.getByRole('button', { name: '下载 Excel' }).click());
    expect(xlsx.text.slice(0, 2)).toBe('PK');
  });

  test('has nothing as of a moment before the centre, and names the difference since', async () => {
    const page = await office.open('inspector', '/ledger?at=2020-01-01T00:00:00.000Z');
    await page.getByText('没有符合条件的授权。').waitFor();
    const between = new URLSearchParams({
      view: 'difference',
      from: '2020-01-01T00:00:00.000Z',
      to: new Date(Date.now() + 60_000).toISOString(),
      person: 'finance-head',
    });
    await office.open('inspector', `/ledger?${between}`);
    const table = page.getByRole('table', { name: '两个时点的差异' });
    await table.getByText('新增').first().waitFor();
    await table.getByText('finance-head', { exact: true }).first().waitFor();
  });

  test('prints the table and leaves menus, filters and buttons out', async () => {
    const page = await office.open('inspector', '/ledger?unit=finance');
    await page.getByRole('table', { name: '权限台账' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const hidden of [page.getByRole('navigation'), page.getByRole('button', { name: '打印' })])
      expect(await hidden.isVisible()).toBe(false);
    expect(await page.getByRole('table', { name: '权限台账' }).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });
});

describe('a review of permissions', () => {
  test('is opened, worked through by keyboard, and signed off by another', async () => {
    const opener = await office.open('secadmin', '/certifications');
    await opener.getByRole('button', { name: '发起复核' }).click();
    const dialog = opener.getByRole('dialog');
    await dialog.getByLabel('名称').fill('制卡股复核');
    await dialog.getByLabel(/复核范围/).fill('card');
    await opener.getByRole('treeitem', { name: '社会保障卡管理股' }).click();
    await dialog.getByRole('button', { name: '发起复核' }).click();
    await opener.getByRole('heading', { name: '制卡股复核' }).waitFor();
    const path = new URL(opener.url()).pathname;

    const head = await office.open('card-head', path);
    const rows = head.getByRole('table', { name: '待我复核' }).getByRole('row');
    await rows.nth(1).waitFor();
    const count = (await rows.count()) - 1;
    await rows.nth(1).focus();
    await head.keyboard.press('2');
    const removal = head.getByRole('dialog');
    const confirm = removal.getByRole('button', { name: '收回 1 项授权' });
    await confirm.click();
    await removal.getByText('请说明收回的理由').waitFor();
    await removal.getByLabel(/理由/).fill('已调整岗位');
    await confirm.click();
    await head.getByText('已复核 1 项').waitFor();

    await rows.nth(1).focus();
    await head.keyboard.press('a');
    await head.keyboard.press('1');
    await head.getByText(`您将一次对 ${count - 1} 项表态`).waitFor();
    await head.getByRole('button', { name: `保留 ${count - 1} 项授权` }).click();
    await head.getByText('没有等您复核的授权。').waitFor();

    const deputy = await office.open('deputy-director', path);
    await deputy.getByRole('table', { name: '待我复核' }).getByRole('row').nth(1).focus();
    await deputy.keyboard.press('1');
    await deputy.getByText('没有等您复核的授权。').waitFor();

    const director = await office.open('director', path);
    await director.getByRole('button', { name: '签署复核报告' }).click();
    await director.getByRole('dialog').getByRole('button', { name: '签署复核报告' }).click();
    await director.getByText(/已由 director 于 .* 签署/).waitFor();
    await director.getByRole('tab', { name: '复核报告' }).click();
    await director
      .getByRole('row', { name: /card-head/ })
      .first()
      .waitFor();
  });
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
