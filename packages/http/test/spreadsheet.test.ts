import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { csv, printable, shanghaiTime, workbook } from '../spreadsheet.ts';

const columns = [{ title: '姓名' }, { title: '理由', width: 40 }, { title: '数' }, { title: '时间' }];
const at = new Date('2026-11-24T18:02:03.456Z');
const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', "=cmd|' /C calc'!A0"];

/** The files of a ZIP, by name, read from its central directory. */
function unzip(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let place = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, nameLength] = [
      zip.readUInt16LE(place + 10),
      zip.readUInt32LE(place + 20),
      zip.readUInt16LE(place + 28),
    ];
    const local = zip.readUInt32LE(place + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + size);
    files.set(
      zip.toString('utf8', place + 46, place + 46 + nameLength),
      (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'),
    );
    place += 46 + nameLength + zip.readUInt16LE(place + 30) + zip.readUInt16LE(place + 32);
  }
  return files;
}

test('a workbook holds text as text: no cell is a formula, whatever it begins with', async () => {
  const files = unzip(await workbook([{ name: '台账', columns, rows: dangerous.map((text) => [text, text, 1, at]) }]));
  const sheets = [...files].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
  expect(sheets).toHaveLength(1);
  expect(sheets[0]?.[1]).not.toMatch(/<f[ >]/);
  const all = [...files.values()].join('\n');
  expect(all).toContain('=cmd|');
  expect(all).toContain('2026-11-25 02:02:03');
  expect(files.get('xl/workbook.xml')).toContain('台账');
});

test('a workbook takes text that XML does not: control characters and halves of characters', async () => {
  const files = unzip(
    await workbook([{ name: 'a', columns, rows: [['\u0000\u0001a\u000bb<&>"', '\ud800', null, null]] }]),
  );
  const all = [...files.values()].join('\n');
  expect(all).toContain('ab&lt;&amp;&gt;');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
  expect(all).not.toMatch(/[\u0000-\u0008\u000b\u000c]/);
});

test('what is longer than a cell holds is cut, and says so; what just fits stays whole', async () => {
  const fits = 'x'.repeat(32_767);
  expect(printable(fits)).toBe(fits);
  expect(printable(`\u0001${fits}`)).toBe(fits);
  const cut = printable(`${fits}y`);
  expect(cut).toHaveLength(32_767);
  expect(cut.endsWith('x… 截断/truncated')).toBe(true);
  for (const before of ['', 'x']) expect(printable(before + '😀'.repeat(20_000))).toMatch(/😀… 截断\/truncated$/);
  const files = unzip(await workbook([{ name: 'a', columns, rows: [[`${fits}y`, null, null, null]] }]));
  expect([...files.values()].join('\n')).toContain('… 截断/truncated');
});

test('CSV quotes what must be and defuses what a spreadsheet would reckon', () => {
  const text = csv({
    columns,
    rows: [['张三', 'a,"b"\n', 1.5, at], ...dangerous.map((one) => [one, null, null, null])],
  });
  expect(text.startsWith('\ufeff姓名,理由,数,时间\r\n张三,"a,""b""\n",1.5,2026-11-25 02:02:03\r\n')).toBe(true);
  for (const line of text.split('\r\n').slice(2, -1)) expect(line).toMatch(/^"?'/);
});

test('moments are of Shanghai', () => {
  expect(shanghaiTime(new Date('2028-02-28T16:00:00Z'))).toBe('2028-02-29 00:00:00');
});
