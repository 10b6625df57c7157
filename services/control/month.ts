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

/** The first instant that is too late for a month's self-check: so many working days after the 1st of the next month. */
export function selfCheckDueAt(month: string, addWorkingDays: AddWorkingDays, workingDays: number): number {
  return addWorkingDays(spanOf(month).until, workingDays);
}
