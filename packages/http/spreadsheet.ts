import writeXlsxFile from 'write-excel-file/node';

/** A cell: text, a number, a moment (shown as the time of Shanghai), or nothing. */
export type Cell = string | number | Date | null;

/** One sheet of a workbook. `columns` has the title and the width (in characters) of each. */
export interface Sheet {
  name: string;
  columns: readonly { title: string; width?: number }[];
  rows: readonly (readonly Cell[])[];
}

export const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const csvType = 'text/csv; charset=utf-8';

/** The most rows of a sheet that are made: a workbook is built in memory, and nobody reads more. */
export const mostRows = 100_000;

/**
 * A workbook (Office Open XML). Text stays text: it is written as such, so no cell is ever a formula, whatever it begins
 * with (CWE-1236).
 */
export function workbook(sheets: readonly Sheet[]): Promise<Buffer> {
  return writeXlsxFile(
    sheets.map(({ name, columns, rows }) => ({
      sheet: name,
      columns: columns.map(({ width = 16 }) => ({ width })),
      stickyRowsCount: 1,
      orientation: 'landscape' as const,
      data: [
        columns.map(({ title }) => ({
          value: printable(title),
          type: String,
          fontWeight: 'bold' as const,
          wrap: true,
        })),
        ...rows.map((row) => row.map(asCell)),
      ],
    })),
  ).toBuffer();
}

const asCell = (cell: Cell) => {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  return { value: printable(cell instanceof Date ? shanghaiTime(cell) : cell), type: String };
};

/** What a cell of Excel holds. */
const mostCharacters = 32_767;
const cutMark = '… 截断/truncated';

/** Control characters are no XML; what is longer than a cell of Excel holds is cut, and says so at its end. */
export function printable(text: string): string {
  const clean = text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '');
  if (clean.length <= mostCharacters) return clean.toWellFormed();
  // Half a character at the cut would be none.
  const kept = clean.slice(0, mostCharacters - cutMark.length).replace(/[\ud800-\udbff]$/, '');
  return kept.toWellFormed() + cutMark;
}

/**
 * The same as text: RFC 4180 with a byte order mark, by which spreadsheet programs know UTF-8. Text that such a program
 * would take for a formula is led by an apostrophe (CWE-1236).
 */
export function csv({ columns, rows }: Pick<Sheet, 'columns' | 'rows'>): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  return `${byteOrderMark}${lines.map(csvLine).join('')}`;
}

export const byteOrderMark = '\ufeff';

/** One record with its end; for a table too long to be held in memory. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(field).join(',')}\r\n`;

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) return shanghaiTime(cell);
  const harmless = /^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-11-24 09:02:03`, the time of Shanghai: sorts as text. */
export const shanghaiTime = (moment: Date): string => shanghai.format(moment);
