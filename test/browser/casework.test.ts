import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asPerson } from '../support/api.ts';
import { fillCover, type Office, openOffice } from './office.ts';

/** Cases and who cancels them; a unit suspended; what removals and new items would leave undone; documents named with a request. */
let office: Office;
let business: (path: string, body: object) => Promise<{ id: string }>;
beforeAll(async () => {
  office = await openOffice();
  business = await clientOf(office.zhiheng.origin);
}, 240_000);
afterAll(() => office?.close());

/** Asks as the business system. */
async function clientOf(origin: string) {
  const answer = await fetch(`${origin}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('demo-business:demo-business-secret')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return async (path: string, body: object) => {
    const told = await fetch(origin + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(told.status).toBe(201);
    return (await told.json()) as { id: string };
  };
}

const section = 'enterprise-pension';
const opened = (reference: string) =>
  business('/api/v1/cases', { item: `${section}-award`, unit: section, reference, amountFen: 123_450 });
const step = (id: string, duty: string, op: number, outcome = 'done') =>
  business(`/api/v1/cases/${id}/steps`, { duty, actor: `${section}-op${op}`, outcome });

describe('a case', () => {
  test('is found, shows who did what and who may not go on, leads to its entries, and is cancelled with a reason', async () => {
    const { id } = await opened('YL-2026-1001');
    await opened('YL-2026-1002');
    await opened('YL-2025-1003');
    await step(id, 'handle', 1);
    await step(id, 'review', 3, 'returned');
    await step(id, 'handle', 1);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const administrator = await asPerson(office.zhiheng.origin, 'sysadmin');
    const leave = await administrator.post(`/api/v1/people/${section}-op4/leave`, { until, reason: '培训' });
    expect(leave.status).toBe(201);
    const page = await office.open('inspector', '/home');
    await page.getByRole('navigation').getByRole('link', { name: '办件', exact: true }).click();
    const table = page.getByRole('table', { name: '办件' });
    await table.getByRole('link', { name: 'YL-2026-1002' }).waitFor();
    await page.getByLabel('办件号').fill('YL-2026-');
    await page.getByLabel('办件号').press('Enter');
    await table.getByRole('link', { name: 'YL-2025-1003' }).waitFor({ state: 'detached' });
    // The rows of the answer come a moment after those of the question have gone.
    await table.getByRole('link', { name: 'YL-2026-1002' }).waitFor();
    expect(await table.getByRole('link').allTextContents()).toEqual(['YL-2026-1001', 'YL-2026-1002']);
    await table.getByRole('link', { name: 'YL-2026-1001' }).click();
    await page.getByRole('heading', { name: 'YL-2026-1001', level: 1 }).waitFor();
    await page.getByText('¥1,234.50').waitFor();
    expect(await page.getByLabel('环节', { exact: true }).getByText('退回').count()).toBe(1);
    const candidates = page.getByRole('table', { name: '下一环节人选' }).locator('tbody').getByRole('row');
    await candidates.nth(1).waitFor();
    expect(await candidates.count()).toBe(2);
    expect(await candidates.first().textContent()).toMatch(/-op3.*复核岗可以办理可以退回$/);
    expect(await candidates.last().textContent()).toMatch(/-op4.*不能办理该人员请假离岗期间$/);
    expect(await page.getByRole('button', { name: '撤销办件' }).count()).toBe(0);
    await page.getByRole('link', { name: '审计日志' }).last().click();
    await page.getByRole('table', { name: '审计日志' }).getByText('YL-2026-1001').first().waitFor();

    const handler = await office.open(`${section}-op1`, `/cases/${id}`);
    await handler.getByRole('button', { name: '撤销办件' }).click();
    const dialog = handler.getByRole('dialog');
    const submit = dialog.getByRole('button', { name: '确认撤销' });
    await submit.click();
    const lacking = dialog.getByText('请填写理由');
    await lacking.waitFor();
    await dialog.getByLabel('理由').fill('申请人撤回');
    await lacking.waitFor({ state: 'detached' });
    await submit.click();
    await handler.getByText(`已由 ${section}-op1 撤销：申请人撤回`).waitFor();
    expect(await handler.getByRole('button', { name: '撤销办件' }).count()).toBe(0);
  });

  test('is nothing to who has none: no link, no rows', async () => {
    const page = await office.open('sysadmin', '/cases');
    await page.getByText('没有符合条件的办件。').waitFor();
    expect(await page.getByRole('navigation').getByRole('link', { name: '办件', exact: true }).count()).toBe(0);
  });
});

describe('a unit', () => {
  test('whose agreement has ended is suspended with everybody in it, once its code is typed', async () => {
    const page = await office.open('sysadmin', '/people?unit=outlet-premium');
    await page.getByRole('button', { name: '整体停权' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('情况说明').fill('代办协议到期未续');
    await dialog.getByRole('button', { name: '预览影响' }).click();
    await dialog.getByText(/^将停权 [1-9]\d* 人$/).waitFor();
    const submit = dialog.getByRole('button', { name: '立即整体停权' });
    const typed = dialog.getByLabel('输入机构代码 outlet-premium 以确认');
    await typed.fill('outlet-basic');
    expect(await submit.isDisabled()).toBe(true);
    await typed.fill('outlet-premium');
    await submit.click();
    await page.getByText(/^已停权 [1-9]\d* 人，等待逐人确认$/).waitFor();
  });
});

describe('staffing', () => {
  test('tells what removing a whole set of grants would break, and what a new item would lack', async () => {
    const page = await office.open('control-head', '/staffing');
    await page.getByRole('tab', { name: '收回授权' }).click();
    const form = page.getByRole('tabpanel', { name: '收回授权' });
    await form.getByLabel('角色', { exact: true }).fill('企业养老保险股经办岗');
    await page.getByTitle('企业养老保险股经办岗', { exact: true }).click();
    const grants = page.getByRole('table', { name: '现有授权' });
    await grants.getByRole('row').nth(1).waitFor();
    await grants.getByRole('columnheader').getByRole('checkbox').check();
    await page.getByRole('button', { name: /^预演收回所选 [1-9]/ }).click();
    await page.getByText('将办不了').first().waitFor();

    await page.getByRole('tab', { name: '新开或调整事项' }).click();
    await page.getByText('将办不了').first().waitFor({ state: 'detached' });
    const fresh = page.getByRole('tabpanel', { name: '新开或调整事项' });
    await fresh.getByLabel('类似于').fill('enterprise-pension-award');
    await page.getByTitle('企业职工养老待遇核定', { exact: true }).click();
    await fresh.getByLabel('新事项代码').fill('new-award');
    await fresh.getByRole('button', { name: '预演' }).click();
    await page.getByText('将办不了').first().waitFor();
  });
});

describe('a file of removals', () => {
  test('shows which lines would leave no second person, and goes through with one plan of who covers', async () => {
    const page = await office.open('sysadmin', '/bulk');
    const lines = [1, 2].map((op) => `${section}-op${op},收回,${section}-handle,${section}`);
    await page.getByLabel('CSV 内容').fill(['人员,变更,角色,机构', ...lines].join('\n'));
    await page.getByRole('button', { name: '读取' }).click();
    const table = page.getByRole('table', { name: '申请清单' });
    await table.getByText('须附顶岗方案').first().waitFor();
    const submit = page.getByRole('button', { name: '提交清单' });
    expect(await submit.isDisabled()).toBe(true);
    await fillCover(page, 'hall-op5');
    await page.getByLabel('理由').fill('机构精简');
    await table.getByText('不能提交').first().waitFor({ state: 'detached' });
    await submit.click();
    await page.getByRole('heading', { name: '批量申请详情' }).waitFor();
  });
});

describe('a request', () => {
  test('names documents by their digest, reckoned here; the file goes nowhere', async () => {
    const page = await office.open('newcomer', `/requests/new?role=${section}-handle&unit=${section}`);
    const content = Buffer.from('任职文件');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '从文件计算摘要' }).click();
    await (await choosing).setFiles({ name: '任职文件.txt', mimeType: 'text/plain', buffer: content });
    const digest = `sha-256:${createHash('sha256').update(content).digest('hex')}`;
    await page.getByRole('list', { name: '附件' }).getByText(digest).waitFor();
    expect(await page.getByLabel('SHA-256 摘要').inputValue()).toBe(digest);
    await page.getByLabel('理由').fill('新入职');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '申请详情' }).waitFor();
    await page.getByRole('list', { name: '附件' }).getByText(digest).waitFor();
  });
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
