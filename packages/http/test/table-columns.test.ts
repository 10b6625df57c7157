import { expect, test } from 'vitest';
import { openTable } from '../table-columns.ts';
import type { Table, TableRow } from '../table-reader.ts';

const tableOf = (...pieces: TableRow[][]): Table => ({
  rows: (async function* () {
    yield* pieces;
  })(),
  encoding: 'utf-8',
  openEnded: false,
  digest: Buffer.alloc(0),
  daysFrom: null,
});
const row = (line: number, ...cells: string[]): TableRow => ({ line, cells });
const naming = { fields: ['name', 'unit'], called: { name: ['姓名'], unit: ['机构'] } } as const;
const linesOf = async (table: Table) => {
  const { rows } = await openTable<'name' | 'unit'>(table, naming, {}, {});
  const lines: number[] = [];
  for await (const piece of rows) lines.push(...piece.map(({ line }) => line));
  return lines;
};

test('the rows after the titles come in their order, whatever pieces they come in', async () => {
  const table = tableOf([row(1, '名单')], [row(2, '姓名', '机构'), row(3, 'a', 'b')], [], [row(5, 'c', 'd')]);
  expect(await linesOf(table)).toEqual([3, 5]);
});

test.each([[2], [1]])('a row numbered as one before it (%i) is of no sound workbook', async (line) => {
  const pieces = Array.from({ length: 12 }, (_, at) => [row(at + 10, 'a', 'b')]);
  await expect(
    linesOf(tableOf([row(1, '姓名', '机构'), row(2, 'a', 'b')], ...pieces, [row(line, 'a', 'b')])),
  ).rejects.toMatchObject({
    code: 'invalid-request',
  });
});
