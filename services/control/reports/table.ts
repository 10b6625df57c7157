import {
  doubtOrigins,
  doubtRules,
  findingDimensions,
  findingNatures,
  namesPeople,
  type ReportBreakdown,
  type ReportFilters,
  type ReportTableId,
  reportTables,
  type TableOfReport,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { readUnitNames } from '../store/directory-store.ts';
import { type MonthRoll, readRolls } from '../store/month-roll-store.ts';
import { readItemsOwned, readNamesOfPeople, sumFigures } from '../store/report-store.ts';
import { type ItemOwned, placesOf, sectionsOf } from './places.ts';
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
  const { by, measures, rates, whole = [] }: TableOfReport = reportTables[table];
  const rolls = await readRolls(transaction, caller.centre, { from, until });
  const items = await readItemsOwned(transaction, caller.centre);
  const found = await sumFigures(transaction, caller.centre, {
    ...{ by, measures, months: rolls.map(({ month }) => month) },
    chosen: { places: placesOf(filters, sight.sees, sight.units, items), filters },
  });
  const all = whole.length ? await sumsOf(transaction, sight, { measures: whole, rolls, filters, items }) : {};
  const sections = sectionsOf(sight.units);
  const byKey = Map.groupBy(found, ({ key }) => (by === 'section' ? (sections.get(key) ?? key) : key));
  const name = await namer(transaction, sight, by, [...byKey.keys()]);
  const lines = [...byKey].map(([key, rows]): Line => {
    const values = sumOf(rows.map(({ measure, value }) => ({ [measure]: value })));
    return { key, name: name(key), values, rates: ratesOf(rates, { ...values, ...all }), where: whereOf(by, key) };
  });
  lines.sort(by === 'month' || by === 'time' ? byKeyOf : largestFirst(measures));
  return { by, asOf: asOfOf(rolls), values: sumOf(lines.map(({ values }) => values)), lines };
}

/** Of measures that a table's key does not part. */
async function sumsOf(
  transaction: Transaction,
  { centre, sees, units }: Sight,
  wanted: {
    measures: readonly string[];
    rolls: readonly MonthRoll[];
    filters: ReportFilters;
    items: readonly ItemOwned[];
  },
): Promise<Record<string, number>> {
  const { measures, rolls, filters, items } = wanted;
  const { kind: _, type: __, ...common } = filters;
  const found = await sumFigures(transaction, centre, {
    ...{ by: 'month', measures, months: rolls.map(({ month }) => month) },
    chosen: { places: placesOf(common, sees, units, items), filters: common },
  });
  return sumOf(found.map(({ measure, value }) => ({ [measure]: value })));
}

const byKeyOf = (one: Line, two: Line): number => (one.key < two.key ? -1 : 1);
const largestFirst =
  ([first = '', second = '']: readonly string[]) =>
  (one: Line, two: Line): number =>
    (two.values[first] ?? 0) - (one.values[first] ?? 0) ||
    (two.values[second] ?? 0) - (one.values[second] ?? 0) ||
    byKeyOf(one, two);

const kinds: ReadonlySet<ReportBreakdown> = new Set(['channel', 'change', 'kind', 'dimension', 'origin']);
const types: ReadonlySet<ReportBreakdown> = new Set(['tier', 'time', 'nature', 'rule']);

/** Which filter a key of a breakdown is. */
function whereOf(by: ReportBreakdown, key: string): Line['where'] {
  const [operator = '', other = ''] = key.split('/');
  if (by === 'month') return { from: key, until: key };
  if (by === 'pair') return { operator, other };
  if (kinds.has(by)) return { kind: key };
  if (types.has(by)) return { type: key };
  return { [by]: key };
}

const wordsOf: Partial<Record<ReportBreakdown, Readonly<Record<string, { zh: string; en: string }>>>> = {
  dimension: findingDimensions,
  nature: findingNatures,
  origin: doubtOrigins,
  rule: Object.fromEntries(doubtRules.map(({ code, name }) => [code, name])),
};

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
  const words = wordsOf[by];
  if (words) return (key) => words[key] ?? plain(key || '—');
  const items = by === 'item' ? await readItemsOwned(transaction, centre) : [];
  const nameOf =
    by === 'section' ? await readUnitNames(transaction, centre) : new Map(items.map(({ code, name }) => [code, name]));
  return (key) => nameOf.get(key) ?? plain(key || '—');
}
