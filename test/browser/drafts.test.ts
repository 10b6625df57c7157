import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** What is typed of a request is kept, gone on with and submitted; and what is said about it meanwhile. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

test('a request is kept as a draft, gone on with on another day, submitted, and talked about', async () => {
  const page = await office.open('newcomer', '/requests/new');
  const roles = page.getByLabel('角色', { exact: true });
  await roles.click();
  await roles.fill('enterprise-pension-handle');
  await roles.press('Enter');
  await page.getByRole('button', { name: '存为草稿' }).click();
  await page.getByText('草稿已保存').waitFor();

  await office.open('newcomer', '/requests/new');
  const drafts = page.getByRole('table', { name: '我的草稿' });
  await drafts.getByRole('link', { name: '继续填写' }).click();
  await page.getByText('没有不相容的职责').waitFor();
  await page.getByLabel('理由').fill('新入职，任经办岗');
  await page.getByRole('button', { name: '存为草稿' }).click();
  await page.reload();
  await expect.poll(() => page.getByLabel('理由').inputValue(), { timeout: 20_000 }).toBe('新入职，任经办岗');
  await page.getByText('没有不相容的职责').waitFor();
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('heading', { name: '申请详情' }).waitFor();
  const address = new URL(page.url()).pathname;

  const head = await office.open('enterprise-pension-head', address);
  await head.getByLabel('我的留言').fill('请补充任职文件');
  await head.getByRole('button', { name: '发表留言' }).click();
  await head.getByRole('list', { name: '留言' }).getByText('请补充任职文件').waitFor();
  await page.reload();
  const comments = page.getByRole('list', { name: '留言' });
  await comments.getByText('请补充任职文件').waitFor();

  const content = Buffer.from('任职文件');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '从文件计算摘要' }).click();
  await (await choosing).setFiles({ name: '任职文件.txt', mimeType: 'text/plain', buffer: content });
  const digest = `sha-256:${createHash('sha256').update(content).digest('hex')}`;
  await expect.poll(() => page.getByLabel('SHA-256 摘要').inputValue(), { timeout: 20_000 }).toBe(digest);
  await page.getByLabel('我的留言').fill('已附');
  await page.getByRole('button', { name: '发表留言' }).click();
  await comments.getByRole('list', { name: '附件' }).getByText(digest).waitFor();
  await page.getByLabel('SHA-256 摘要').waitFor({ state: 'detached' });
  await head.reload();
  const answer = head.getByRole('list', { name: '留言' }).getByRole('listitem').filter({ hasText: '已附' });
  await answer.getByText('任职文件.txt').waitFor();
  await answer.getByText(digest).waitFor();

  await office.open('newcomer', '/requests/new');
  await page.getByRole('button', { name: '存为草稿' }).click();
  await drafts.getByRole('button', { name: '删除' }).click();
  await page.getByRole('tooltip').getByRole('button').last().click();
  await drafts.waitFor({ state: 'detached' });
  expect(office.faults).toEqual([]);
});
