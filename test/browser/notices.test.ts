import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** What somebody is told of in the console: the bell, the list, the way to what it is about; and how much waits for a decision. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

const bell = (page: Page, count: number) =>
  page.getByRole('banner').getByRole('link', { name: `提醒，${count} 条未读` });
const menu = (page: Page) => page.getByRole('navigation', { name: '主导航' });
const list = (page: Page) => page.getByRole('table', { name: '提醒' });

async function ask(query: string): Promise<void> {
  const page = await office.open('newcomer', `/requests/new?${query}`);
  await page.getByLabel('理由').fill('轮岗');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('heading', { name: '申请详情' }).waitFor();
}

async function reject(): Promise<void> {
  const page = await office.open('hall-head', '/inbox');
  await page.getByRole('button', { name: '审批' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('审批意见').fill('人手已够');
  await drawer.getByRole('button', { name: /驳\s?回/ }).click();
  await page.getByText('已驳回').first().waitFor();
}

test('the menu counts what waits for a decision; who asked finds the outcome at the bell, and the way to it', async () => {
  await bell(await office.open('newcomer', '/home'), 0).waitFor();
  for (const beneficiary of ['card-op1', 'card-op2'])
    await ask(`beneficiary=${beneficiary}&role=hall-handle&unit=hall`);
  const head = await office.open('hall-head', '/home');
  await menu(head).getByRole('link', { name: '待我审批，2 项' }).waitFor();
  await reject();
  await menu(head).getByRole('link', { name: '待我审批，1 项' }).waitFor();
  await reject();
  await menu(head).getByRole('link', { name: '待我审批', exact: true }).waitFor();

  const page = await office.open('newcomer', '/home');
  await bell(page, 2).click();
  await page.getByRole('heading', { name: '提醒', level: 1 }).waitFor();
  await list(page).getByText('申请被驳回').nth(1).waitFor();
  await list(page).getByRole('link').first().click();
  await page.getByRole('heading', { name: '申请详情' }).waitFor();
  await bell(page, 1).waitFor();
  await page.goBack();
  await list(page).getByText('已读', { exact: true }).waitFor();
  expect(await list(page).getByRole('button', { name: '标为已读' }).count()).toBe(1);
});

test('they are filtered by kind and by what is new, and marked all at once', async () => {
  const page = await office.open('newcomer', '/notices?kind=grant-due');
  await page.getByText('没有提醒。').waitFor();
  await office.open('newcomer', '/notices?unseen=true');
  await list(page).getByRole('button', { name: '标为已读' }).waitFor();
  expect(await list(page).getByText('申请被驳回').count()).toBe(1);
  await page.getByRole('button', { name: '全部标为已读' }).click();
  await bell(page, 0).waitFor();
  await page.getByText('没有提醒。').waitFor();
});

test('others see none of them; the page fits 1366 × 768 and speaks English', async () => {
  const page = await office.open('director', '/notices');
  await page.getByText('没有提醒。').waitFor();
  await page.getByText('English').click();
  await page.getByRole('heading', { name: 'Notices', level: 1 }).waitFor();
  const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
  expect(await page.evaluate<number>(sideways)).toBeLessThanOrEqual(0);
  expect(office.faults).toEqual([]);
});
