import { Readable } from 'node:stream';
import { type Cell, printable } from '@zhiheng/http/spreadsheet';
import { ZipFile } from 'yazl';
import { cellsOf, columns, type Language, type Sequenced, titles } from './columns.ts';
import { type Notice, noticeLines } from './notice.ts';

/** Rows that a sheet of Excel holds, its titles among them. */
const rowsOfSheet = 1_048_576;

/**
 * A workbook (Office Open XML) of as many sheets as its rows need, written while it is read: no more than one page of entries is in
 * memory. Every cell is inline text or a number, so that none is a formula. What the file lacks each sheet says above its titles.
 */
export async function* asXlsx(
  pages: AsyncIterable<readonly Sequenced[]>,
  { language, notice = {}, rows = rowsOfSheet }: { language: Language; notice?: Notice; rows?: number },
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const source = rowsOf(pages);
  const output = zip.outputStream as Readable;
  // The same moment in every file: what is in it does not hang on when it was made.
  const options = { mtime: new Date('2000-01-01T00:00:00Z'), mode: 0o644, compressionLevel: 6 };
  const fail = (error: unknown) => output.destroy(error as Error);
  const head = [...noticeLines(notice, language).map((line) => [line]), titles(language)];
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(xmlHead + text), name, options);
  const addSheet = (number: number) => {
    const sheet = Readable.from(sheetOf(source, head, rows));
    sheet.once('error', fail);
    sheet.once('end', () => {
      if (source.waiting) return addSheet(number + 1);
      for (const [name, text] of parts(number)) add(name, text);
      zip.end();
    });
    zip.addReadStream(sheet, `xl/worksheets/sheet${number}.xml`, options);
  };
  zip.once('error', fail);
  addSheet(1);
  yield* output as AsyncIterable<Uint8Array>;
}

/** Characters handed to compression at once: row by row it would take three times as long. */
const worthPassing = 65_536;

interface RowSource {
  next(): Promise<Sequenced | undefined>;
  /** Whether a row is left. */
  readonly waiting: boolean;
}

/** Row by row, one looked at ahead: so a sheet that is full knows whether there is to be another. */
function rowsOf(pages: AsyncIterable<readonly Sequenced[]>): RowSource {
  const entries = (async function* () {
    for await (const page of pages) yield* page;
  })();
  let ahead: IteratorResult<Sequenced, void> | undefined;
  return {
    get waiting() {
      return ahead?.done === false;
    },
    async next() {
      ahead ??= await entries.next();
      if (ahead.done) return undefined;
      const { value } = ahead;
      ahead = await entries.next();
      return value;
    },
  };
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const sheetKind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

async function* sheetOf(source: RowSource, head: readonly Cell[][], rows: number): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${xmlHead}<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="${head.length}" topLeftCell="A${head.length + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${head.map(rowXml).join('')}`;
  let text = '';
  for (let row = head.length; row < rows; row++) {
    const entry = await source.next();
    if (!entry) break;
    text += rowXml(cellsOf(entry));
    if (text.length < worthPassing) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

const rowXml = (cells: readonly Cell[]): string => `<row>${cells.map(cellXml).join('')}</row>`;

function cellXml(cell: Cell): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(printable(String(cell)))}</t></is></c>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What a workbook consists of beside its sheets. */
function parts(sheets: number): [name: string, text: string][] {
  const each = (one: (n: number) => string) => Array.from({ length: sheets }, (_, at) => one(at + 1)).join('');
  return [
    [
      'xl/workbook.xml',
      `<workbook ${main} xmlns:r="${office}"><sheets>${each((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packaged}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetKind}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${sheetKind}.worksheet+xml"/>`)}</Types>`,
    ],
  ];
}
