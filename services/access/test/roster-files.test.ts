import type { Roster } from '@zhiheng/contracts';
import { spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { everybody, fileOf, upload, uploaded } from './rostering.ts';

/** Files as they come: cut, in other encodings, as workbooks, far too large. None of them changes anything here. */
let county: County;
let whole: string;
let people: number;
beforeAll(async () => {
  county = await openCounty();
  const lines = await everybody(county);
  people = lines.length;
  whole = fileOf(lines);
});
afterAll(async () => {
  expect(await everybody(county)).toHaveLength(people);
  await county.close();
});

const faultsOf = async (file: string | Buffer, options?: Parameters<typeof upload>[2]): Promise<string[]> => {
  const answer = await upload(county, file, options);
  expect(answer.statusCode, answer.body).toBe(422);
  return (answer.json().errors as { path: string; message: string }[]).map(({ path, message }) => `${path} ${message}`);
};
const unchanged = { counts: { unchanged: 83 }, total: 0 } as unknown as Roster;

test('one that was cut is refused wherever it was cut: at a line, in a line, in a cell, in a character', async () => {
  const bytes = Buffer.from(whole);
  const lines = whole.split('\r\n');
  expect(await faultsOf(`${lines.slice(0, 31).join('\r\n')}\r\n${lines.at(-2)}\r\n`)).toEqual([
    '/file 文件注明 83 人，实有 30 人，可能被截断。',
  ]);
  expect((await faultsOf(bytes.subarray(0, 2_000))).length).toBeGreaterThan(0);
  const end = bytes.indexOf('\r\n', 2_000);
  // Within the last cell of a line: it has all its columns.
  expect(await faultsOf(bytes.subarray(0, end - 3))).toEqual([expect.stringContaining('/file 文件末尾不完整')]);
  expect(await faultsOf(bytes.subarray(0, end - 1))).toEqual([expect.stringContaining('/file 文件末尾不完整')]);
  expect(await faultsOf(whole.replace('合计,83,,\r\n', '合计,83,,\r\nS9,多,card,岗\r\n'))).toEqual([
    expect.stringContaining('合计之后还有内容'),
  ]);
});

test('GB18030 and UTF-8, with a mark or without, whatever ends the lines; what is neither is refused by its line', async () => {
  for (const file of [whole, `\ufeff${whole}`, whole.replaceAll('\r\n', '\n'), whole.replaceAll(',', '\t')])
    expect(await uploaded(county, file)).toMatchObject(unchanged);
  expect(await uploaded(county, gb18030(whole))).toMatchObject(unchanged);
  const columns = await upload(county, gb18030(whole), { path: '/api/v1/rosters/columns' });
  expect(columns.json().encoding).toBe('gb18030');
  const broken = Buffer.concat([Buffer.from(whole.split('\r\n').slice(0, 5).join('\r\n')), Buffer.from([0xff, 0x0a])]);
  expect(await faultsOf(broken)).toEqual([expect.stringContaining('/file 文件第 5 行有无法识别的字符')]);
  expect(await faultsOf(Buffer.from(`\ufeff${whole}`, 'utf16le'))).toEqual([expect.stringContaining('第 1 行')]);
  expect(await faultsOf('')).toEqual(['/file 文件是空的。']);
});

test('a workbook as well; its formulas, its numbers that have lost digits and what is no workbook are refused', async () => {
  const rows = whole.split('\r\n').slice(1, -2);
  const cells = rows.map((line) => line.split(','));
  const columns = ['工号', '姓名', '部门', '岗位'].map((title) => ({ title }));
  const sheet = (more: (string | number)[][] = []) =>
    workbook([{ name: '花名册', columns, rows: [...cells, ...more] }]);
  const excel = { type: spreadsheetType };
  expect(await uploaded(county, await sheet(), excel)).toMatchObject(unchanged);
  expect(await faultsOf(await sheet([['=1+1', '甲', 'card', '岗']]), excel)).toEqual([
    '/lines/85 工号是公式，请改为数值。',
  ]);
  expect(await faultsOf(await sheet([[110101199001011230, '甲', 'card', '岗']]), excel)).toEqual([
    expect.stringContaining('/lines/85 工号是科学计数法'),
  ]);
  expect(await faultsOf(Buffer.from(whole), excel)).toEqual([expect.stringContaining('不是可读取的 Excel 工作簿')]);
  const bytes = await sheet();
  expect(await faultsOf(bytes.subarray(0, bytes.length / 2), excel)).toEqual([expect.stringContaining('工作簿')]);
});

test('leaving dates in the notations of offices: one that has come is a departure, one to come is planned', async () => {
  const [title = '', ...lines] = whole.split('\r\n').slice(0, -2);
  const days = ['2020-01-02', '2020/1/2', '2020.1.2', '2020年1月2日', '20200102', '2199-12-31'];
  const file = [`${title},退休日期`, ...lines.map((line, at) => `${line},${days[at] ?? ''}`), ''].join('\n');
  expect(await uploaded(county, file)).toMatchObject({
    counts: { leaves: 5, 'leaves-later': 1, unchanged: 77 },
    leaving: 6,
  });
  for (const day of ['03/04/2026', '2026-02-30', '46023', '明天'])
    expect(await faultsOf(file.replace('2199-12-31', day))).toEqual([expect.stringContaining(`“${day}”不是日期`)]);
});

test('a status says who is gone, and how; a name under another’s number is left alone', async () => {
  const [title = '', ...lines] = whole.split('\r\n').slice(0, -2);
  const status = (line: string, at: number) => `${line},${at === 0 ? '退休' : '在职'}`;
  const file = [`${title},状态`, ...lines.map(status), ''].join('\n');
  expect(await uploaded(county, file)).toMatchObject({ counts: { leaves: 1, unchanged: 82 } });
  const renamed = file.replace(/(\r?\n[^,]+,)[^,]+/, '$1某人');
  expect(await uploaded(county, renamed)).toMatchObject({ counts: { differs: 1, leaves: 0 } });
  const strangers = `${file}S9001,旧人,card,岗,离职\n`;
  expect(await uploaded(county, strangers)).toMatchObject({ counts: { unknown: 1, joins: 0 } });
});

/** As a spreadsheet program saves it in China: the characters of the file in its two-byte code. */
function gb18030(text: string): Buffer {
  const code = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const character = decoder.decode(Uint8Array.of(high, low));
      if ([...character].length === 1 && character !== '\ufffd') code.set(character, [high, low]);
    }
  return Buffer.from([...text].flatMap((one) => (one <= '\x7f' ? [one.charCodeAt(0)] : (code.get(one) ?? [0xff]))));
}
