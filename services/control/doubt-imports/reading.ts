import { createHash } from 'node:crypto';
import { type AmountUnit, type DoubtField, doubtFieldWords, maskText, said } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';
import { cellFault } from '@zhiheng/http/table-cells';
import type { Header } from '@zhiheng/http/table-columns';
import type { Faults } from '@zhiheng/http/table-faults';
import type { Table, TableRow } from '@zhiheng/http/table-reader';
import { fenOf, shownOf, whenOf } from './cells.ts';
import { dates, type ListRule } from './columns.ts';

/** The most lines of a list. */
const mostLines = 1_000_000;
const longest = 200;

/** A line of a list without who it is about: a keyed hash, and the end of the number. */
export interface ListedRow {
  line: number;
  /** What makes it the same doubt as another. */
  key: string;
  subject: string;
  subjectShown: string;
  facts: Record<string, unknown>;
  amountFen: number | null;
  at: string | null;
}

interface Reading {
  rule: ListRule;
  unit: AmountUnit;
  hash: (subject: string) => Buffer;
}

/** Reads a list in portions; whatever is wrong with a line goes to `faults`, and the line is left out. */
export async function* readRows(
  { table, header, rows }: { table: Table; header: Header<DoubtField>; rows: AsyncIterable<TableRow[]> },
  reading: Reading,
  faults: Faults,
  portion: number,
): AsyncGenerator<ListedRow[]> {
  const reader = new LineReader(header, table.daysFrom, reading, faults);
  let found = 0;
  let some: ListedRow[] = [];
  for await (const piece of rows)
    for (const { line, cells } of piece) {
      if (/^(合计|总计|共计)/.test(cells[0]?.trim() ?? '')) continue;
      if (++found > mostLines) throw new Problem('too-large', said('file-rows', { most: mostLines }));
      const read = reader.read(line, cells);
      if (read) some.push(read);
      if (faults.enough) return;
      if (some.length < portion) continue;
      yield some;
      some = [];
    }
  if (found === 0) faults.add(null, said('list-no-rows'));
  if (some.length > 0) yield some;
}

class LineReader {
  readonly #titles: number;
  readonly #at: [DoubtField, number][];
  readonly #daysFrom: 1900 | 1904 | null;
  readonly #reading: Reading;
  readonly #faults: Faults;

  constructor({ titles, columns }: Header<DoubtField>, daysFrom: 1900 | 1904 | null, reading: Reading, faults: Faults) {
    this.#titles = titles.length;
    this.#at = reading.rule.columns.map((field) => [field, titles.indexOf(columns[field] as string)]);
    this.#daysFrom = daysFrom;
    this.#reading = reading;
    this.#faults = faults;
  }

  /** Undefined where something is wrong with it, which is told. */
  read(line: number, cells: readonly string[]): ListedRow | undefined {
    const before = this.#faults.count;
    // A workbook leaves out empty cells at the end of a row.
    if (this.#daysFrom === null && cells.length < this.#titles) this.#faults.add(line, said('row-short'));
    if (cells.slice(this.#titles).some((cell) => cell.trim() !== '')) this.#faults.add(line, said('row-long'));
    const values = new Map<DoubtField, string | number>();
    for (const [field, at] of this.#at) {
      const value = this.#value(line, field, (cells[at] ?? '').trim().normalize('NFKC'));
      if (value !== undefined) values.set(field, value);
    }
    if (this.#faults.count > before) return undefined;
    return this.#row(line, values);
  }

  #value(line: number, field: DoubtField, text: string): string | number | undefined {
    const words = doubtFieldWords[field];
    if (text === '') {
      if (this.#reading.rule.identity.includes(field)) this.#faults.add(line, said('row-lacks', { field: words }));
      return undefined;
    }
    // A negative amount is no formula.
    const fault = field === 'amountFen' && /^-\s*[\d.,]+$/.test(text) ? undefined : cellFault(text, words, longest);
    if (fault) {
      this.#faults.add(line, fault);
      return undefined;
    }
    if (field === 'amountFen') {
      const fen = fenOf(text, this.#reading.unit);
      if (typeof fen === 'number') return fen;
      this.#faults.add(line, fen);
      return undefined;
    }
    if (dates.has(field)) {
      const when = whenOf(text, this.#daysFrom);
      if (when === undefined) this.#faults.add(line, said('row-date', { date: text }));
      return when;
    }
    if (field === 'idNumber' && !/^[A-Za-z0-9()]{6,30}$/.test(text)) {
      this.#faults.add(line, said('row-id-number'));
      return undefined;
    }
    return text;
  }

  #row(line: number, values: ReadonlyMap<DoubtField, string | number>): ListedRow {
    const { rule, hash } = this.#reading;
    const number = String(values.get('idNumber'));
    const subject = hash(number).toString('hex');
    const identity = rule.identity.map((field) => (field === 'idNumber' ? subject : String(values.get(field))));
    const told = [...values].filter(([field]) => field !== 'idNumber' && field !== 'amountFen');
    const day = told.find(([field]) => dates.has(field))?.[1];
    return {
      line,
      key: createHash('sha256').update(JSON.stringify(identity)).digest('base64url'),
      subject,
      subjectShown: shownOf(number),
      facts: Object.fromEntries(told.map(([field, value]) => [field, maskText(String(value))])),
      amountFen: (values.get('amountFen') as number | undefined) ?? null,
      at: day === undefined ? null : `${String(day).padEnd(10, '-01')}T00:00:00+08:00`,
    };
  }
}
