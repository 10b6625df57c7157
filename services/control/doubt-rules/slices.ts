import { isWorkingDay, type Overrides, shanghaiDate } from '@zhiheng/calendar';

const dayMs = 24 * 60 * 60 * 1000;

/** Days in Shanghai, `YYYY-MM-DD`, half-open. */
export interface DaySpan {
  readonly from: string;
  readonly until: string;
}

/** The instant at which a day begins in Shanghai. */
export const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

/** The day so many days later. */
export const dayAfter = (day: string, count = 1): string => shanghaiDate(startOf(day).getTime() + count * dayMs);

/**
 * A span in the pieces that a run goes through, each within one month: what is named once a month is named by the first day of
 * a piece that says so.
 */
export function slicesOf({ from, until }: DaySpan): DaySpan[] {
  const slices: DaySpan[] = [];
  for (let at = from; at < until; ) {
    const [year, month] = at.split('-').map(Number) as [number, number];
    const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
    const end = next < until ? next : until;
    slices.push({ from: at, until: end });
    at = end;
  }
  return slices;
}

/** The days of a span, and the one before, on which nobody works. */
export function closedDaysOf({ from, until }: DaySpan, overrides?: Overrides): string[] {
  const days: string[] = [];
  for (let day = dayAfter(from, -1); day < until; day = dayAfter(day))
    if (!isWorkingDay(startOf(day), overrides)) days.push(day);
  return days;
}
