import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** The form of a self-check from draft to signature, and how its settings change. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

test('people of a section fill in the form, its head signs it off, internal control returns it', async () => {
  const op = await office.open('card-op1', '/self-check-drafts');
  await op.getByRole('table', { name: '填写自查表' }).getByRole('link').first().click();
  await op.getByRole('heading', { name: /^自查表 / }).waitFor();
  await op.getByRole('table', { name: '各事项办件' }).waitFor();
  const answers = op.locator('form').getByRole('radiogroup');
  const questions = await answers.count();
  expect(questions).toBe(10);
  for (let index = 0; index < questions; index++)
    await answers
      .nth(index)
      .getByText(index === 3 ? '有问题' : '合规', { exact: true })
      .click();
  await op.getByLabel(/· 说明/).fill('一件材料缺签名');
  await op.getByRole('button', { name: '登记问题' }).click();
  await op.getByLabel('问题描述').fill('申请表缺申请人签名');
  await op.getByRole('button', { name: '保存草稿' }).click();
  await op.getByText('card-op1 于').waitFor();
  expect(await op.getByRole('button', { name: '签署' }).count()).toBe(0);

  const path = new URL(op.url()).pathname;
  const head = await office.open('card-head', path);
  await head.getByRole('button', { name: '签署' }).click();
  await head.getByRole('tooltip').getByRole('button', { name: '签署' }).click();
  await head.getByText('已登记 1 项问题').waitFor();

  const control = await office.open('control-head', path);
  await control.getByRole('button', { name: '退回更正' }).click();
  await control.getByRole('dialog').getByLabel('理由').fill('第一题与系统数据不符');
  await control.getByRole('dialog').getByRole('button', { name: '退回更正' }).click();
  await control.getByText('第一题与系统数据不符').waitFor();
  const list = await office.open('control-head', '/self-checks');
  await list.getByRole('table', { name: '自查' }).getByText('退回 1 次').waitFor();
  expect(office.faults).toEqual([]);
});

test('settings are previewed, put to the leadership, approved by another and kept by version', async () => {
  const page = await office.open('control-head', '/control-settings');
  await page.getByLabel('次月第几个工作日前完成').fill('8');
  await page.getByLabel('高风险抽取比例（%）').fill('15');
  await page.getByRole('button', { name: '预览修改' }).click();
  const differences = page.getByRole('table', { name: '与现行设置的不同' });
  await differences.getByText('次月第几个工作日前完成').waitFor();
  await page.getByLabel('理由').fill('试行后调整');
  await page.getByRole('button', { name: '提请审批' }).click();
  await page.getByText('已有一项修改待审批').waitFor();

  const director = await office.open('director', '/control-approvals');
  await director.getByRole('link', { name: '修改内控设置' }).click();
  await director.getByRole('table', { name: '与现行设置的不同' }).getByText('次月第几个工作日前完成').waitFor();
  await director.getByRole('button', { name: '批准' }).click();
  await director.getByRole('tooltip').getByRole('button', { name: '批准' }).click();
  await director.getByText('已批准').waitFor();

  const after = await office.open('control-head', '/control-settings');
  expect(await after.getByLabel('次月第几个工作日前完成').inputValue()).toBe('8');
  await after.getByRole('tab', { name: '历次版本' }).click();
  await after.getByText('第 1 版').click();
  await after.getByText('提出：control-head，批准：director。').waitFor();
  expect(office.faults).toEqual([]);
});
