import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asClient, asPerson } from '../support/api.ts';
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

test('an exception whose control has lost its owner is marked, told of, and asked for anew with another', async () => {
  const { origin } = office.zhiheng;
  const asker = await asPerson(origin, 'card-head');
  const { body: request } = await asker.post<{ id: string }>('/api/v1/requests', {
    change: 'exception',
    beneficiary: 'card-op3',
    rule: 'cards-and-payees',
    validUntil: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    compensatingControl: '每日核对清单',
    controlOwner: 'control-op1',
    reason: '同事病假',
  });
  for (const approver of ['control-head', 'director', 'city-maintainer']) {
    const voice = await asPerson(origin, approver);
    const decided = await voice.post(`/api/v1/requests/${request.id}/decisions`, { decision: 'approve' });
    expect(decided.status, JSON.stringify(decided.body)).toBe(200);
  }
  const left = await (await asPerson(origin, 'sysadmin')).post('/api/v1/people/control-op1/departure', {
    kind: 'retired',
  });
  expect(left.status).toBe(201);

  const departure = await office.open('director', `/departures/${left.body.id}`);
  await departure.getByText('card-op3 的例外 cards-and-payees，已提醒：control-head、secadmin').waitFor();
  const page = await office.open('secadmin', '/notices');
  await list(page).getByText('例外的补偿控制无人负责').waitFor();
  await list(page).getByRole('link', { name: '查看例外' }).click();
  await page.getByText('责任人已离岗或停权').waitFor();
  await page.getByRole('link', { name: '另请责任人' }).click();
  await page.getByRole('heading', { name: '申请权限' }).waitFor();
  expect(await page.getByLabel('补偿控制措施').inputValue()).toBe('每日核对清单');
  expect(await page.getByLabel('截止日期（含当日）').inputValue()).not.toBe('');
  const owner = page.getByLabel('控制责任人');
  await owner.fill('control-op2');
  await owner.press('Escape');
  await page.getByText('可以提交').waitFor();
});

test('who administers security sees what a business system was never told, and has it sent again', async () => {
  const receiver = await asClient(office.zhiheng.origin, 'demo-receiver', 'ssf');
  const delivery = { method: 'urn:ietf:rfc:8935', endpoint_url: 'http://127.0.0.1:9/signals' };
  const { body } = await receiver.post<{ stream_id: string }>('/ssf/streams', { delivery, description: '考勤系统' });
  const owner = await office.zhiheng.database.owner();
  await owner.pool.query(
    `insert into identity.signal_delivery (centre, stream, jti, subject, event, claims, state, attempts, failure)
     select centre, $1, gen_random_uuid(), id::text, 'https://schemas.openid.net/secevent/risc/event-type/account-disabled', '{}', 'dead', 21, 'http-500'
     from access.person limit 1`,
    [body.stream_id],
  );
  const page = await office.open('secadmin', '/signals');
  const row = page.getByRole('row', { name: /demo-receiver 考勤系统/ });
  await row.getByText('127.0.0.1:9').waitFor();
  await row.getByRole('button').click();
  const dead = page.getByRole('table', { name: '未能送达' });
  await dead.getByText('http-500').waitFor();
  await page.getByRole('button', { name: '重新推送' }).click();
  await page.getByText('http-500').waitFor({ state: 'detached' });
  const states = async () => (await owner.pool.query('select state from identity.signal_delivery')).rows;
  await expect.poll(states).toEqual([{ state: 'waiting' }]);
  expect(office.faults).toEqual([]);
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
