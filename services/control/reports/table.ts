import {
  namesPeople,
  type ReportBreakdown,
  type ReportFilters,
  type ReportRate,
  type ReportTableId,
  reportTables,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { readRolls } from '../store/month-roll-store.ts';
import { readItemsOwned, readNamesOfPeople, readUnitNames, sumFigures } from '../store/report-store.ts';
import { placesOf, sectionsOf } from './places.ts';
import { asOfOf, ratesOf, sumOf } from './report.ts';
import { type Sight, sightOf } from './sight.ts';
import { type Months, requireSpan } from './span.ts';

interface Line {
  key: string;
  name: { zh: string; en: string };
  values: Record<string, number>;
  rates: Record<string, number | null>;
  where: ReportFilters & Partial<Months>;
}

interface Table {
  by: ReportBreakdown;
  asOf: string | null;
  /** Of the whole table. */
  values: Record<string, number>;
  lines: Line[];
}

/** One table of a report, its largest lines first, months in their order. Throws Problem `not-permitted`, `invalid-request`. */
export async function readTable(
  transaction: Transaction,
  caller: PersonCaller,
  table: ReportTableId,
  { from, until, ...filters }: Months & ReportFilters,
): Promise<Table> {
  requireSpan({ from, until });
  const sight = await sightOf(transaction, caller);
  const { by, measures, rates }: { by: ReportBreakdown; measures: readonly string[]; rates: readonly ReportRate[] } =
    reportTables[table];
  const rolls = await readRolls(transaction, caller.centre, { from, until });
  const items = await readItemsOwned(transaction, caller.centre);
  const found = await sumFigures(transaction, caller.centre, {
    ...{ by, measures, months: rolls.map(({ month }) => month) },
    chosen: { places: placesOf(filters, sight.sees, sight.units, items), filters },
  });
  const sections = sectionsOf(sight.units);
  const byKey = Map.groupBy(found, ({ key }) => (by === 'section' ? (sections.get(key) ?? key) : key));
  const name = await namer(transaction, sight, by, [...byKey.keys()]);
  const lines = [...byKey].map(([key, rows]): Line => {
    const values = sumOf(rows.map(({ measure, value }) => ({ [measure]: value })));
    return { key, name: name(key), values, rates: ratesOf(rates, values), where: whereOf(by, key) };
  });
  lines.sort(by === 'month' || by === 'time' ? byKeyOf : largestFirst(measures));
  return { by, asOf: asOfOf(rolls), values: sumOf(lines.map(({ values }) => values)), lines };
}

const byKeyOf = (one: Line, two: Line): number => (one.key < two.key ? -1 : 1);
const largestFirst =
  ([first = '', second = '']: readonly string[]) =>
  (one: Line, two: Line): number =>
    (two.values[first] ?? 0) - (one.values[first] ?? 0) ||
    (two.values[second] ?? 0) - (one.values[second] ?? 0) ||
    byKeyOf(one, two);

/** Which filter a key of a breakdown is. */
function whereOf(by: ReportBreakdown, key: string): Line['where'] {
  const [operator = '', other = ''] = key.split('/');
  if (by === 'month') return { from: key, until: key };
  if (by === 'pair') return { operator, other };
  if (by === 'channel' || by === 'change' || by === 'kind') return { kind: key };
  if (by === 'tier' || by === 'time') return { type: key };
  return { [by]: key };
}

/** What a key is called: codes by their names, people by theirs; the rest the console has words for. */
async function namer(
  transaction: Transaction,
  { centre }: Sight,
  by: ReportBreakdown,
  keys: readonly string[],
): Promise<(key: string) => { zh: string; en: string }> {
  const plain = (text: string) => ({ zh: text, en: text });
  if (namesPeople.has(by)) {
    const people = await readNamesOfPeople(transaction, centre, [...new Set(keys.flatMap((key) => key.split('/')))]);
    return (key) =>
      plain(
        key
          .split('/')
          .map((person) => people.get(person)?.name ?? person)
          .join(' – '),
      );
  }
  const named =
    by === 'item'
      ? await readItemsOwned(transaction, centre)
      : by === 'section'
        ? await readUnitNames(transaction, centre)
        : [];
  const nameOf = new Map(named.map(({ code, name }) => [code, name]));
  return (key) => nameOf.get(key) ?? plain(key || '—');
}
