import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPerson } from '../support/api.ts';
import { type Office, openOffice } from './office.ts';

/** What an inspector finds on the county, until it is put right: each act by whom it is for, on the pages they have for it. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

const head = 'injury-unemployment-head';
/** A button of two Chinese characters has a gap between them. */
const named = (words: string) => new RegExp(`^${[...words].join('\\s?')}$`);

/** Presses the button of an act, fills what its dialog asks for, and does it. */
async function does(page: Page, words: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<unknown>) {
  await page.getByRole('button', { name: named(words) }).click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name: named(words) }).click();
  await dialog.waitFor({ state: 'hidden' });
}
const nothing = async () => undefined;

test('a finding is fed back, accepted, ordered to be rectified, answered, checked by another, closed', async () => {
  const { origin } = office.zhiheng;
  const made = await (await asPerson(origin, 'inspector')).post<{ id: string }>('/api/v1/findings', {
    unit: 'injury-unemployment',
    item: 'skill-subsidy',
    dimension: 'policy-basis',
    nature: 'error',
    riskLevel: 2,
    description: '引用的政策文件已废止',
    basis: '《社会保险经办条例》第三十六条',
  });
  expect(made.status).toBe(201);
  const finding = `/findings/${made.body.id}`;

  await does(await office.open('inspector', finding), '向股室反馈', nothing);
  const section = await office.open(head, finding);
  await does(section, '认可', nothing);
  await section.getByText('已认可').first().waitFor();

  const control = await office.open('control-head', '/findings?state=accepted');
  await control.getByRole('checkbox', { name: '引用的政策文件已废止' }).check();
  await does(control, '下达整改通知书', async (dialog) => {
    await dialog.getByLabel(/^整改要求/).fill('按现行文件重新审核');
    await dialog.getByLabel('责任人').fill(head);
    await dialog.getByLabel('须报送的材料').fill('重新审核的结果');
  });
  await control.getByRole('heading', { name: /^限期整改通知书 \d{4}-001$/, level: 1 }).waitFor();
  const order = new URL(control.url()).pathname;

  await office.open(head, order);
  await does(section, '签收', nothing);
  await does(section, '回复整改', async (dialog) => {
    await dialog.getByLabel('整改情况').fill('已按现行文件重新审核');
    await dialog.getByRole('button', { name: '手工填写' }).click();
    await dialog.getByLabel('文件名').fill('审核结果.pdf');
    await dialog.getByLabel(/摘要/).fill(`sha-256:${'0'.repeat(64)}`);
  });
  await section.getByText('已回复，待复查').first().waitFor();
  // Who rectifies does not close it, on no page and by no request.
  expect(await section.getByRole('button', { name: named('销号') }).count()).toBe(0);
  const closing = await (await asPerson(origin, head)).post(`/api/v1${order}/closure`, { result: 'close' });
  expect([closing.status, closing.body.code]).toEqual([403, 'not-permitted']);

  await does(await office.open('inspector', order), '复查通过', nothing);
  await office.open('control-head', order);
  await does(control, '销号', nothing);
  await control.getByText('已销号').first().waitFor();

  const paper = control.getByRole('article', { name: '限期整改通知书' });
  await control.emulateMedia({ media: 'print' });
  expect(await paper.getByText('按现行文件重新审核').isVisible()).toBe(true);
  expect(await control.getByRole('navigation').first().isVisible()).toBe(false);
  await control.emulateMedia({ media: 'screen' });

  await office.open(head, finding);
  await section.getByText('整改销号').waitFor();
  expect(office.faults).toEqual([]);
});
