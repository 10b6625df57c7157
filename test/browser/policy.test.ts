import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asPerson } from '../support/api.ts';
import { choose, holdBack, type Office, openOffice } from './office.ts';

/** How rules, roles and templates are read and asked to be changed, each previewed before it is sent; and what one is told of. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

/** Items of a tree by the name of one, or of the unit that owns them all. */
async function chooseItems(page: Page, within: Page | Locator, label: string, name: string): Promise<void> {
  await within.getByLabel(label, { exact: true }).fill(name);
  // What it is narrowed to moves up: a click meanwhile would tick whatever stands there.
  const shown = page.locator('.ant-select-tree-treenode:visible');
  await expect.poll(() => shown.first().textContent(), { timeout: 20_000 }).toContain(name);
  await page.getByRole('treeitem', { name }).first().locator('.ant-select-tree-checkbox').click();
  await page.keyboard.press('Escape');
}

async function fillNames(page: Page, code: string, zh: string, en: string): Promise<void> {
  await page.getByLabel('代码', { exact: true }).fill(code);
  await page.getByLabel('中文名称', { exact: true }).fill(zh);
  await page.getByLabel('英文名称', { exact: true }).fill(en);
}

/** Sends what the preview allows, and waits for the request's own page. */
async function submit(page: Page, reason: string): Promise<void> {
  await page.getByLabel('理由').fill(reason);
  await page.getByText('可以提交').waitFor();
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('heading', { name: '申请详情' }).waitFor();
}

const menu = (page: Page) => page.getByRole('navigation', { name: '主导航' });

describe('the rules', () => {
  test('are read by everybody, counted for those who see, and asked for by those who administer security', async () => {
    const reader = await office.open('newcomer', '/rules?kind=ceiling');
    await reader.getByRole('table', { name: '不相容规则' }).getByText('银行网点、村级服务点的授权只能：经办').waitFor();
    await reader.getByText('无法统计').waitFor();
    expect(await reader.getByRole('button', { name: '申请新规则' }).count()).toBe(0);
    for (const hidden of ['岗位模板', '申请新角色', '知会我的'])
      expect(await menu(reader).getByRole('link', { name: hidden }).count()).toBe(0);

    const page = await office.open('secadmin', '/rules');
    const row = page.getByRole('row').filter({ hasText: 'cards-and-payees' });
    await row.getByRole('link', { name: /^[1-9]\d* 人/ }).waitFor();
    await row.getByRole('link', { name: '制卡与密码重置、发放账户变更不相容' }).click();
    await page.getByText('2 项中同一人至多占 1 项').waitFor();
    await page.getByRole('link', { name: '返回' }).click();
    await page.getByRole('button', { name: '申请新规则' }).click();
    await page.getByRole('heading', { name: '申请新规则' }).waitFor();
  });

  test('find an item that was searched for before the items had come', async () => {
    const page = await office.open('secadmin', '/');
    const letCome = await holdBack(page, '**/api/v1/items?*');
    await office.open('secadmin', '/rules/new');
    await page.getByRole('group', { name: '第 1 项' }).getByLabel('事项', { exact: true }).fill('密码重置');
    await page.locator('.ant-select-dropdown:visible').waitFor();
    letCome();
    await page.getByRole('treeitem', { name: '社保卡密码重置' }).waitFor();
  });

  test('gain one by request: who breaks it is named before it is sent, and the approver reads it in words', async () => {
    const page = await office.open('secadmin', '/rules/new');
    await fillNames(page, 'teller-and-cards', '柜员与制卡不相容', 'Tellers and cards');
    await page.getByRole('radio', { name: '全中心' }).check();
    await choose(page, page.getByRole('group', { name: '第 1 项' }), '职责', '经办');
    await page.getByText('填好必填各项后，这里显示冲突和审批环节。').waitFor();
    await chooseItems(page, page.getByRole('group', { name: '第 2 项' }), '事项', '社会保障卡管理股');
    await page.getByLabel('依据', { exact: true }).fill('内部控制');
    await page.getByText(/有 \d+ 处须限期调整的冲突/).waitFor();
    await page.getByRole('list', { name: '职责冲突' }).getByRole('link', { name: 'card-op1' }).waitFor();
    // What somebody holds may end with the rule: chosen among the ways out, and taken back.
    const cure = page.getByRole('region', { name: '随变更收回的授权' });
    await cure
      .getByRole('listitem')
      .filter({ hasText: 'card-op1' })
      .getByRole('button', { name: '随变更收回' })
      .click();
    await page.getByRole('heading', { name: '随变更收回 1 项授权' }).waitFor();
    await cure.getByRole('listitem').filter({ hasText: 'card-op1' }).getByRole('button', { name: '不收回' }).click();
    await page.getByRole('heading', { name: '随变更收回 1 项授权' }).waitFor({ state: 'detached' });
    await submit(page, '防止一人通办');
    await page.getByText('调整规则：柜员与制卡不相容').waitFor();
    await page.getByText('1. 经办', { exact: true }).waitFor();

    const approver = await office.open('control-head', '/inbox');
    await approver.getByRole('table', { name: '待我审批' }).getByText('调整规则：柜员与制卡不相容').waitFor();
  });

  test('leave out what is excepted: duties and units in a new rule, risks in a changed one', async () => {
    const { origin } = office.zhiheng;
    const asked = async (page: Page) => {
      const id = new URL(page.url()).pathname.split('/').at(-1);
      const administrator = await asPerson(origin, 'secadmin');
      const { body } = await administrator.get<{ proposal: object }>(`/api/v1/requests/${id}`);
      return body.proposal;
    };
    const page = await office.open('secadmin', '/rules/new');
    await fillNames(page, 'handlers-and-others', '经办与其他不相容', 'Handlers and others');
    await choose(page, page.getByRole('group', { name: '第 1 项' }), '职责', '经办');
    const others = page.getByRole('group', { name: '第 2 项' });
    await others.getByRole('button', { name: '除外条件' }).click();
    await choose(page, others, '除外的职责', '经办');
    await others.getByLabel('除外的事项所属机构', { exact: true }).fill('社会保障卡管理股');
    await choose(page, others, '除外的事项所属机构', '社会保障卡管理股');
    await page.getByLabel('依据', { exact: true }).fill('内部控制');
    await submit(page, '经办不兼他职');
    await page.getByText('2. 任何职责，经办除外，社会保障卡管理股的全部事项除外', { exact: true }).waitFor();
    const of = [{ action: 'handle' }, { exceptAction: 'handle', exceptItemUnits: ['card'] }];
    expect(await asked(page)).toMatchObject({ kind: 'rule', rule: { code: 'handlers-and-others', of } });

    await office.open('secadmin', '/rules/pay-reconcile/change');
    const second = page.getByRole('group', { name: '第 2 项' });
    await second.getByRole('button', { name: '除外条件' }).click();
    await choose(page, second, '除外的事项风险', '1 级风险');
    const proposed = page.getByRole('table', { name: '拟定内容' });
    await proposed.getByText('2. 对账，1 级风险除外', { exact: true }).waitFor();
    await submit(page, '低风险事项除外');
    const changed = [{ action: 'pay' }, { action: 'reconcile', exceptRisk: 1 }];
    expect(await asked(page)).toMatchObject({ kind: 'rule', rule: { code: 'pay-reconcile', of: changed } });
  });

  test('are changed in what is another only, and retire', async () => {
    const page = await office.open('secadmin', '/rules/payee-cooling-off');
    await page.getByRole('button', { name: '申请修改' }).click();
    await page.getByText(/与现行相同的无须送审/).waitFor();
    expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);
    const days = page.getByLabel('天数（不填为不限）');
    const proposed = page.getByRole('table', { name: '拟定内容' });
    await days.fill('');
    const unbounded = '在何处相遇 同一业务对象，90 天内 同一业务对象';
    await proposed.getByRole('row', { name: unbounded, exact: true }).waitFor();
    await days.fill('180');
    await proposed.getByRole('row', { name: '在何处相遇 同一业务对象，90 天内 同一业务对象，180 天内' }).waitFor();
    await submit(page, '延长冷静期');
    await proposed.getByText('同一业务对象，180 天内').waitFor();

    await office.open('secadmin', '/rules/verified-then-resumed');
    await page.getByRole('button', { name: '申请停用' }).click();
    await page.getByText('停用此规则').waitFor();
    await submit(page, '已由新规则取代');
    await page.getByText('停用规则：资格认证人员不得办理同一对象的待遇恢复').waitFor();
  });
});

test('a new role is put together from duties and items', async () => {
  const page = await office.open('secadmin', '/home');
  await menu(page).getByRole('link', { name: '申请新角色' }).click();
  await page.getByRole('heading', { name: '申请新角色' }).waitFor();
  await fillNames(page, 'card-handle', '制卡岗', 'Card desk');
  await page.getByText('这个代码已在使用').waitFor();
  await page.getByLabel('代码', { exact: true }).fill('card-desk');
  await choose(page, page, '职责', '经办');
  await chooseItems(page, page, '事项（可按机构成组选）', '社会保障卡管理股');
  const preview = page.getByRole('row').filter({ hasText: '经办 · 办件' });
  await preview.getByText(/社保卡即时制卡/).waitFor();
  await submit(page, '设立制卡专岗');
  await page.getByText('调整角色内容：制卡岗').waitFor();
});

test('a template is changed by request, and refused while anybody given all of it would break a rule', async () => {
  const page = await office.open('secadmin', '/templates?post=经办岗&unit=card');
  await page.getByRole('table', { name: '岗位模板' }).getByRole('link', { name: '申请修改' }).click();
  await page.getByRole('heading', { name: '申请修改岗位模板：经办岗' }).waitFor();
  await page.getByRole('button', { name: '加一个角色' }).click();
  await page.getByLabel('角色', { exact: true }).last().fill('card-review');
  await page.locator('.ant-select-item-option').filter({ hasText: 'card-review' }).last().click();
  await page.getByText(/有 \d+ 处职责冲突，不能提交/).waitFor();
  expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: '删除第 1 个角色' }).click();
  await page.getByRole('row', { name: /^所给角色/ }).waitFor();
  await submit(page, '岗位职责调整');
  await page.getByText('调整岗位模板：经办岗').waitFor();
});

test('a head is told of what their own people are granted elsewhere, and reads it; who decides on it is not', async () => {
  const asked = await office.open('newcomer', '/requests/new?beneficiary=hall-op1&role=card-handle&unit=card');
  await asked.getByText('知会: hall-head').waitFor();
  await asked.getByLabel('理由').fill('支援制卡');
  await asked.getByRole('button', { name: '提交申请' }).click();
  await asked.getByRole('heading', { name: '申请详情' }).waitFor();

  const head = await office.open('hall-head', '/home');
  await menu(head).getByRole('link', { name: '知会我的' }).click();
  await head
    .getByRole('table', { name: '知会我的' })
    .getByRole('link', { name: /社会保障卡管理股经办岗/ })
    .click();
  await head.getByText('支援制卡').waitFor();
  expect(await head.getByRole('button', { name: '同意' }).count()).toBe(0);
  await (await office.open('card-head', '/informed')).getByText('没有知会您的申请。').waitFor();
});

test('each of these pages fits 1366 × 768 without scrolling sideways, and speaks English', async () => {
  const page = await office.as('secadmin');
  await page.getByText('English').click();
  for (const path of ['/rules', '/rules/new', '/rules/four-post-classes', '/roles/new', '/templates', '/informed']) {
    await office.open('secadmin', path);
    const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
    expect(await page.evaluate<number>(sideways), path).toBeLessThanOrEqual(0);
    expect(await page.getByRole('heading', { level: 1 }).textContent(), path).toMatch(/^[A-Za-z :,]+$/);
  }
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
