import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** A personnel file: dropped, its columns chosen, its errors read, its preview looked at, applied, its report followed. */
let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 240_000);
afterAll(() => office?.close());

async function everybody(): Promise<string[]> {
  const owner = await office.zhiheng.database.owner();
  const { rows } = await owner.pool.query(
    `select staff_number || ',' || name || ',' || unit || ',' || post as line from access.person where state = 'active' order by staff_number`,
  );
  return rows.map(({ line }) => line);
}
const fileOf = (lines: string[]) => ({
  name: '人事花名册.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['编码甲,姓名,部门,岗位', ...lines, `合计,${lines.length},,`, ''].join('\r\n')),
});

test('errors are listed by their line, a whole file is previewed, applied and reported', async () => {
  const page = await office.open('sysadmin', '/rosters');
  const lines = await everybody();
  const leaver = lines.findIndex((line) => line.startsWith('S0066,'));
  const wished = lines.filter((_, at) => at !== leaver);
  const choose = async (file: ReturnType<typeof fileOf>) => {
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByLabel('工号', { exact: true }).click();
    await page.getByTitle('编码甲').click();
    await page.getByRole('button', { name: '预览影响' }).click();
  };
  await choose(fileOf(['S9001,新同事,没有这个股,经办岗', ...wished]));
  const faults = page.getByRole('table', { name: '文件中的错误' });
  await faults.getByText('没有机构“没有这个股”').waitFor();
  await page.getByRole('button', { name: '换一个文件' }).click();
  await choose(fileOf(['S9001,新同事,card,经办岗', ...wished]));
  await page.getByRole('heading', { name: '人事花名册.csv' }).waitFor();
  await page.getByText(/将停用 1 人（在岗 83 人）/).waitFor();
  await page.getByRole('tab', { name: '离岗 (1)' }).click();
  await page.getByRole('table', { name: '离岗' }).getByText('S0066').waitFor();
  await page.getByRole('button', { name: /^执\s?行$/ }).click();
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /^确\s?定$/ })
    .click();
  await page.getByText('已处理 2 行，未能办理 0 行。').waitFor();
  await page.getByRole('tab', { name: '离岗 (1)' }).click();
  await page.getByRole('table', { name: '离岗' }).getByRole('link', { name: '已办理' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(page.url()).toContain('/departures/');
  expect(office.faults).toEqual([]);
});

test('one that would disable many says who has to confirm it; the limits are set by who administers security', async () => {
  const page = await office.open('sysadmin', '/rosters');
  await page.locator('input[type=file]').setInputFiles(fileOf((await everybody()).slice(0, 40)));
  await page.getByRole('button', { name: '预览影响' }).click();
  await page.getByText('您是上传人，请另一名管理员登录后在本页确认。').waitFor();
  await page.getByText(/超过上限（10% 或一个机构 5 人）/).waitFor();
  const security = await office.open('secadmin', '/rosters');
  await security.getByLabel('一个机构的人数').fill('8');
  await security.getByRole('button', { name: '保存上限' }).click();
  await page.goto(`${office.zhiheng.origin}/rosters`);
  await expect.poll(() => page.getByLabel('一个机构的人数').inputValue()).toBe('8');
});
