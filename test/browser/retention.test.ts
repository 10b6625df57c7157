import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArchiveFolder } from '../../services/audit/archive/folder.ts';
import { tendArchive } from '../../services/audit/archive/tend.ts';
import { keyPath, openLogKeys } from '../../services/audit/log-keys.ts';
import { appendThen, makeMonth, silent } from '../../services/audit/test/past.ts';
import { until } from '../../services/audit/test/world.ts';
import { type Office, openOffice } from './office.ts';

/** How long the log is kept, by the two who answer for that, over a log of ten years. */
let office: Office;
const [first, second, recent] = ['2014-01', '2014-02', '2023-05'];
beforeAll(async () => {
  office = await openOffice();
  await writePast();
}, 240_000);
afterAll(() => office?.close());

async function writePast(): Promise<void> {
  const { database, directory } = office.zhiheng;
  const owner = await database.owner();
  const waiting = `select from audit.entry e where not exists (select from audit.leaf l where l.centre = e.centre and l.entry = e.id)`;
  const sequenceAll = () => until(async () => (await owner.pool.query(waiting)).rowCount === 0);
  for (const month of [first, second, recent]) {
    await makeMonth({ owner }, month);
    await appendThen({ owner, sequenceAll }, 'county', month, 20);
  }
  const faults = await tendArchive({
    database: await database.connect('audit'),
    archive: new ArchiveFolder(join(directory, 'log-archive')),
    keys: await openLogKeys(keyPath(directory, {}), 'demo'),
    log: silent,
  });
  expect([...faults.values()]).toEqual([]);
}

const months = (page: Page) => page.getByRole('table', { name: '各月日志' });
const month = (page: Page, name: string) => months(page).getByRole('row', { name: new RegExp(`^${name}`) });
const dialog = (page: Page) => page.getByRole('dialog');
const reason = (page: Page, words: string) => dialog(page).getByLabel('理由', { exact: true }).fill(words);
const press = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name }).click();

/** Takes back what somebody has asked for themselves. */
async function takeBack(page: Page, place: Locator): Promise<void> {
  await place.getByRole('button', { name: /^撤\s?回$/ }).click();
  await reason(page, '误填');
  await press(page, /^撤\s?回$/);
  await page.getByText('已撤回').first().waitFor();
}

test('tells where each month is: in the database, in the archive, how long it is kept', async () => {
  const page = await office.open('inspector', '/retention');
  await month(page, new Date().toISOString().slice(0, 7)).getByText('在线').waitFor();
  for (const name of [first, second, recent]) await month(page, name).getByText('已归档').waitFor();
  await month(page, recent).getByText('保存期未满').waitFor();
  // What has left the log a moment ago is not lost yet: until when, and by whom it is put back.
  await month(page, recent).getByText('单独存放').waitFor();
  await month(page, recent).getByText('期限前请数据库所有者放回').waitFor();
  await page.getByText('120 个月').waitFor();
  // An inspector only looks.
  expect(await page.getByRole('button', { name: /调整期限|申请移除|设保全/ }).count()).toBe(0);
});

test('the counts beside the log say from when on they count', async () => {
  const page = await office.open('inspector', '/log');
  await page.getByText('2023-06-01 08:00 以前已归档或移除的记录未计入此处').waitFor();
});

test('is shortened by two, unless the first takes it back', async () => {
  const asker = await office.open('auditadmin', '/retention');
  await asker.getByRole('button', { name: '调整期限' }).click();
  await dialog(asker).getByLabel('保存', { exact: true }).fill('118');
  await press(asker, '调整期限');
  await dialog(asker).getByText('请填写理由').waitFor();
  await reason(asker, '按新规');
  await press(asker, '调整期限');
  await takeBack(asker, asker.getByRole('alert').filter({ hasText: '由您提出，待另一人确认' }));
  await asker.getByText('由您提出，待另一人确认').waitFor({ state: 'detached' });
  await asker.getByRole('button', { name: '调整期限' }).click();
  await dialog(asker).getByLabel('保存', { exact: true }).fill('118');
  await reason(asker, '按新规');
  await press(asker, '调整期限');
  await asker.getByText('由您提出，待另一人确认').waitFor();
  const confirmer = await office.open('director', '/retention');
  await confirmer.getByText('auditadmin 提出缩短：保存 118 个月，在线 24 个月').waitFor();
  await confirmer.getByRole('button', { name: '确认缩短' }).click();
  await reason(confirmer, '同意');
  await press(confirmer, '确认缩短');
  await confirmer.getByText('118 个月').waitFor();
});

test('a hold keeps a month until another lifts it', async () => {
  const placer = await office.open('auditadmin', '/retention');
  await placer.getByRole('button', { name: '设保全' }).click();
  await dialog(placer).getByLabel('机关文书号').fill('检调〔2026〕12号');
  await dialog(placer).getByLabel('自（含当日）').fill('2014-01-10');
  await dialog(placer).getByLabel('自（含当日）').press('Enter');
  await dialog(placer).getByLabel('至（含当日，可不填）').fill('2014-01-20');
  await dialog(placer).getByLabel('至（含当日，可不填）').press('Enter');
  await dialog(placer).getByLabel('涉及人员').fill('finance-head');
  await reason(placer, '检察机关调取');
  await press(placer, '设保全');
  const holds = placer.getByRole('table', { name: '日志保全' });
  await holds.getByText('须由他人解除').waitFor();
  await holds.getByText('至 2014-01-20 24:00').waitFor();
  await month(placer, first).getByText('保全中，不得移除').waitFor();
  await month(placer, second).getByRole('button', { name: '申请移除' }).waitFor();

  const other = await office.open('director', '/retention');
  const held = other.getByRole('row', { name: /检调〔2026〕12号/ });
  await held.getByText('auditadmin').waitFor();
  await held.getByRole('button', { name: '解除保全' }).click();
  await reason(other, '案件已结');
  await press(other, '解除保全');
  await other.getByText('没有保全。').waitFor();
  await other.getByRole('switch', { name: '只看未解除的' }).click();
  await other.getByText('案件已结').waitFor();
});

test('a month is removed by two, each of whom has seen what goes and what stays', async () => {
  const ask = async (username: string, words: string) => {
    const page = await office.open(username, '/retention');
    await month(page, first).getByRole('button', { name: words }).click();
    await reason(page, '保存期满');
    await press(page, '预览影响');
    await dialog(page).getByText('该月的 20 条记录的正文，以及随附的 0 份个人信息').waitFor();
    await dialog(page).getByText('20 条记录的散列留在树中').waitFor();
    return page;
  };
  const asker = await ask('auditadmin', '申请移除');
  await press(asker, '申请移除');
  await takeBack(asker, month(asker, first));
  await ask('auditadmin', '申请移除');
  await press(asker, '申请移除');
  await month(asker, first).getByText('由您提出，待另一人确认').waitFor();
  const confirmer = await ask('director', '确认移除');
  expect(await dialog(confirmer).getByRole('button', { name: '确认移除', disabled: true }).count()).toBe(1);
  await dialog(confirmer).getByLabel(`输入月份 ${first} 以确认`).fill(first);
  await press(confirmer, '确认移除');
  await month(confirmer, first)
    .getByText(/已按规定移除|已移除，正在删文件/)
    .waitFor();
  // Who may not read the log is not led to its entry.
  expect(await confirmer.getByRole('link', { name: '查看移除记录及其证明' }).count()).toBe(0);
  const reader = await office.open('inspector', '/retention');
  await month(reader, first).getByRole('link', { name: '查看移除记录及其证明' }).click();
  await dialog(reader).getByText('移除日志月份').first().waitFor();
});

test('what was removed is told where entries are searched, and where the log is verified', async () => {
  const page = await office.open('inspector', '/log');
  const told = /2014-01：序号 \d+ 至 \d+ 之间的 20 条已按规定移除/;
  await page.getByText('以前有记录不在检索范围').waitFor();
  await page.getByText(told).waitFor();
  await office.open('inspector', '/integrity');
  await page.getByText(told).waitFor();
  await page.getByRole('button', { name: '核验全部' }).click();
  await page.getByText('其中 20 条已按规定移除').waitFor();
});

test('fits 1366 × 768 without scrolling sideways, and speaks English', async () => {
  const page = await office.open('auditadmin', '/retention');
  await page.getByText('English').click();
  await page.getByRole('heading', { name: 'Retention and holds', level: 1 }).waitFor();
  await page.getByRole('table', { name: 'Months of the log' }).waitFor();
  const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
  expect(await page.evaluate<number>(sideways)).toBeLessThanOrEqual(0);
});

test('nothing failed underneath, and nothing broke the content security policy', () => {
  expect(office.faults).toEqual([]);
});
