import { byteOrderMark, csvLine } from '@zhiheng/http/spreadsheet';
import { cellsOf, type Language, type Sequenced, titles } from './columns.ts';

/** RFC 4180 with a byte order mark; no cell is a formula (CWE-1236). */
export async function* asCsv(
  pages: AsyncIterable<readonly Sequenced[]>,
  { language }: { language: Language },
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(titles(language));
  for await (const page of pages) yield page.map((entry) => csvLine(cellsOf(entry))).join('');
}

/** One entry a line, with its index. */
export async function* asNdjson(pages: AsyncIterable<readonly Sequenced[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
