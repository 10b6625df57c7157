import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPerson } from '../support/api.ts';
import { choose, type Office, openOffice } from './office.ts';

/** How units, items, roles and approval chains are read, retire and are put back, each previewed before it is asked for. */
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

const retiring = (kind: string, of: string) => `/catalogue/${kind}/retirement?${new URLSearchParams({ of })}`;
/** Everybody whom the chain of rules asks agrees to what the page shows. */
async function approve(page: Page): Promise<void> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  for (const username of ['control-head', 'director', 'city-maintainer']) {
    const approver = await asPerson(office.zhiheng.origin, username);
    const { status } = await approver.post(`/api/v1/requests/${id}/decisions`, { decision: 'approve' });
    expect(status, username).toBe(200);
  }
}

test('a unit retires once another takes it over: what is left is listed, and leads to where it is', async () => {
  const page = await office.open('secadmin', retiring('units', 'hall'));
  const left = page.getByRole('list', { name: '停用后的遗留' });
  const people = left.getByRole('listitem').filter({ hasText: '所属人员：1' });
  await people.getByText('须先处理').waitFor();
  await left.getByRole('listitem').filter({ hasText: '岗位模板：1' }).getByText('不妨碍停用').waitFor();
  expect(await left.getByRole('link', { name: '社会保障卡管理股' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);
  await people.getByRole('link', { name: 'hall-head' }).click();
  await page.waitForURL('**/people/hall-head');

  await office.open('secadmin', retiring('units', 'village-01'));
  await page.getByText('须先处理', { exact: true }).first().waitFor();
  await page.getByLabel('并入机构（机构改革时填）').fill('village-0');
  const offered = page.getByRole('treeitem', { name: /村/ });
  await expect.poll(() => offered.count(), { timeout: 20_000 }).toBe(8);
  await offered.first().click();
  await submit(page, '网点合并');
  await page.getByText('停用机构：暖心居保村级服务点01号').first().waitFor();
  await page.getByText('下级机构、事项、人员和授权并入：暖心居保村级服务点02号').waitFor();
});

test('a chain without which nothing would decide stays', async () => {
  const page = await office.open('secadmin', '/catalogue');
  await page.getByRole('tab', { name: '审批链' }).click();
  const row = page.getByRole('row', { name: /revoke\/1/ });
  await row.getByRole('link', { name: '申请停用' }).click();
  await page.getByRole('heading', { name: '申请停用审批链：收回 · 1 级风险' }).waitFor();
  await page.getByText(/^不能提交/).waitFor();
  expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);
});

test('an item retires and is put back; who asks for it again is led to the request in the way', async () => {
  const item = retiring('items', 'employer-registration');
  const page = await office.open('secadmin', item);
  await submit(page, '并入其他事项');
  const asked = page.url();
  await page.getByText('停用事项：用人单位参保登记').waitFor();
  await office.open('secadmin', item);
  await page.getByRole('link', { name: '挡在前面的申请' }).click();
  await page.waitForURL(asked);
  await approve(page);

  await office.open('secadmin', '/requests/new?change=exception');
  await page.getByLabel('仅限这些事项（不选为全部）').fill('参保登记');
  const offered = page.locator('.ant-select-item-option:visible');
  const inUse = ['城乡居民参保登记', '灵活就业人员参保登记', '职工参保登记'];
  await expect.poll(async () => (await offered.allTextContents()).sort(), { timeout: 20_000 }).toEqual(inUse);
  await office.open('secadmin', '/catalogue/roles?text=enrolment-handle');
  await page.getByRole('button', { name: '展开行' }).click();
  await page.getByText(/用人单位参保登记（已停用）/).waitFor();

  await office.open('secadmin', '/catalogue/items?state=retired');
  const row = page.getByRole('row').filter({ hasText: 'employer-registration' });
  await row.getByText('已停用', { exact: true }).waitFor();
  await row.getByRole('link', { name: '申请恢复' }).click();
  await submit(page, '仍须单独办理');
  await page.getByText('恢复事项：用人单位参保登记').waitFor();
  await approve(page);
  await office.open('secadmin', '/catalogue/items?state=retired');
  await page.getByText('没有符合条件的。').waitFor();
});

test('a unit is renamed and moved: only what is another is asked for, shown beside what is', async () => {
  const page = await office.open('secadmin', '/catalogue/units?text=hall-window-1');
  await page.getByRole('link', { name: '申请修改' }).click();
  await page.getByText(/与现行相同的无须送审/).waitFor();
  await page.getByLabel('中文名称', { exact: true }).fill('制卡专窗');
  await page.getByLabel('上级机构', { exact: true }).fill('社会保障卡');
  await page.getByRole('treeitem', { name: '社会保障卡管理股' }).click();
  const proposed = page.getByRole('table', { name: '拟定内容' });
  await proposed.getByRole('row', { name: '名称 “一件事”专窗1号 制卡专窗' }).waitFor();
  await proposed.getByRole('row', { name: '上级机构 服务大厅 社会保障卡管理股' }).waitFor();
  await submit(page, '窗口划转');
  await page.getByText('调整机构：制卡专窗').waitFor();
  await approve(page);
  await office.open('secadmin', '/catalogue/units?text=hall-window-1');
  await page.getByRole('row', { name: /制卡专窗.*社会保障卡管理股/ }).waitFor();
});

test('an item is changed: a duty that nobody could do is told before it is asked for', async () => {
  const page = await office.open('secadmin', '/catalogue/items?text=employee-enrolment');
  await page.getByRole('link', { name: '申请修改' }).click();
  await choose(page, page, '职责（按办理顺序）', '审核');
  const proposed = page.getByRole('table', { name: '拟定内容' });
  await proposed.getByRole('row', { name: '职责（按办理顺序） 经办、复核 经办、复核、审核' }).waitFor();
  await page.getByRole('heading', { name: /受影响$/ }).waitFor();
  await page.getByLabel('职责（按办理顺序）', { exact: true }).press('Backspace');
  await page.getByText(/与现行相同的无须送审/).waitFor();
  await page.getByRole('radio', { name: '3 级风险' }).check();
  await proposed.getByRole('row', { name: /^风险 [12] 级风险 3 级风险$/ }).waitFor();
  await submit(page, '提高风险等级');
  await page.getByText('调整事项：职工参保登记').waitFor();
});

test('a chain gains a stage', async () => {
  const page = await office.open('secadmin', '/catalogue/chains?text=grant/1');
  await page.getByRole('link', { name: '申请修改' }).first().click();
  await page.getByText(/与现行相同的无须送审/).waitFor();
  await page.getByRole('button', { name: '加一级审批' }).click();
  const added = page.getByRole('group', { name: /^第 \d 级$/ }).last();
  await added.getByLabel('审批岗位').fill('director');
  await page.locator('.ant-select-item-option:visible').filter({ hasText: 'director' }).first().click();
  await choose(page, added, '何处的岗位', '本中心');
  const proposed = page.getByRole('table', { name: '拟定内容' });
  await proposed.locator('tr.differs').filter({ hasText: '本中心' }).waitFor();
  await submit(page, '加强审批');
  await page.getByText(/^调整审批链：授予 · 1 级风险/).waitFor();
});

test('whoever does not administer security reads it and asks for nothing; it fits 1366 × 768, and speaks English', async () => {
  const page = await office.open('newcomer', '/catalogue/roles?text=card-handle');
  await page.getByRole('table', { name: '角色' }).getByText('card-handle').waitFor();
  expect(await page.getByText('申请停用').count()).toBe(0);
  await page.getByText('English').click();
  const changes = ['units/change?of=hall', 'items/change?of=employee-enrolment', 'chains/change?of=revoke/1/'];
  for (const kind of ['units', 'items', 'roles', 'chains', ...changes]) {
    await office.open('newcomer', `/catalogue/${kind}`);
    await (changes.includes(kind) ? page.getByLabel('Reason') : page.getByRole('table')).waitFor();
    const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
    expect(await page.evaluate<number>(sideways), kind).toBeLessThanOrEqual(0);
  }
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
