import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asClient } from '../support/api.ts';
import { holdBack, type Office, openOffice } from './office.ts';

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

/** A day in Shanghai, written `YYYY-MM-DD`. */
const daysAhead = (days: number): string =>
  new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

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
  test('finds a unit that was searched for before the units had come', async () => {
    const page = await office.open('secadmin', '/');
    const letCome = await holdBack(page, '**/api/v1/units?*');
    await office.open('secadmin', '/certifications');
    await page.getByRole('button', { name: '发起复核' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/复核范围/)
      .fill('card');
    await page.locator('.ant-select-dropdown:visible').waitFor();
    letCome();
    await page.getByRole('treeitem', { name: '社会保障卡管理股' }).waitFor();
  });

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

describe('conflicts', () => {
  test('that people can do and did are counted side by side, and a figure leads to the cases behind it', async () => {
    const business = await asClient(office.zhiheng.origin, 'demo-business', 'cases:write');
    for (const item of ['card-instant-issue', 'card-pin-reset']) {
      const opened = await business.post('/api/v1/cases', { item, unit: 'card', reference: `MADE-${item}` });
      const done = await business.post(`/api/v1/cases/${opened.body.id}/steps`, { duty: 'handle', actor: 'card-op1' });
      expect([opened.status, done.status]).toEqual([201, 201]);
    }
    const page = await office.open('control-head', '/conflicts');
    await page.getByText(/能做什么：\d+ 处冲突（\d+ 人）；做过什么：1 处（1 人）/).waitFor();
    const row = page.getByRole('row', { name: /cards-and-payees/ });
    await row
      .getByRole('button', { name: /做过什么：1/ })
      .first()
      .click();
    await page.getByText('1 处冲突，涉及 1 人').waitFor();
    const asked = new URL(page.url()).searchParams;
    expect([asked.get('view'), asked.get('rule')]).toEqual(['did', 'cards-and-payees']);
    await page.getByText('各方先后办理，时间不交错').waitFor();
    await page.getByRole('button', { name: '查看办件' }).click();
    await page.getByRole('link', { name: /MADE-card-pin-reset/ }).waitFor();
    await page.getByRole('tab', { name: '能做什么' }).click();
    await page.getByText(/\d+ 处冲突，涉及 \d+ 人/).waitFor();
    await page.getByText(/一件只经 2 人之手/).waitFor();
  });
});

describe('staffing', () => {
  test('tells without whom an item fails, and what a departure would break', async () => {
    const page = await office.open('control-head', '/staffing?unit=finance&resiliency=2');
    const table = page.getByRole('table', { name: '岗位配备' });
    await table
      .getByText(/仍可办|即办不了/)
      .first()
      .waitFor();
    await page.getByLabel('离岗的人').fill('finance-op');
    await page.getByText(/finance-op1 ·/).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '预演' }).click();
    await page.getByText(/没有事项受影响|项（事项×机构）受影响/).waitFor();
  });
});

describe('acting', () => {
  test('with some of one’s roles only, chosen from the header', async () => {
    const page = await office.open('finance-head', '/home');
    await page.getByRole('button', { name: '切换角色' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('未选择：互不冲突的角色全部启用。').waitFor();
    await dialog.getByRole('button', { name: '启用所选角色' }).click();
    await page.getByText('角色已切换').waitFor();
    await page.getByRole('button', { name: '切换角色' }).click();
    await page.getByRole('dialog').getByText('已选择：只以所选角色办事。').waitFor();
  });

  test('never for a relation, which is declared and not shown again', async () => {
    const page = await office.open('hall-op1', '/relations');
    await page.getByLabel('与本人的关系').click();
    await page.getByTitle('配偶').click();
    await page.getByLabel('身份号码').fill('110101199003070000');
    await page.getByRole('button', { name: /^申\s?报$/ }).click();
    await page.getByText('已申报。').waitFor();
    await page.getByRole('table', { name: '已申报' }).getByText('配偶').waitFor();
    expect(await page.getByText('110101199003070000').count()).toBe(0);
  });

  test('through a deputy, for days', async () => {
    const page = await office.open('finance-head', '/deputies');
    await page.getByLabel('代理人', { exact: true }).fill('deputy-director');
    await page.keyboard.press('Escape');
    await page.getByLabel('理由').fill('年休假');
    await page.getByLabel('截止日期（含当日）').fill(daysAhead(5));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '指定我的代理人' }).click();
    await page.getByRole('table', { name: '代理关系' }).getByText('代理中').waitFor();
  });
});

describe('requests in bulk', () => {
  test('are read from CSV with the faults of each line, previewed, submitted and decided in one act', async () => {
    const page = await office.open('hall-head', '/bulk');
    await page
      .getByLabel('CSV 内容')
      .fill('人员,变更,角色,机构\nnewcomer,授予,hall-handle,hall\nnewcomer,挪用,hall-handle,hall\n');
    await page.getByRole('button', { name: '读取' }).click();
    await page.getByText('1 行读不懂，未加入').waitFor();
    const lines = page.getByRole('table', { name: '申请清单' });
    await lines.getByText('可以提交').waitFor();
    await page.getByLabel('理由').fill('新入职');
    await page.getByRole('button', { name: '提交清单' }).click();
    await page.getByRole('heading', { name: '批量申请详情' }).waitFor();
    await lines.getByText('审批中').waitFor();
    const { pathname } = new URL(page.url());
    const request = lines.getByRole('link').first();
    await request.click();
    const candidate = /可审批人：([a-z0-9-]+)/.exec(
      (await page
        .getByText(/可审批人：/)
        .first()
        .textContent()) ?? '',
    );
    const approver = await office.open(candidate?.[1] ?? '', pathname);
    await approver.getByRole('button', { name: '同意待我审批的 1 项' }).click();
    await approver.getByText('已审批 1 项').waitFor();
  });
});

describe('exceptions and adjustments', () => {
  test('are asked for with what keeps them safe, who owns that, and an end', async () => {
    const page = await office.open('control-head', '/requests/new?change=exception&beneficiary=newcomer');
    await page.getByLabel('规则', { exact: true }).click();
    await page.getByLabel('规则', { exact: true }).fill('制卡');
    await page.keyboard.press('Enter');
    const owner = page.getByLabel('控制责任人');
    await owner.fill('inspector');
    await owner.press('Escape');
    await page.getByLabel('补偿控制措施').fill('每日核对清单');
    await page.getByText('填好必填各项后，这里显示冲突和审批环节。').waitFor();
    await page.getByLabel('截止日期（含当日）').fill(daysAhead(30));
    await page.keyboard.press('Enter');
    await page.getByText('可以提交').waitFor();
    await page.getByLabel('理由').fill('同事病假，一人兼办');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '申请详情' }).waitFor();
    await page.getByText('例外：cards-and-payees').waitFor();
    await page.getByText('审批中').first().waitFor();
  });

  test('are listed to internal control', async () => {
    const page = await office.open('inspector', '/exceptions');
    await page.getByText('没有例外。').waitFor();
    await page.getByRole('tab', { name: '调整任务' }).click();
    await page.getByText('没有调整任务。').waitFor();
  });
});

describe('each of these pages', () => {
  test('fits 1366 × 768 without scrolling sideways, and speaks English', async () => {
    const page = await office.as('control-head');
    await page.getByText('English').click();
    for (const path of [
      '/ledger',
      '/certifications',
      '/conflicts',
      '/staffing',
      '/bulk',
      '/relations',
      '/deputies',
      '/exceptions',
    ]) {
      await office.open('control-head', path);
      const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
      expect(await page.evaluate<number>(sideways), path).toBeLessThanOrEqual(0);
      expect(await page.getByRole('heading', { level: 1 }).textContent(), path).toMatch(/^[A-Za-z ]+$/);
    }
  });
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
