import { createHash } from 'node:crypto';
import { said } from '@zhiheng/contracts';
import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { Problem } from './problem.ts';
import type { Table, TableRow } from './table-reader.ts';

/** What the parts that are read may take unpacked: the sheet row by row, the texts it refers to in memory. */
const most = { sheet: 512 * 2 ** 20, texts: 48 * 2 ** 20, parts: 2 ** 20, entries: 2_000, columns: 500 };

/**
 * Reads the first visible sheet of a workbook (Office Open XML) row by row; of the rest only the texts it refers to are held. Numbers are
 * text as they are written, one beyond what a spreadsheet holds exactly in scientific notation; formulas and errors begin with `=`.
 * Rejects with `invalid-request` for what is no workbook, `too-large` for one that unpacks to more than it may.
 */
export async function readWorkbook(bytes: Buffer): Promise<Table> {
  try {
    const parts = await partsOf(bytes);
    const { sheet, daysFrom } = await firstSheet(parts);
    const texts = await sharedTexts(parts);
    const digest = createHash('sha256').update(bytes).digest();
    return { rows: rowsOf(parts, sheet, texts), encoding: null, openEnded: false, digest, daysFrom };
  } catch (error) {
    throw asFault(error);
  }
}

const asFault = (error: unknown): unknown =>
  error instanceof Problem ? error : new Problem('invalid-request', said('file-no-workbook'), {}, { cause: error });

interface Parts {
  zip: ZipFile;
  entries: Map<string, Entry>;
}

async function partsOf(bytes: Buffer): Promise<Parts> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= most.entries) throw new Problem('too-large', said('file-unpacked'));
    entries.set(entry.fileName, entry);
  }
  return { zip, entries };
}

/** The text of a part; a part that is larger than its head says is refused by the zip's reader. */
async function* textOf({ zip, entries }: Parts, name: string, mostBytes: number): AsyncGenerator<string> {
  const entry = entries.get(name);
  if (!entry) throw new Error(`The workbook has no ${name}.`);
  if (entry.uncompressedSize > mostBytes) throw new Problem('too-large', said('file-unpacked'));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of await zip.openReadStreamPromise(entry, {}))
    yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

/** An element as it opens: its name without a prefix, and its attributes. */
type Opened = (name: string, attributes: Record<string, string>) => void;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

async function scan(parts: Parts, name: string, opened: Opened): Promise<void> {
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => opened(localName(tag.name), tag.attributes));
  for await (const text of textOf(parts, name, most.parts)) parser.write(text);
  parser.close();
}

async function firstSheet(parts: Parts): Promise<{ sheet: string; daysFrom: 1900 | 1904 }> {
  let id: string | undefined;
  let daysFrom: 1900 | 1904 = 1900;
  await scan(parts, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) daysFrom = 1904;
    if (name === 'sheet' && !/hidden/i.test(attributes.state ?? '')) id ??= attributes['r:id'];
  });
  let target: string | undefined;
  await scan(parts, 'xl/_rels/workbook.xml.rels', (name, attributes) => {
    if (name === 'Relationship' && attributes.Id === id) target = attributes.Target;
  });
  if (id === undefined || target === undefined) throw new Error('The workbook has no sheet.');
  return { sheet: target.startsWith('/') ? target.slice(1) : `xl/${target}`, daysFrom };
}

/** The texts that cells refer to by number, without what says how they are read aloud. */
async function sharedTexts(parts: Parts): Promise<string[]> {
  const texts: string[] = [];
  if (!parts.entries.has('xl/sharedStrings.xml')) return texts;
  const parser = new SaxesParser();
  let text = '';
  let within = false;
  let aloud = false;
  parser.on('opentag', ({ name }) => {
    if (localName(name) === 'si') text = '';
    else if (localName(name) === 'rPh') aloud = true;
    else if (localName(name) === 't') within = !aloud;
  });
  parser.on('text', (piece) => {
    if (within) text += piece;
  });
  parser.on('closetag', ({ name }) => {
    if (localName(name) === 'si') texts.push(text);
    else if (localName(name) === 'rPh') aloud = false;
    else if (localName(name) === 't') within = false;
  });
  for await (const piece of textOf(parts, 'xl/sharedStrings.xml', most.texts)) parser.write(piece);
  parser.close();
  return texts;
}

async function* rowsOf(parts: Parts, sheet: string, texts: readonly string[]): AsyncGenerator<TableRow[]> {
  const reader = new SheetReader(texts);
  try {
    for await (const text of textOf(parts, sheet, most.sheet)) {
      reader.write(text);
      yield reader.take();
    }
    reader.close();
    yield reader.take();
  } catch (error) {
    throw asFault(error);
  }
}

class SheetReader {
  readonly #parser = new SaxesParser();
  #rows: TableRow[] = [];
  #line = 0;
  #cells: string[] = [];
  #column = -1;
  #type = '';
  #formula = false;
  #within = false;
  #value = '';

  constructor(texts: readonly string[]) {
    this.#parser.on('opentag', ({ name, attributes }) => this.#open(localName(name), attributes));
    this.#parser.on('text', (text) => {
      if (this.#within) this.#value += text;
    });
    this.#parser.on('closetag', ({ name }) => this.#end(localName(name), texts));
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  close(): void {
    this.#parser.close();
  }

  take(): TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.#line = Number(attributes.r ?? this.#line + 1);
      this.#cells = [];
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = columnOf(attributes.r) ?? this.#column + 1;
      this.#type = attributes.t ?? 'n';
      this.#formula = false;
      this.#value = '';
    } else if (name === 'f') this.#formula = true;
    else if (name === 'v' || name === 't') this.#within = true;
  }

  #end(name: string, texts: readonly string[]): void {
    if (name === 'v' || name === 't') this.#within = false;
    else if (name === 'c' && this.#column < most.columns) this.#cells[this.#column] = this.#text(texts);
    else if (name === 'row') {
      const cells = Array.from(this.#cells, (cell) => cell ?? '');
      if (cells.some((cell) => cell.trim() !== '')) this.#rows.push({ line: this.#line, cells });
    }
  }

  #text(texts: readonly string[]): string {
    const value = this.#value;
    if (this.#formula) return `=${value}`;
    if (this.#type === 'e') return `=${value}`;
    if (this.#type === 's') return texts[Number(value)] ?? '';
    return this.#type === 'n' && !isExact(value) ? Number(value).toExponential() : value;
  }
}

/** A number that a spreadsheet holds with all its digits, as it is written. */
const isExact = (value: string): boolean => value === '' || /^-?\d{1,15}(\.\d+)?$/.test(value);

/** `AB12` is in the 28th column: 27. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
