import { createHash } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { type Said, said } from '@zhiheng/contracts';
import { CsvError, parse } from 'csv-parse';
import { whyNoCsv } from './delimited.ts';
import { Problem } from './problem.ts';

/** A row of a table whatever file it is in: its line (from 1), and its cells as text. A formula begins with `=`. */
export interface TableRow {
  line: number;
  cells: string[];
}

export interface Table {
  /** As many at a time as a piece of the file holds. */
  rows: AsyncIterable<TableRow[]>;
  encoding: 'utf-8' | 'gb18030' | null;
  /** Known once all rows are read: the file does not end with the end of a line, and so may have been cut. */
  readonly openEnded: boolean;
  /** SHA-256 of the file; known once all rows are read. */
  readonly digest: Buffer;
  /** How a number stands for a day: counted from 1900 or 1904; null where days are text. */
  daysFrom: 1900 | 1904 | null;
}

/** So much is looked at to tell UTF-8 from GB18030. */
const looked = 64 * 1024;

/**
 * Reads CSV piece by piece, holding no more of it than one: UTF-8 with or without a mark, else GB18030; separated by commas, semicolons or
 * tabs. Rejects with `invalid-request` where it is no table, saying on which line; `too-large` beyond `mostBytes`.
 */
export async function readCsv(source: Readable, mostBytes: number): Promise<Table> {
  const text = new FileText(source, mostBytes);
  await text.open();
  return {
    rows: rowsOf(text),
    encoding: text.encoding,
    daysFrom: null,
    get openEnded() {
      return text.openEnded;
    },
    get digest() {
      return text.digest;
    },
  };
}

async function* rowsOf(text: FileText): AsyncGenerator<TableRow[]> {
  const delimiter = [',', '\t', ';'].find((one) => text.firstLine.includes(one)) ?? ',';
  let some: TableRow[] = [];
  const parser = parse({
    ...{ delimiter, relax_column_count: true, skip_records_with_empty_values: true },
    // Taken here, none is left to be handed on: one after the other through a stream they take longer than to be parsed.
    on_record: (cells: string[], { lines }) => {
      some.push({ line: lines, cells });
      return null;
    },
  });
  // Whoever writes hears of it.
  parser.on('error', () => undefined);
  try {
    for await (const piece of text.pieces()) {
      await given(parser, piece);
      yield some;
      some = [];
    }
    await given(parser, null);
    yield some;
  } catch (error) {
    throw error instanceof CsvError ? new Problem('invalid-request', whyNoCsv(error)) : error;
  } finally {
    parser.destroy();
  }
}

/** Resolves when it was taken in; `null` ends it. */
const given = (to: Writable, piece: string | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    if (piece === null) to.end(done);
    else to.write(piece, done);
  });

/** The text of a file, piece by piece. */
class FileText {
  encoding: 'utf-8' | 'gb18030' = 'utf-8';
  firstLine = '';
  openEnded = false;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #hash = createHash('sha256');
  readonly #mostBytes: number;
  #head = Buffer.alloc(0);
  #read = 0;
  #lines = 1;

  constructor(source: Readable, mostBytes: number) {
    // Whoever stops reading a request half-way still has to answer it.
    this.#chunks = source.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
    this.#mostBytes = mostBytes;
  }

  get digest(): Buffer {
    return this.#hash.copy().digest();
  }

  async open(): Promise<void> {
    const head: Buffer[] = [];
    for (let size = 0; size < looked; ) {
      const chunk = await this.#next();
      if (!chunk) break;
      head.push(chunk);
      size += chunk.length;
    }
    this.#head = Buffer.concat(head);
    if (this.#head.length === 0) throw new Problem('invalid-request', said('file-empty'));
    this.encoding = unreadable('utf-8', this.#head) <= unreadable('gb18030', this.#head) ? 'utf-8' : 'gb18030';
    const text = new TextDecoder(this.encoding).decode(this.#head, { stream: true });
    this.firstLine = text.slice(0, text.search(/\r|\n|$/));
  }

  async *pieces(): AsyncGenerator<string> {
    const decoder = new TextDecoder(this.encoding, { fatal: true });
    let last = '';
    for (let chunk: Buffer | undefined = this.#head; chunk; chunk = await this.#next()) {
      const text = this.#decoded(decoder, chunk);
      if (text === '') continue;
      last = text;
      yield text;
    }
    this.openEnded = !/[\r\n]$/.test(last);
    try {
      decoder.decode();
    } catch {
      throw new Problem('invalid-request', said('file-cut'));
    }
  }

  #decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer): string {
    try {
      const text = decoder.decode(chunk, { stream: true });
      this.#lines += linesIn(text);
      return text;
    } catch {
      const [good = ''] = new TextDecoder(this.encoding).decode(chunk).split('\ufffd', 1);
      throw new Problem('invalid-request', said('file-encoding-line', { line: this.#lines + linesIn(good) }));
    }
  }

  async #next(): Promise<Buffer | undefined> {
    const { value, done } = await this.#chunks.next();
    if (done) return undefined;
    this.#hash.update(value);
    this.#read += value.length;
    if (this.#read > this.#mostBytes) throw new Problem('too-large', fileLongerThan(this.#mostBytes));
    return value;
  }
}

const fileLongerThan = (bytes: number): Said => said('file-longer', { megabytes: Math.floor(bytes / 2 ** 20) });

/** How many places are no character; what is cut at the end may be a character cut in two. */
const unreadable = (encoding: string, bytes: Buffer): number =>
  new TextDecoder(encoding).decode(bytes, { stream: true }).split('\ufffd').length - 1;

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
