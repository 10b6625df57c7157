import { PolicyError } from './policy-error.ts';
import type { Instant, Period } from './types.ts';

export const ALWAYS: Period = { from: -Infinity, until: Infinity };

/** Refuses what is no instant: a comparison with it is always false and would let a conflict pass. */
export function checkPeriod(period: Period, path: string): void {
  if (!(period.from <= Infinity && period.until <= Infinity))
    throw new PolicyError({ code: 'invalid-period', path, value: `${period.from}..${period.until}` });
}

export const isEmpty = (period: Period): boolean => !(period.from < period.until);

export const covers = (period: Period, at: Instant): boolean => period.from <= at && at < period.until;

/** Disjoint and ascending; periods that touch become one. */
export function union(periods: readonly Period[]): Period[] {
  const merged: Period[] = [];
  for (const { from, until } of periods.filter((period) => !isEmpty(period)).sort((a, b) => a.from - b.from || 0)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else merged.push({ from, until });
  }
  return merged;
}

/** The pieces of `period` outside all of `holes`. */
export function subtract(period: Period, holes: readonly Period[]): Period[] {
  const pieces: Period[] = [];
  let from = period.from;
  for (const hole of union(holes)) {
    if (hole.from > from) pieces.push({ from, until: Math.min(hole.from, period.until) });
    from = Math.max(from, hole.until);
  }
  pieces.push({ from, until: period.until });
  return pieces.filter((piece) => !isEmpty(piece));
}

/** Whether every instant of `inner` lies in `outer`; both disjoint and ascending, as `union` gives them. */
export const within = (inner: readonly Period[], outer: readonly Period[]): boolean =>
  inner.every((period) => subtract(period, outer).length === 0);
