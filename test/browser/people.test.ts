import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** What is done when people come, are away, move, are suspended, leave and come back; each act is seen before it is done. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

/** A day in Shanghai, written `YYYY-MM-DD`. */
const daysAhead = (days: number): string =>
  new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByLabel(label, { exact: true }).click();
  await page.getByTitle(option).click();
}

async function chooseUnit(page: Page, label: string, code: string, name: string): Promise<void> {
  await page.getByRole('dialog').getByLabel(label, { exact: true }).fill(code);
  await page.getByRole('treeitem', { name }).click();
}

async function fillDay(page: Page, label: string, day: string): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label, { exact: true });
  await field.fill(day);
  await field.press('Enter');
}

describe('a suspension', () => {
  test('is previewed, previewed anew once it has changed, in force at once, and leads to its confirmation', async () => {
    const page = await office.open('sysadmin', '/people/hall-op2');
    await page.getByRole('button', { name: '紧急停权' }).click();
    const dialog = page.getByRole('dialog');
    const preview = dialog.getByRole('button', { name: '预览影响' });
    await preview.click();
    await dialog.getByText('请选择停权事由').waitFor();
    await choose(page, '停权事由', '接受调查');
    await dialog.getByLabel('情况说明').fill('接到举报，先行停权');
    await preview.click();
    await dialog.getByText('停止登录的账号 (1)').or(dialog.getByText('停用的账号 (1)')).waitFor();
    await dialog.getByText(/可确认的人：/).waitFor();
    await fillDay(page, '停权至（含当日）', daysAhead(7));
    await dialog.getByText('内容已改动，请重新预览后再确认。').waitFor();
    expect(await dialog.getByRole('button', { name: '立即停权' }).count()).toBe(0);
    await preview.click();
    await dialog.getByRole('button', { name: '立即停权' }).click();
    const table = page.getByRole('table', { name: '停权记录' });
    await table.getByText('已停权，待确认').waitFor();
    await table.getByRole('link', { name: '确认申请' }).click();
    await page.getByRole('heading', { name: '申请详情' }).waitFor();
    await page.getByText('确认紧急停权').first().waitFor();
  });

  test('is refused a second time, in words', async () => {
    const page = await office.open('sysadmin', '/people/hall-op2');
    await page.getByRole('button', { name: '紧急停权' }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, '停权事由', '凭据泄露');
    await dialog.getByLabel('情况说明').fill('再停一次');
    await dialog.getByRole('button', { name: '预览影响' }).click();
    await dialog.getByRole('alert').filter({ hasText: '停权' }).last().waitFor();
    expect(await dialog.getByRole('button', { name: '立即停权' }).count()).toBe(0);
  });
});

describe('a leave', () => {
  test('shows what lacks meanwhile, and ends early', async () => {
    const page = await office.open('sysadmin', '/people/hall-op3');
    await page.getByRole('button', { name: /^请\s?假$/ }).click();
    const dialog = page.getByRole('dialog');
    await fillDay(page, '截止日期（含当日）', daysAhead(14));
    await dialog.getByLabel('理由').fill('脱产培训');
    await dialog.getByRole('button', { name: '预览影响' }).click();
    await dialog.getByText(/期间的代理人：/).waitFor();
    await dialog.getByRole('button', { name: '确认请假' }).click();
    const table = page.getByRole('table', { name: '请假记录' });
    await table.getByText('请假中').waitFor();
    await table.getByRole('button', { name: '提前销假' }).click();
    await page
      .getByRole('tooltip')
      .getByRole('button', { name: /^确\s?认$/ })
      .click();
    await table.getByText('已结束').waitFor();
  });
});

describe('a transfer', () => {
  test('shows what ends and what stays, and leads to requests for what the new post is given', async () => {
    const page = await office.open('sysadmin', '/people/card-op2');
    await page.getByRole('button', { name: /^调\s?岗$/ }).click();
    const dialog = page.getByRole('dialog');
    await chooseUnit(page, '调往机构', 'hall', '服务大厅');
    await dialog.getByLabel('新岗位', { exact: true }).fill('');
    await page.locator('.ant-select-item-option').first().click();
    await dialog.getByLabel('理由').fill('轮岗交流');
    await dialog.getByRole('button', { name: '预览影响' }).click();
    await dialog.getByText(/终止的授权 \([1-9]/).waitFor();
    await dialog.getByText('保留的授权').waitFor();
    // Of two who handle cards one is left.
    await dialog.getByText('只剩一人').first().waitFor();
    await dialog.getByRole('button', { name: '确认调岗' }).click();
    await page.getByRole('table', { name: '调岗记录' }).getByText('已调岗').waitFor();
    await page.getByRole('link', { name: '去申请' }).first().click();
    await page.getByRole('heading', { name: '申请权限' }).waitFor();
    const asked = new URL(page.url()).searchParams;
    expect([asked.get('beneficiary'), asked.get('unit')]).toEqual(['card-op2', 'hall']);
    await page.getByText(/没有不相容的职责|处职责冲突/).waitFor();
  });
});

describe('somebody', () => {
  test('comes, with nothing granted', async () => {
    const page = await office.open('sysadmin', '/people');
    await page.getByRole('button', { name: '新增人员' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('姓名').fill('新同事');
    await dialog.getByLabel('用户名', { exact: true }).fill('New Person');
    await chooseUnit(page, '机构', 'card', '社会保障卡管理股');
    const add = dialog.getByRole('button', { name: '确认新增' });
    await add.click();
    const misspelt = dialog.getByText('用户名由小写字母、数字、点、横线组成');
    await misspelt.waitFor();
    await dialog.getByLabel('用户名', { exact: true }).fill('card-op1');
    // By the keyboard: the button moves while the sentence goes, and a click meanwhile may miss it.
    await add.press('Enter');
    await dialog.locator('.ant-alert').waitFor();
    await dialog.getByLabel('用户名', { exact: true }).fill('card-op9');
    await add.press('Enter');
    await page.getByRole('heading', { name: '新同事' }).waitFor();
    await page.getByText('没有授权。').waitFor();
  });

  test('leaves, and comes back without what they held', async () => {
    const page = await office.open('sysadmin', '/people/card-op3');
    await page.getByRole('button', { name: '办理离岗' }).click();
    const leaving = page.getByRole('dialog');
    await leaving.getByLabel('输入用户名 card-op3 以确认').fill('card-op3');
    await leaving.getByRole('button', { name: '确认离岗' }).click();
    await page.getByRole('heading', { name: /^离岗：/ }).waitFor();
    await office.open('sysadmin', '/people/card-op3');
    await page.getByRole('button', { name: /^返\s?聘$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('理由').fill('退休返聘');
    await dialog.getByRole('button', { name: '确认返聘' }).click();
    await page.getByText('已办理返聘').waitFor();
    await page.getByText('在岗').waitFor();
  });
});

describe('the content of a role', () => {
  test('is asked for from what it has; refused with who would break a rule, sent once nobody does', async () => {
    const page = await office.open('secadmin', '/requests/new?change=role-content');
    await page.getByLabel('角色', { exact: true }).fill('card-handle');
    await page.locator('.ant-select-item-option').filter({ hasText: 'card-handle' }).first().click();
    // As it stands it breaks nothing: the role keeps its permission.
    const kept = page.locator('.ant-select-selection-item').filter({ hasText: '经办' });
    await kept.waitFor();
    await page.getByText('可以提交').waitFor();

    const added = page.locator('.ant-select-selection-item').filter({ hasText: '复核' });
    await page.getByLabel('权限', { exact: true }).fill('复核');
    // Not the first of the list before it is narrowed.
    const options = page.locator('.ant-select-item-option').filter({ hasText: 'card-first-issue' });
    await options.filter({ hasText: '复核' }).first().click();
    await page.keyboard.press('Escape');
    await added.waitFor();
    await page.getByText(/处职责冲突/).waitFor();
    await page.getByText('item-handle-review').first().waitFor();
    await page.getByText('card-op1').first().waitFor();
    expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);

    await added.getByLabel('close').click();
    await added.waitFor({ state: 'detached' });
    await page.getByLabel('理由').fill('核对角色内容');
    await page.getByText('可以提交').waitFor();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '申请详情' }).waitFor();
    await page.getByText('核对角色内容').waitFor();
    await page
      .getByText(/card-first-issue.*card-replacement|首次申领.*补换/)
      .first()
      .waitFor();
  });
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
