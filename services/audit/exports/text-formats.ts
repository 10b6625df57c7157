import { byteOrderMark, csvLine } from '@zhiheng/http/spreadsheet';
import { cellsOf, type Language, type Sequenced, titles } from './columns.ts';
import { type Notice, noticeLines } from './notice.ts';

/** RFC 4180 with a byte order mark; no cell is a formula (CWE-1236). What the file lacks is said above the titles. */
export async function* asCsv(
  pages: AsyncIterable<readonly Sequenced[]>,
  { language, notice }: { language: Language; notice: Notice },
): AsyncGenerator<string> {
  const above = noticeLines(notice, language).map((line) => csvLine([line]));
  yield byteOrderMark + above.join('') + csvLine(titles(language));
  for await (const page of pages) yield page.map((entry) => csvLine(cellsOf(entry))).join('');
}

/** One entry a line, with its index; before them, where the file lacks something, a line that says so. */
export async function* asNdjson(
  pages: AsyncIterable<readonly Sequenced[]>,
  { notice }: { notice: Notice },
): AsyncGenerator<string> {
  if (notice.searchableFrom) yield `${JSON.stringify({ notice })}\n`;
  for await (const page of pages) yield page.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
