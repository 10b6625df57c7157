import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asClient, type Caller } from '../support/api.ts';
import { type Office, openOffice } from './office.ts';

/** The pages of the log, by those who read it, export it, and answer for what lies beside it. */
let office: Office;
let business: Caller;
beforeAll(async () => {
  office = await openOffice();
  business = await asClient(office.zhiheng.origin, 'demo-business', 'audit:read audit:write');
}, 240_000);
afterAll(() => office?.close());

/** An entry as a business system hands it in; its id. */
async function logged(target: string, more: object = {}): Promise<string> {
  const input = { action: 'case.opened', outcome: 'done', unit: 'hall', target, ...more };
  const { status, body } = await business.post<{ ids: string[] }>('/audit/v1/entries', input);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.ids[0] as string;
}

const rows = (page: Page) => page.getByRole('table', { name: '审计日志' }).getByRole('row');
const openEntry = (username: string, id: string) => office.open(username, `/log?entry=${id}`);

describe('the log', () => {
  test('is narrowed by a count, which the address keeps, and paged both ways', async () => {
    const page = await office.open('auditadmin', '/log');
    await page.getByText('本页 50 条').waitFor();
    const newest = await rows(page).nth(1).textContent();
    await page.getByRole('button', { name: '较旧的一页' }).click();
    await page.getByRole('button', { name: '较新的一页' }).click();
    await page.getByRole('button', { name: '较新的一页', disabled: true }).waitFor();
    expect(await rows(page).nth(1).textContent()).toBe(newest);
    await page.getByRole('button', { name: /^动作：设置密码，83 条/ }).click();
    await page.getByText('符合条件的共 83 条').waitFor();
    expect(new URL(page.url()).searchParams.get('action')).toBe('password.set');
    await page.reload();
    await page.getByText('符合条件的共 83 条').waitFor();
    await page.getByLabel('去掉条件：动作').click();
    await page.getByText('没有条件：全部记录').waitFor();
  });

  test('proves an entry in the browser', async () => {
    const page = await openEntry('inspector', await logged('to-be-proved'));
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('tab', { name: '存在证明' }).click();
    await drawer.getByRole('button', { name: '在浏览器中核验' }).click();
    await drawer.getByText('核验通过').waitFor();
    expect(await drawer.getByRole('tab', { name: '个人信息' }).count()).toBe(0);
  });

  test('is followed live: over a broken line and a pause each new entry is there once', async () => {
    await logged('before');
    const page = await office.open('auditadmin', '/log?client=demo-business&action=case.opened');
    await rows(page).filter({ hasText: 'before' }).waitFor();
    // The first connection ends at once, before it has told anything.
    await page.route(
      '**/audit/v1/entries/tail?*',
      (route) => route.fulfill({ contentType: 'text/event-stream', body: 'retry: 2000\n\n' }),
      { times: 1 },
    );
    await page.getByRole('switch', { name: '实时' }).click();
    await page.getByText('连接中断，正在重连').waitFor();
    await logged('while-broken');
    await page.getByText('实时跟踪中').waitFor();
    await rows(page).filter({ hasText: 'while-broken' }).waitFor();
    await page.getByRole('button', { name: '暂停' }).click();
    await logged('while-paused');
    await page.getByRole('button', { name: '继续' }).click();
    await rows(page).filter({ hasText: 'while-paused' }).waitFor();
    await logged('after');
    await rows(page).filter({ hasText: 'after' }).waitFor();
    const targets = await rows(page).allTextContents();
    const found = targets.flatMap((text) => /before|while-broken|while-paused|after/.exec(text) ?? []);
    expect(found).toEqual(['after', 'while-paused', 'while-broken', 'before']);
  });
});

test('what fits is exported for a purpose, and had as a file once it is whole', async () => {
  await logged('exported', { unit: 'finance' });
  const page = await office.open('auditadmin', '/log?target=exported');
  await page.getByRole('button', { name: /导\s?出/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('对象: exported').waitFor();
  await dialog.getByRole('button', { name: '申请导出' }).click();
  await dialog.getByText('请填写理由').waitFor();
  await dialog.getByText('可离线核验的证据包').click();
  await dialog.getByLabel('用途').fill('季度稽核取证');
  await dialog.getByRole('button', { name: '申请导出' }).click();
  await page.getByRole('heading', { name: '日志导出', level: 1 }).waitFor();
  const row = page.getByRole('row', { name: /季度稽核取证/ });
  await row.getByText('可下载').waitFor();
  const download = row.getByRole('button', { name: /下\s?载/ });
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
  expect(file.suggestedFilename()).toMatch(/^entries-.*\.json$/);
  const bundle = JSON.parse(await readFile(await file.path(), 'utf8')) as { format: string };
  expect(bundle.format).toBe('zhiheng-evidence@v1');
  await page.getByText('已申请导出').waitFor({ state: 'detached' });
  await row.getByRole('button', { name: '删除文件' }).click();
  await row.getByText('已取消').waitFor();
});

test('personal data are read for a purpose, and erased by two', async () => {
  const id = await logged('with-personal-data');
  const subject = 'ab'.repeat(32);
  await business.post('/audit/v1/personal', { entry: id, subject, data: { 姓名: '张三' } });
  const personal = async (username: string) => {
    const page = await openEntry(username, id);
    await page.getByRole('dialog').getByRole('tab', { name: '个人信息' }).click();
    return page;
  };
  const reader = await personal('control-head');
  await reader.getByRole('button', { name: /^查\s?阅$/ }).click();
  await reader.getByText('请说明查阅用途').waitFor();
  await reader.getByLabel('查阅用途').fill('投诉核查');
  await reader.getByRole('button', { name: /^查\s?阅$/ }).click();
  await reader.getByText('张三').waitFor();
  await reader.getByText('本次查阅及其用途已记入日志').waitFor();

  const asker = await personal('auditadmin');
  await asker.getByRole('button', { name: '申请删除' }).click();
  await asker.getByLabel('理由', { exact: true }).fill('本人请求');
  await asker.getByRole('dialog').last().getByRole('button', { name: '申请删除' }).click();
  await asker.getByText('由您提出，待另一人确认').waitFor();
  await asker.getByRole('button', { name: /^撤\s?回$/ }).click();
  await asker.getByLabel('理由', { exact: true }).fill('误填');
  await asker
    .getByRole('dialog')
    .last()
    .getByRole('button', { name: /^撤\s?回$/ })
    .click();
  await asker.getByRole('button', { name: '申请删除' }).click();
  await asker.getByLabel('理由', { exact: true }).fill('本人请求');
  await asker.getByRole('dialog').last().getByRole('button', { name: '申请删除' }).click();
  await asker.getByText('由您提出，待另一人确认').waitFor();

  const confirmer = await office.open('director', '/erasures');
  await confirmer
    .getByRole('row', { name: /auditadmin/ })
    .getByRole('button', { name: '确认删除' })
    .click();
  await confirmer.getByLabel('理由', { exact: true }).fill('已核对本人请求');
  await confirmer.getByRole('dialog').getByRole('button', { name: '确认删除' }).click();
  await confirmer.getByText('没有删除申请。').waitFor();
  const after = await personal('control-head');
  await after.getByRole('dialog').getByText('已删除').waitFor();
  expect(await after.getByText('张三').count()).toBe(0);
});

describe('integrity', () => {
  test('is judged by the browser against what it kept itself, and told with the key to keep', async () => {
    const page = await office.open('inspector', '/integrity');
    await page.getByText('核验通过：检查点由日志的密钥签名').waitFor();
    await page.getByText('本浏览器首次核验').waitFor();
    await page.getByText(/^\S+\/audit\/log\/county\+[0-9a-f]{8}\+\S+$/).waitFor();
    await logged('grown');
    await page.reload();
    await page.getByText(/包含本浏览器上次核验的 \d+ 条/).waitFor();
    await page.getByText('没有配置见证人').waitFor();
  });

  test('a verification under way is seen by whoever looks, with how far it is, and can be stopped', async () => {
    const owner = await office.zhiheng.database.owner();
    await owner.pool.query(
      `insert into audit.verification (centre, id, client, state, size, reached, worker, leased_until)
       values ('county', '01a00000-0000-7000-8000-000000000001', 'demo-business', 'running', 200, 80, gen_random_uuid(), now() + interval '1 hour')`,
    );
    const page = await office.open('inspector', '/integrity');
    await page.getByText('由 demo-business 发起').waitFor();
    await page.getByText('已核验 80 条，共 200 条').waitFor();
    await page.getByText('40%').waitFor();
    await page.getByRole('button', { name: '核验全部' }).click();
    await page.getByText('该日志此刻正在核验').waitFor();
    await page.getByRole('button', { name: '取消核验' }).click();
    await page.getByRole('table', { name: '历次全量核验' }).getByText('已取消').waitFor();
    expect(await page.getByText('已核验 80 条').count()).toBe(0);
  });

  test('what the superuser edits is named, and the verdict stays in the list of verifications', async () => {
    const owner = await office.zhiheng.database.owner();
    await owner.pool.query(
      `begin; set local session_replication_role = replica; update audit.entry set reason = '调离' where target = 'to-be-proved'; commit`,
    );
    const page = await office.open('inspector', '/integrity');
    await page.getByRole('button', { name: '核验全部' }).click();
    await page.getByText(/第 \d+ 条记录被修改/).waitFor();
    await page
      .getByRole('table', { name: '历次全量核验' })
      .getByText(/发现 1 处异常/)
      .waitFor();
  });
});

test('each of these pages fits 1366 × 768 without scrolling sideways, and speaks English', async () => {
  const page = await office.open('auditadmin', '/exports');
  await page.getByText('English').click();
  for (const path of ['/log', '/exports', '/integrity', '/erasures']) {
    await office.open('auditadmin', path);
    const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
    expect(await page.evaluate<number>(sideways), path).toBeLessThanOrEqual(0);
    expect(await page.getByRole('heading', { level: 1 }).textContent(), path).toMatch(/^[A-Za-z ]+$/);
  }
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
