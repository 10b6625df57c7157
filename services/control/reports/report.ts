import {
  type Report,
  type ReportMeasure,
  type ReportRate,
  rateOf,
  reportMeasures,
  reportRates,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { readSettings } from '../settings/settings.ts';
import { type MonthRoll, readRolls } from '../store/month-roll-store.ts';
import { readItemsOwned, sumFigures } from '../store/report-store.ts';
import { placesOf } from './places.ts';
import { type Sight, sightOf } from './sight.ts';
import { type Months, requireSpan } from './span.ts';

/**
 * What each month of a span came to. Of the whole centre it is kept ready; of some of its units it is added up from the month's figures.
 * Throws Problem `not-permitted`, `invalid-request`.
 */
export async function readReport(
  transaction: Transaction,
  caller: PersonCaller,
  { section, ...span }: Months & { section?: string },
): Promise<Report> {
  requireSpan(span);
  const sight = await sightOf(transaction, caller);
  const rolls = await readRolls(transaction, caller.centre, span);
  const whole = !sight.sees && section === undefined;
  const values = whole
    ? new Map(rolls.map(({ month, totals }) => [month, totals]))
    : await valuesWithin(transaction, sight, rolls, section);
  const months = rolls.map(({ month, final }) => ({ month, final, values: values.get(month) ?? {} }));
  const sums = sumOf(months.map((month) => month.values));
  return {
    ...span,
    asOf: asOfOf(rolls),
    months,
    values: sums,
    rates: ratesOf(Object.keys(reportRates) as ReportRate[], sums),
    shown: (await readSettings(transaction, caller.centre)).reports,
  };
}

async function valuesWithin(
  transaction: Transaction,
  { centre, units, sees }: Sight,
  rolls: readonly MonthRoll[],
  section: string | undefined,
): Promise<Map<string, Record<string, number>>> {
  const filters = section === undefined ? {} : { section };
  const places = placesOf(filters, sees, units, await readItemsOwned(transaction, centre));
  const found = await sumFigures(transaction, centre, {
    by: 'month',
    months: rolls.map(({ month }) => month),
    measures: Object.keys(reportMeasures) as ReportMeasure[],
    chosen: { places, filters: {} },
  });
  const values = new Map<string, Record<string, number>>();
  for (const { key, measure, value } of found) values.set(key, { ...values.get(key), [measure]: value });
  return values;
}

/** Up to when the newest of these months is counted. */
export const asOfOf = (rolls: readonly MonthRoll[]): string | null => rolls.at(-1)?.asOf?.toISOString() ?? null;

export function sumOf(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all) for (const [key, value] of Object.entries(one)) sums[key] = (sums[key] ?? 0) + value;
  return sums;
}

export const ratesOf = (rates: readonly ReportRate[], values: Readonly<Record<string, number>>) =>
  Object.fromEntries(rates.map((rate) => [rate, rateOf(rate, values)]));
