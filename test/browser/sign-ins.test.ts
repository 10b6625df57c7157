import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** What people see of their own sign-ins, and who administers security of how the centre lets people in. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

test('somebody sees the sign-in before, ends a session elsewhere, and changes the password by the rules', async () => {
  const page = await office.open('newcomer', '/sign-ins');
  const sessions = page.getByRole('table', { name: '登录会话' });
  await sessions.getByText('本次会话').waitFor();
  await page.getByLabel('当前密码').fill('demo-newcomer');
  await page.getByLabel('新密码', { exact: true }).fill('newcomer-2026-A');
  await page.getByLabel('再次输入新密码').fill('newcomer-2026-A');
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByText('密码不得含有用户名、姓名或中心名称。').waitFor();
  await page.getByLabel('新密码', { exact: true }).fill('Quiet-River-7-Lantern');
  await page.getByLabel('再次输入新密码').fill('Quiet-River-7-Lantern');
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByText('密码已修改').waitFor();
  await sessions.getByText('本次会话').waitFor();
});

test('who administers security changes the settings; others are not led there', async () => {
  const page = await office.open('secadmin', '/sign-in-settings');
  await page.getByText('未修改过').waitFor();
  await page.getByLabel('最短长度').fill('16');
  await page.getByLabel('理由').fill('加强密码');
  await page.getByRole('button', { name: '保存设置' }).click();
  await page.getByText('登录设置已修改').waitFor();
  await page.getByText('最近修改').waitFor();
  expect(await page.getByLabel('最短长度').inputValue()).toBe('16');
  const clerk = await office.open('newcomer', '/home');
  expect(await clerk.getByRole('link', { name: '登录设置' }).count()).toBe(0);
  expect(office.faults).toEqual([]);
});
