import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** The story of the main job, done in a real browser by the people it is about. Every step rests on the ones before it. */
let office: Office;
const as = (username: string): Promise<Page> => office.as(username);

const go = (page: Page, entry: string) => page.getByRole('navigation').getByText(entry, { exact: true }).click();

/** Fills the request form; the role is chosen by typing its code and Enter, as a keyboard user does. */
async function ask(
  page: Page,
  role: string,
  change: '授予' | '收回' = '授予',
  beneficiary = 'newcomer',
): Promise<void> {
  await page.goto(`${office.zhiheng.origin}/requests/new`);
  if (change === '收回') await page.getByText('收回', { exact: true }).first().click();
  const person = page.getByLabel('受益人');
  await person.fill(beneficiary);
  await person.press('Escape');
  const roles = page.getByLabel('角色', { exact: true });
  await roles.click();
  await roles.fill(role);
  await roles.press('Enter');
}

async function approve(username: string): Promise<void> {
  const page = await as(username);
  await page.goto(`${office.zhiheng.origin}/inbox`);
  await page.getByRole('button', { name: '审批' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('审批意见').fill('已核对');
  await drawer.getByRole('button', { name: /同\s?意/ }).click();
  await page.getByText('没有等您审批的申请。').waitFor();
}

beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

describe('a newcomer is granted a role', () => {
  test('sees before submitting that nothing conflicts, and which stages it will take', async () => {
    const page = await as('newcomer');
    await ask(page, 'enterprise-pension-handle');
    await page.getByText('没有不相容的职责').waitFor();
    for (const candidate of ['enterprise-pension-head', 'control-head', 'director'])
      await page.getByText(new RegExp(`可审批人：.*${candidate}`)).waitFor();
    await page.getByLabel('理由').fill('新入职，任经办岗');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '申请详情' }).waitFor();
    await page.getByText('审批中').first().waitFor();
  });

  test('each approver finds it in their inbox, in turn; then it is active', async () => {
    for (const approver of ['enterprise-pension-head', 'control-head', 'director']) await approve(approver);
    const page = await as('newcomer');
    await page.goto(office.zhiheng.origin);
    await page.getByText('企业养老保险股经办岗').first().waitFor();
    await page.getByText('已生效').first().waitFor();
  });
});

describe('incompatible duties are refused before they are asked for', () => {
  test('with the rule, its source, the conflicting grant and a way out', async () => {
    const page = await as('newcomer');
    await ask(page, 'enterprise-pension-review');
    const conflicts = page.getByRole('list', { name: '职责冲突' });
    await conflicts.getByText('item-handle-review').waitFor();
    await conflicts
      .getByText(/依据：.*会计法/)
      .first()
      .waitFor();
    await conflicts
      .getByText(/化解办法：.*收回/)
      .first()
      .waitFor();
    await page.getByLabel('理由').fill('想兼任复核');
    expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);
  });
});

describe('a role is taken away', () => {
  test('through section head and control head', async () => {
    const page = await as('enterprise-pension-op1');
    await ask(page, 'enterprise-pension-handle', '收回');
    await page.getByText('可以提交').waitFor();
    await page.getByLabel('理由').fill('岗位调整');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '申请详情' }).waitFor();
    for (const approver of ['enterprise-pension-head', 'control-head']) await approve(approver);
    await page.reload();
    await page.getByText('已生效').first().waitFor();
  });
});

describe('a retirement', () => {
  test('is previewed, confirmed by typing the username, and lists what was done', async () => {
    const page = await as('sysadmin');
    await page.goto(`${office.zhiheng.origin}/people/enterprise-pension-op1`);
    await page.getByRole('button', { name: '办理离岗' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('终止的授权').waitFor();
    await dialog.getByLabel('离岗类型').click();
    await page.getByTitle('退休').click();
    const confirm = dialog.getByRole('button', { name: '确认离岗' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(/输入用户名/).fill('enterprise-pension-op1');
    await confirm.click();
    await page.waitForURL(/\/departures\/[0-9a-f-]{36}$/);
    await page.getByText('停用的账号').waitFor();
    await page.getByText('终止的授权').waitFor();
  });

  test('shuts the leaver out, with a plain message', async () => {
    const inside = await as('enterprise-pension-op1');
    await inside.goto(`${office.zhiheng.origin}/requests/new`);
    await inside.getByText(/停用/).first().waitFor();
    const outside = await office.freshPage();
    await office.signIn(outside, 'enterprise-pension-op1');
    await outside.getByText(/停用/).first().waitFor();
  });
});

describe('the pages themselves', () => {
  test('the matrix marks conflicts and single posts', async () => {
    const page = await as('control-head');
    await go(page, '事项职责矩阵');
    await page.getByRole('table').first().waitFor();
    await page.getByText(/处单点/).waitFor();
  });

  test('speak English when asked to', async () => {
    const page = await as('director');
    await page.goto(office.zhiheng.origin);
    await page.getByText('English').click();
    await page.getByRole('heading', { name: 'My permissions and requests', level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('fit 1366 × 768 without scrolling sideways', async () => {
    const page = await as('control-head');
    for (const path of ['/', '/requests/new', '/inbox', '/people', '/departures', '/matrix', '/log']) {
      await page.goto(`${office.zhiheng.origin}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(
        await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
        path,
      ).toBeLessThanOrEqual(0);
    }
  });

  test('nothing failed underneath, and nothing broke the content security policy', () => {
    expect(office.faults).toEqual([]);
  });
});
