import {
  bandOf,
  type ReportTableId,
  reportBreakdowns,
  reportMeasures,
  reportRates,
  reportTables,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Cell, Sheet } from '@zhiheng/http/spreadsheet';
import type { Months } from './span.ts';
import { readTable } from './table.ts';

/** Every table of a report, a sheet each. Money in yuan. Throws Problem `not-permitted`, `invalid-request`. */
export async function reportSheets(
  transaction: Transaction,
  caller: PersonCaller,
  wanted: Months & { section?: string },
  english: boolean,
): Promise<Sheet[]> {
  const word = (words: { zh: string; en: string }) => (english ? words.en : words.zh);
  const sheets: Sheet[] = [];
  for (const table of Object.keys(reportTables) as ReportTableId[]) {
    const { by, measures, rates } = reportTables[table];
    const { lines } = await readTable(transaction, caller, table, wanted);
    sheets.push({
      // A name of a sheet has 31 characters at most, and none of these.
      name: word(reportTables[table])
        .replace(/[\\/*?:[\]]/g, ' ')
        .slice(0, 31),
      columns: [
        { title: word(reportBreakdowns[by]), width: 32 },
        ...measures.map((measure) => ({ title: word(reportMeasures[measure]) + unitOf(measure, english), width: 18 })),
        ...rates.map((rate) => ({ title: word(reportRates[rate]), width: 18 })),
      ],
      rows: lines.map(({ key, name, values, rates: found }): Cell[] => [
        by === 'time' ? bandOf(key) : word(name),
        ...measures.map((measure) => shownValue(measure, values[measure] ?? 0)),
        ...rates.map((rate) => rounded(found[rate] ?? null)),
      ]),
    });
  }
  return sheets;
}

const countsOf = (measure: keyof typeof reportMeasures): string => reportMeasures[measure].counts;
function shownValue(measure: keyof typeof reportMeasures, value: number): number {
  if (countsOf(measure) === 'fen') return value / 100;
  return countsOf(measure) === 'seconds' ? (rounded(value / 3600) as number) : value;
}
function unitOf(measure: keyof typeof reportMeasures, english: boolean): string {
  if (countsOf(measure) === 'fen') return english ? ' (yuan)' : '（元）';
  if (countsOf(measure) === 'seconds') return english ? ' (hours)' : '（小时）';
  return '';
}
const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);
