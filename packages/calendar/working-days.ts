import { isWorked } from './holidays.ts';
import type { Overrides } from './overrides.ts';
import { dayOf, endOfDay } from './shanghai-day.ts';

/** About ten years: more is a mistake in a chain, not a deadline. */
const most = 2500;

/**
 * Whether the day in Shanghai that holds this instant (milliseconds, or a Date) is a working day: statutory holidays are
 * none, make-up days (调休) are. Throws RangeError for an instant that is none.
 */
export function isWorkingDay(instant: number | Date, overrides?: Overrides): boolean {
  return isWorked(dayOf(checked(Number(instant))), overrides);
}

/**
 * The deadline `days` working days after the day in Shanghai that holds `from` (milliseconds): 24:00 of the last of them.
 * It is the first instant that is too late, so `due <= now` means overdue. The day of `from` itself never counts.
 *
 * Throws RangeError unless `days` is a whole number from 1 to 2500 and `from` an instant.
 */
export function addWorkingDays(from: number, days: number, overrides?: Overrides): number {
  if (!Number.isInteger(days) || days < 1 || days > most) {
    throw new RangeError(`a deadline takes 1 to ${most} whole working days, not ${days}`);
  }
  let day = dayOf(checked(from));
  for (let left = days; left > 0; ) if (isWorked(++day, overrides)) left--;
  return endOfDay(day);
}

/** How deadlines are reckoned: `addWorkingDays` by one calendar. */
export type AddWorkingDays = (from: number, days: number) => number;

/** By the published calendar and what is known better than it. */
export const workingDaysWith =
  (overrides: Overrides | undefined): AddWorkingDays =>
  (from, days) =>
    addWorkingDays(from, days, overrides);

function checked(instant: number): number {
  if (!(Math.abs(instant) <= 8.64e15)) throw new RangeError(`${instant} is no instant`);
  return instant;
}
