import { isWorkingDay, type Overrides, shanghaiDate, shanghaiStart } from '@zhiheng/calendar';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** Days in Shanghai, `YYYY-MM-DD`, half-open. */
export interface DaySpan {
  readonly from: string;
  readonly until: string;
}

/** The instant at which a day begins in Shanghai. */
export const startOf = (day: string): Date => new Date(shanghaiStart(day));

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

/** When nobody works in a span and on the day before it: nights, and closed days whole; ascending, none touches the next. */
export function offTimes(
  { from, until, closedDays }: { from: Date; until: Date; closedDays: readonly string[] },
  fromHour: number,
  untilHour: number,
): { since: Date; until: Date }[] {
  const closed = new Set(closedDays);
  const off: { since: Date; until: Date }[] = [];
  const add = (since: number, end: number) => {
    const last = off.at(-1);
    if (end <= since) return;
    if (last?.until.getTime() === since) last.until = new Date(end);
    else off.push({ since: new Date(since), until: new Date(end) });
  };
  for (let day = from.getTime() - dayMs; day < until.getTime(); day += dayMs) {
    if (closed.has(shanghaiDate(day))) add(day, day + dayMs);
    else {
      add(day, day + fromHour * hourMs);
      add(day + untilHour * hourMs, day + dayMs);
    }
  }
  return off;
}
