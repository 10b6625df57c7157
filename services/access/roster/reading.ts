import { type RosterField, rosterFields, rosterFieldWords, said } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';
import { cellFault, dayOf } from '@zhiheng/http/table-cells';
import type { Header } from '@zhiheng/http/table-columns';
import type { Faults } from '@zhiheng/http/table-faults';
import type { Table, TableRow } from '@zhiheng/http/table-reader';
import type { FileRow } from '../store/roster-row-store.ts';
import { departureByTitle, departureOf } from './cells.ts';
import { requiredFields } from './columns.ts';
import type { UnitNames } from './unit-names.ts';

/** The most people of a file. */
const mostPeople = 200_000;
const longest: Record<RosterField, number> = {
  staffNumber: 64,
  name: 100,
  unit: 200,
  post: 100,
  username: 63,
  status: 20,
  leavesOn: 40,
};

/** The last line may say how many there are: `合计,83`, `共 83 人`, `TRAILER,83`. */
const trailer = /^(?:合计|总计|总人数|人数|共计|共|end|trailer|total|count)[:：]?\s*(\d*)\s*人?$/i;

function declaredBy(cells: readonly string[]): number | undefined {
  const filled = cells.filter((cell) => cell.trim() !== '');
  // As almost every line: of a hundred thousand each look counts.
  if (filled.length > 2) return undefined;
  const [first = '', second = ''] = filled.map((cell) => plain(cell).trim());
  const match = trailer.exec(first);
  const count = match?.[1] || /^(\d+)\s*人?$/.exec(second)?.[1];
  return match && count ? Number(count) : undefined;
}

/** Letters and digits as wide as they are, whatever they were typed as. Of what is ASCII nothing would change. */
const plain = (text: string): string => (/[^ -~]/.test(text) ? text.normalize('NFKC') : text);

/** Reads the people of a file in portions; whatever is wrong with a line goes to `faults`, and the line is left out. */
export async function* readPeople(
  { table, header, rows }: { table: Table; header: Header<RosterField>; rows: AsyncIterable<TableRow[]> },
  units: UnitNames,
  faults: Faults,
  portion: number,
): AsyncGenerator<FileRow[]> {
  const reader = new LineReader(header, units, table.daysFrom, faults);
  let found = 0;
  let declared: number | undefined;
  let some: FileRow[] = [];
  reading: for await (const piece of rows)
    for (const { line, cells } of piece) {
      if (declared !== undefined) {
        faults.add(line, said('roster-count-within'));
        break reading;
      }
      declared = declaredBy(cells);
      if (declared !== undefined) continue;
      if (++found > mostPeople) throw new Problem('too-large', said('file-rows', { most: mostPeople }));
      const read = reader.read(line, cells);
      if (read) some.push(read);
      if (faults.enough) return;
      if (some.length < portion) continue;
      yield some;
      some = [];
    }
  if (declared !== undefined && declared !== found) faults.add(null, said('roster-count', { declared, found }));
  if (declared === undefined && table.openEnded) faults.add(null, said('file-cut'));
  if (found === 0) faults.add(null, said('roster-no-rows'));
  if (some.length > 0) yield some;
}

class LineReader {
  readonly #titles: number;
  readonly #at: [RosterField, number][];
  readonly #units: UnitNames;
  readonly #daysFrom: 1900 | 1904 | null;
  readonly #byDay: NonNullable<FileRow['departure']>;
  readonly #faults: Faults;

  constructor(
    { titles, columns }: Header<RosterField>,
    units: UnitNames,
    daysFrom: 1900 | 1904 | null,
    faults: Faults,
  ) {
    this.#titles = titles.length;
    this.#at = rosterFields.flatMap((field) => {
      const title = columns[field];
      return title === undefined ? [] : [[field, titles.indexOf(title)] as [RosterField, number]];
    });
    this.#units = units;
    this.#daysFrom = daysFrom;
    this.#byDay = departureByTitle(columns.leavesOn ?? '');
    this.#faults = faults;
  }

  /** Undefined where something is wrong with it, which is told. */
  read(line: number, cells: readonly string[]): FileRow | undefined {
    const before = this.#faults.count;
    this.#checkLength(line, cells);
    const text = {} as Record<RosterField, string>;
    for (const [field, at] of this.#at) {
      const cell = (cells[at] ?? '').trim();
      text[field] = field === 'name' || field === 'post' ? cell : plain(cell);
      const fault = cellFault(text[field], rosterFieldWords[field], longest[field]);
      if (fault) this.#faults.add(line, fault);
    }
    for (const field of requiredFields)
      if (text[field] === '') this.#faults.add(line, said('row-lacks', { field: rosterFieldWords[field] }));
    if (this.#faults.count > before) return undefined;
    const row = this.#understand(line, text);
    return this.#faults.count > before ? undefined : row;
  }

  #checkLength(line: number, cells: readonly string[]): void {
    // A workbook leaves out empty cells at the end of a row.
    if (this.#daysFrom === null && cells.length < this.#titles) this.#faults.add(line, said('row-short'));
    if (cells.length > this.#titles && cells.slice(this.#titles).some((cell) => cell.trim() !== ''))
      this.#faults.add(line, said('row-long'));
  }

  #understand(line: number, text: Partial<Record<RosterField, string>>): FileRow {
    const { staffNumber = '', name = '', unit = '', post, username, status = '', leavesOn: day } = text;
    const code = this.#units.find(unit);
    if (typeof code !== 'string') this.#faults.add(line, code);
    const departure = departureOf(status);
    if (departure === undefined) this.#faults.add(line, said('row-status', { status }));
    const leavesOn = day ? dayOf(day, this.#daysFrom) : null;
    if (leavesOn === undefined) this.#faults.add(line, said('row-date', { date: day as string }));
    const login = (username || staffNumber).toLowerCase();
    const valid = /^[a-z0-9][a-z0-9._-]{0,62}$/.test(login);
    if (username && !valid) this.#faults.add(line, said('row-username', { username }));
    return {
      line,
      staffNumber,
      name,
      unit: typeof code === 'string' ? code : '',
      post: post || null,
      username: valid ? login : null,
      departure: departure ?? (leavesOn ? this.#byDay : null),
      leavesOn: leavesOn ?? null,
    };
  }
}
