import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** How new units, items, chains and limits are asked for, each previewed; and which permitted decisions are logged. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

async function submit(page: Page, reason: string): Promise<void> {
  await page.getByLabel('理由').fill(reason);
  await page.getByText('可以提交').waitFor();
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('heading', { name: '申请详情' }).waitFor();
}

async function name(page: Page, code: string, zh: string, en: string): Promise<void> {
  await page.getByLabel('代码', { exact: true }).fill(code);
  await page.getByLabel('中文名称', { exact: true }).fill(zh);
  await page.getByLabel('英文名称', { exact: true }).fill(en);
}

async function choose(page: Page, label: string, text: string, option = text): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.click();
  // A short list is not searched: its field would be waited for in vain.
  if (await field.isEditable()) await field.fill(text);
  await page.locator('.ant-select-item-option:visible').filter({ hasText: option }).first().click();
}

async function chooseUnit(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('treeitem', { name: text }).first().click();
}

test('a new unit: its code is checked as it is typed', async () => {
  const page = await office.open('secadmin', '/catalogue/units');
  await page.getByRole('link', { name: '申请新增机构' }).click();
  await page.getByRole('heading', { name: '申请新增机构' }).waitFor();
  await name(page, 'hall', '综合窗口', 'General window');
  await page.getByText('这个代码已在使用').waitFor();
  await page.getByLabel('代码', { exact: true }).fill('Hall 9');
  await page.getByText('代码由小写字母、数字、横线组成').waitFor();
  await page.getByLabel('代码', { exact: true }).fill('hall-window-9');
  await choose(page, '机构类别', '窗口');
  await chooseUnit(page, '上级机构', '服务大厅');
  await submit(page, '增设窗口');
  await page.getByText('综合窗口').first().waitFor();
});

test('a new item: who could do it is tried with roles before it is asked for', async () => {
  const page = await office.open('secadmin', '/catalogue/items/new');
  await name(page, 'card-reissue', '社保卡补换', 'Card reissue');
  await chooseUnit(page, '机构', '社会保障卡管理股');
  await choose(page, '险种', '社会保障卡');
  const tried = page.locator('.ant-card').filter({ hasText: '交给所选角色后的配备' }).last();
  await tried.getByText('选定职责和角色后').waitFor();
  // By itself nobody may do it.
  await page.getByRole('heading', { name: /受影响$/ }).waitFor();
  await choose(page, '经办拟交给的角色', 'card-handle', '经办');
  await page.keyboard.press('Escape');
  await tried.getByText('无人可办：复核').waitFor();
  await choose(page, '复核拟交给的角色', 'card-review', '复核');
  await page.keyboard.press('Escape');
  await tried.getByText('无人可办：复核').waitFor({ state: 'detached' });
  await submit(page, '新业务');
});

test('a new chain: stages change places by keyboard, and it is tried where it is for', async () => {
  const page = await office.open('secadmin', '/catalogue/chains/new');
  await page.getByText('已有这条审批链').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: '1 级风险' }).check();
  await choose(page, '仅限的机构类别（不选为全部）', '窗口');
  const stage = (number: number) => page.getByRole('group', { name: `第 ${number} 级`, exact: true });
  const decides = async (number: number, role: string) => {
    const field = stage(number).getByLabel('审批岗位');
    await field.fill(role);
    await page.locator('.ant-select-item-option:visible').filter({ hasText: role }).first().click();
  };
  await decides(1, 'director');
  await page.getByRole('button', { name: '加一级审批' }).click();
  await decides(2, 'section-head');
  await page.getByRole('button', { name: '第 2 级上移' }).press('Enter');
  const trial = page.getByRole('list', { name: '试行' });
  await expect
    .poll(() => trial.getByRole('listitem').first().textContent(), { timeout: 20_000 })
    .toContain('hall-head');
  await page.getByText('各适用机构都走得通。').waitFor();
  await submit(page, '窗口授权从严');
});

test('a limit: what lasts beyond it is listed', async () => {
  const page = await office.open('secadmin', '/catalogue/limits');
  await page
    .getByRole('row', { name: /2 级风险.*732 天.*系统默认/ })
    .getByRole('link')
    .click();
  await page.getByLabel('最长期限（天）').fill('90');
  const beyond = page.getByRole('list', { name: '超出新上限的授权与申请' });
  await beyond.getByText('继续有效，不能再延至更久').waitFor();
  await submit(page, '从严授权');
  await page.getByText('调整最长授权期限：2 级风险').first().waitFor();
});

test('a limit of the centre’s own is taken back, and what is usual shown beside it', async () => {
  const { pool } = await office.zhiheng.database.owner();
  await pool.query(`with own as (insert into access.grant_limit (centre, risk, longest_days) values ('county', 1, 120)),
      raised as (update access.centre set epoch = epoch + 1, policy_epoch = epoch + 1 where centre = 'county' returning epoch)
    select pg_notify('zhiheng_access', jsonb_build_object('centre', 'county', 'policy', true, 'epoch', epoch)::text) from raised`);
  const page = await office.open('secadmin', '/limits/1/change');
  await page.getByLabel('取消本中心规定').check();
  await page.getByText('取消后，今后的授权可无截止时间').waitFor();
  expect(await page.getByLabel('最长期限（天）').count()).toBe(0);
  await page.getByText('按系统默认').first().waitFor();
  await submit(page, '不再另行规定');
  await page.getByText('调整最长授权期限：1 级风险').first().waitFor();
});

test('the decision log: a type is added and stopped by who administers the audit, and is told with who set it', async () => {
  const page = await office.open('auditadmin', '/decision-log');
  await page.getByText('目前不记录任何准许的判定。').waitFor();
  await page.getByRole('button', { name: '开始记录' }).click();
  await page.getByText('请选择或填写资源类型').waitFor();
  await page.getByLabel('资源类型').fill('case');
  await page.getByLabel('资源类型').press('Escape');
  await page.getByRole('button', { name: '开始记录' }).click();
  await page.getByRole('row', { name: /办件.*auditadmin/ }).waitFor();
  const reader = await office.open('inspector', '/decision-log');
  await reader.getByRole('row', { name: /办件.*auditadmin/ }).waitFor();
  expect(await reader.getByRole('button', { name: /停止记录/ }).count()).toBe(0);
  await page.getByRole('button', { name: '停止记录办件的准许' }).click();
  await page.getByRole('button', { name: /^确\s?定$/ }).click();
  await page.getByText('目前不记录任何准许的判定。').waitFor();
});

test('the pages fit 1366 × 768, and speak English', async () => {
  const page = await office.open('secadmin', '/catalogue/limits');
  await page.getByText('English').click();
  for (const path of ['/catalogue/units/new', '/catalogue/items/new', '/catalogue/chains/new', '/limits/1/change']) {
    await office.open('secadmin', path);
    await page.getByLabel('Reason').waitFor();
    const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
    expect(await page.evaluate<number>(sideways), path).toBeLessThanOrEqual(0);
  }
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
