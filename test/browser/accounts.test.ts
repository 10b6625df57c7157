import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** The review of accounts: two records of one human merged by two administrators, and a machine client from first to last. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

async function addTwins(...usernames: string[]): Promise<void> {
  const { origin } = office.zhiheng;
  const token = await fetch(`${origin}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('demo-hr:demo-hr-secret')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token } = (await token.json()) as { access_token: string };
  for (const username of usernames) {
    const added = await fetch(`${origin}/api/v1/people`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ username, name: '孪双', unit: 'card' }),
    });
    expect(added.status, await added.text()).toBe(201);
  }
}

test('accounts are reviewed, and two records of one human become one by two administrators', async () => {
  await addTwins('twin-1', 'twin-2');
  const page = await office.open('sysadmin', '/accounts');
  await page.getByText(/^没有任何授权的账号 3$/).click();
  await page.getByRole('link', { name: /孪双 twin-1/ }).waitFor();
  await page.getByRole('tab', { name: '疑似重复' }).click();
  await page.getByRole('button', { name: 'twin-2 并入 twin-1' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('同一人重复建档');
  await dialog.getByRole('button', { name: '预览影响' }).click();
  await dialog.getByText('停用的账号 (1)').waitFor();
  await dialog.getByRole('button', { name: 'twin-2 并入 twin-1' }).click();
  await page.getByText('已提出合并，待另一管理员核准').waitFor();

  const other = await office.open('secadmin', '/accounts?tab=merges');
  await other.getByRole('button', { name: /^核\s*准$/ }).click();
  const deciding = other.getByRole('dialog');
  await deciding.getByLabel('理由').fill('经核对身份证件');
  await deciding.getByRole('button', { name: /^核\s*准$/ }).click();
  await other.getByRole('table', { name: '人员合并' }).getByText('已合并').waitFor();
});

test('a machine client is registered, its secret shown once and rotated, and it ends', async () => {
  const page = await office.open('secadmin', '/clients');
  await page.getByRole('table', { name: '客户端' }).getByText('demo-business', { exact: true }).waitFor();
  await page.getByLabel('标识').fill('payments');
  await page.getByLabel('范围').click();
  await page.getByTitle('decide').click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^登\s*记$/ }).click();
  await page.getByText('payments 的密钥，仅此一次显示').waitFor();
  const secret = () => page.getByRole('alert').locator('code').first().textContent();
  const first = await secret();
  await page.getByRole('button', { name: '更换 payments 的密钥' }).click();
  await expect.poll(secret).not.toBe(first);
  const row = page.getByRole('row', { name: /payments/ });
  await row.getByRole('button', { name: /^停\s*用$/ }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /确\s*定|OK/ })
    .click();
  await row.getByRole('button').first().waitFor({ state: 'detached' });
  expect(office.faults).toEqual([]);
});

test('a webhook is registered, its secret shown once, tested, paused, and it ends', async () => {
  const page = await office.open('secadmin', '/webhooks');
  await page.getByLabel('接收地址').fill('http://127.0.0.1:9/hooks/quiet');
  await page.getByLabel('事件').first().fill('整改已逾期');
  await page.getByTitle('整改已逾期，请督促').click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^登\s*记$/ }).click();
  await page.getByText('127.0.0.1:9 的签名密钥，仅此一次显示').waitFor();
  await page.getByText(/^whsec_/).waitFor();
  const row = page.getByRole('row', { name: /127\.0\.0\.1:9/ });
  await row.getByRole('button', { name: /^测\s*试$/ }).click();
  await page.getByText('测试事件已排队').waitFor();
  await row.getByRole('button').first().click();
  await page.getByRole('table', { name: '推送记录' }).getByText('测试事件').waitFor();
  await row.getByRole('button', { name: /^暂\s*停$/ }).click();
  await row.getByRole('button', { name: /^恢\s*复$/ }).waitFor();
  await row.getByRole('button', { name: /^停\s*用$/ }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /确\s*定|OK/ })
    .click();
  await row.getByText('已停用').waitFor();
  expect(await page.getByText('quiet').count()).toBe(0);
  expect(office.faults).toEqual([]);
});
