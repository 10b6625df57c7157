import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { Overrides } from './overrides.ts';
import { endOfDay, parseDay } from './shanghai-day.ts';

// The library's functions read a date in the process's own time zone; its data do not. Only the data are used.
const holidays = new Set(Object.keys(published.holidays).map(parseDay));
const makeUpDays = new Set(Object.keys(published.workdays).map(parseDay));
const lastYear = Math.max(...Object.keys(published.holidays).map((date) => Number(date.slice(0, 4))));

/**
 * The instant (milliseconds) up to which the yearly notice of the State Council (国务院办公厅节假日安排的通知) is known: the
 * end of the last published year in Shanghai. From it on, Monday to Friday count as working days.
 */
export const calendarKnownUntil: number = endOfDay(parseDay(`${lastYear}-12-31`));

/** Whether the day is worked: as overridden, else a make-up day (调休), or a Monday to Friday that is no statutory holiday. */
export function isWorked(day: number, overrides?: Overrides): boolean {
  return overrides?.get(day) ?? (makeUpDays.has(day) || (isWeekday(day) && !holidays.has(day)));
}

/** 1970-01-01, day 0, was a Thursday. */
function isWeekday(day: number): boolean {
  const sinceMonday = (((day + 3) % 7) + 7) % 7;
  return sinceMonday < 5;
}
