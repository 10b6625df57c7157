import { parseDay } from './shanghai-day.ts';

/** Of each day that is known better than the published data, whether it is worked. Made by `overridesOf`. */
export type Overrides = ReadonlyMap<number, boolean>;

/**
 * Reads a table of days by year: `{ "2027": { "off": ["2027-01-01"], "worked": ["2027-02-06"] } }`. Each day it names is what it
 * says, whatever the published data say; every other day stays what it was.
 * @throws RangeError that names the first mistake.
 */
export function overridesOf(table: unknown): Overrides {
  if (!isRecord(table)) throw new RangeError('not an object of years');
  const overrides = new Map<number, boolean>();
  for (const [year, days] of Object.entries(table)) {
    if (!/^\d{4}$/.test(year)) throw new RangeError(`"${year}" is no year`);
    if (!isRecord(days)) throw new RangeError(`${year} is not an object with "off" and "worked"`);
    for (const [kind, dates] of Object.entries(days)) {
      if (kind !== 'off' && kind !== 'worked')
        throw new RangeError(`${year} has "${kind}": only "off" and "worked" are known`);
      if (!Array.isArray(dates)) throw new RangeError(`"${kind}" of ${year} is not a list of days`);
      for (const date of dates) {
        const day = dayIn(year, date);
        if (overrides.has(day)) throw new RangeError(`${date} is named twice`);
        overrides.set(day, kind === 'worked');
      }
    }
  }
  return overrides;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function dayIn(year: string, date: unknown): number {
  const day = typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) ? parseDay(date) : Number.NaN;
  // JavaScript takes the 30th of February for a day of March.
  if (!Number.isInteger(day) || new Date(day * 86_400_000).toISOString().slice(0, 10) !== date)
    throw new RangeError(`${JSON.stringify(date)} is no day written YYYY-MM-DD`);
  if (!(date as string).startsWith(year)) throw new RangeError(`${date} is not in ${year}`);
  return day;
}
