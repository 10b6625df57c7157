import type { AddWorkingDays } from '@zhiheng/calendar';

/** China keeps one time, UTC+8. */
const offset = 8 * 60 * 60 * 1000;

/** The month in which this instant (milliseconds) lies in Shanghai, as `YYYY-MM`. */
export const monthOf = (instant: number): string => new Date(instant + offset).toISOString().slice(0, 7);

/** The month before that. */
export const lastMonth = (now: number): string => monthOf(spanOf(monthOf(now)).from - 1);

/** The instants (milliseconds) between which a month lies in Shanghai: half-open `[from, until)`. */
export function spanOf(month: string): { from: number; until: number } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return { from: Date.UTC(year, number - 1) - offset, until: Date.UTC(year, number) - offset };
}

/** The month after. */
export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
}

/**
 * The first instant that is too late for a month's self-check: 24:00 of so many working days of the months after it, the
 * first of which is the first working day. Opened only when that has passed (the centre is new, nothing has run), it has as
 * many from then (`opened`, milliseconds): nobody is late with what they could not have done.
 */
export function selfCheckDueAt(
  month: string,
  addWorkingDays: AddWorkingDays,
  workingDays: number,
  opened = spanOf(month).until,
): number {
  const usual = addWorkingDays(spanOf(month).until - 1, workingDays);
  return usual > opened ? usual : addWorkingDays(opened, workingDays);
}

/** The months that want self-checks: the last one, and those since the newest there is, should nothing have run meanwhile. */
export function monthsToOpen(last: string, newest: string | undefined): string[] {
  if (newest === undefined || newest >= last) return [last];
  const months: string[] = [];
  for (let month = monthAfter(newest); month <= last; month = monthAfter(month)) months.push(month);
  return months.slice(-mostAtOnce);
}

/** What was not opened for longer than a year is history. */
const mostAtOnce = 12;
