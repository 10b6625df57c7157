import { type Said, said } from '@zhiheng/contracts';
import { Problem } from './problem.ts';
import type { Faults } from './table-faults.ts';
import type { Table, TableRow } from './table-reader.ts';

/** Which column is what, by its title. */
export type Columns<Field extends string> = { [F in Field]?: string };

/** The fields that a file has, and what people and products call each, as `plain` writes it. */
export interface Naming<Field extends string> {
  fields: readonly Field[];
  called: Readonly<Record<Field, readonly string[]>>;
}

export interface Header<Field extends string> {
  titles: string[];
  columns: Columns<Field>;
}

/** In a file that begins with a heading the titles come later: the first of these rows that has a name for two columns or more. */
const mostHeadings = 10;

/** The row of a file that gives its columns their titles, and the rows after it. */
export async function openTable<Field extends string>(
  table: Table,
  naming: Naming<Field>,
  given: Columns<Field>,
  remembered: Columns<Field>,
): Promise<{ header: Header<Field>; rows: AsyncGenerator<TableRow[]> }> {
  const source = table.rows[Symbol.asyncIterator]();
  let first: TableRow[] = [];
  while (first.length < mostHeadings) {
    const { value, done } = await source.next();
    if (done) break;
    first = [...first, ...value];
  }
  const at = titleRow(naming, first, given);
  const titles = (first[at]?.cells ?? []).map((title) => title.trim());
  async function* rows() {
    let last = 0;
    yield inOrder(first.slice(at + 1));
    for await (const piece of { [Symbol.asyncIterator]: () => source }) yield inOrder(piece);

    /** A damaged workbook may number two rows alike. */
    function inOrder(piece: TableRow[]): TableRow[] {
      for (const { line } of piece) {
        if (line <= last) throw new Problem('invalid-request', said('file-no-workbook'));
        last = line;
      }
      return piece;
    }
  }
  return { header: { titles, columns: columnsOf(naming, titles, given, remembered) }, rows: rows() };
}

/** Whether the columns can be read as they are said to be; what is wrong with them goes to `faults`. */
export function checkColumns<Field extends string>(
  { titles, columns }: Header<Field>,
  required: readonly Field[],
  words: Readonly<Record<Field, Said>>,
  faults: Faults,
): boolean {
  for (const field of required)
    if (columns[field] === undefined) faults.add(null, said('column-missing', { field: words[field] }));
  const named = Object.values(columns) as string[];
  for (const title of named) if (!titles.includes(title)) faults.add(null, said('column-unknown', { title }));
  for (const title of new Set(named.filter((one, at) => named.indexOf(one) !== at)))
    faults.add(null, said('column-twice', { title }));
  if (named.some((title) => titles.filter((one) => one === title).length > 1))
    faults.add(null, said('file-title-twice'));
  return !faults.some;
}

/** A title without what people add to it: blanks, marks, what stands in brackets. */
const plain = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]|[\s_\-*:.]/g, '');

const fieldCalled = <Field extends string>({ fields, called }: Naming<Field>, title: string): Field | undefined =>
  fields.find((field) => called[field].includes(plain(title)));

/** Which of the titles is what: as it was said, else as in the centre's last file, else by its name. The first of several. */
export function columnsOf<Field extends string>(
  naming: Naming<Field>,
  titles: readonly string[],
  given: Columns<Field>,
  remembered: Columns<Field>,
): Columns<Field> {
  const columns: Columns<Field> = {};
  const taken = new Set<string | undefined>(Object.values(given) as string[]);
  for (const field of naming.fields) {
    const before = remembered[field];
    const title =
      given[field] ??
      (before !== undefined && titles.includes(before) && !taken.has(before)
        ? before
        : titles.find((one) => !taken.has(one) && fieldCalled(naming, one) === field));
    if (title === undefined) continue;
    columns[field] = title;
    taken.add(title);
  }
  return columns;
}

/** How far down the titles are: the index of their row among the first. */
function titleRow<Field extends string>(
  naming: Naming<Field>,
  rows: readonly { cells: readonly string[] }[],
  given: Columns<Field>,
): number {
  const wanted = new Set<unknown>(Object.values(given));
  const found = rows.slice(0, mostHeadings).findIndex(({ cells }) => {
    const known = cells.filter((cell) => wanted.has(cell.trim()) || fieldCalled(naming, cell) !== undefined);
    return known.length >= 2;
  });
  return Math.max(found, 0);
}
