import { type Said, said } from '@zhiheng/contracts';
import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from './problem.ts';

/** A row of a table read from text: its line in the file (from 1), and its cells by the titles of the first row. */
export interface TextRow {
  line: number;
  cells: Record<string, string>;
}

/**
 * Reads CSV as spreadsheet programs write it in China: UTF-8 with or without a mark, else GB18030; separated by commas,
 * semicolons or tabs. Blank lines are left out. Throws `invalid-request` for what is no table, `too-large` beyond `most` rows.
 */
export function readDelimited(bytes: Uint8Array, most: number): TextRow[] {
  const text = decode(bytes);
  const first = text.slice(0, text.search(/\r|\n|$/));
  const delimiter = [',', '\t', ';'].find((one) => first.includes(one)) ?? ',';
  const rows = parseOrRefuse(text, delimiter, most);
  const [titles, ...lines] = rows;
  if (!titles) throw new Problem('invalid-request', said('file-empty'));
  if (lines.length > most) throw new Problem('too-large', said('file-rows', { most }));
  const names = titles.record.map((title) => title.trim());
  if (new Set(names).size !== names.length) throw new Problem('invalid-request', said('file-title-twice'));
  return lines.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(names.map((name, index) => [name, (record[index] ?? '').trim()])),
  }));
}

interface ParsedRow {
  record: string[];
  info: { lines: number };
}

function parseOrRefuse(text: string, delimiter: string, most: number): ParsedRow[] {
  try {
    const rows: unknown = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      to: most + 2,
    });
    // Its types do not know what `info` makes of a row.
    return rows as ParsedRow[];
  } catch (error) {
    throw error instanceof CsvError ? new Problem('invalid-request', whyNoCsv(error)) : error;
  }
}

export function whyNoCsv({ code, lines }: CsvError): Said {
  const line = Number(lines);
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return said('file-quote-open');
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return said('file-quote-misplaced', { line });
    default:
      return said('file-no-csv', { line });
  }
}

function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  throw new Problem('invalid-request', said('file-encoding'));
}
