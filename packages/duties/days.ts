import type { Instant } from './types.ts';

const DAY = 86_400_000;
/** Shanghai is at UTC+8 without summer time. */
const SHANGHAI = 8 * 3_600_000;

const dayOf = (at: Instant): number => Math.floor((at + SHANGHAI) / DAY);

/**
 * The first instant whose steps a period of `days` still reaches at `at`. Counted in calendar days of Shanghai, the day of
 * the step itself left out and the last day kept whole (Civil Code, articles 201 and 203): a step of 1 March is within 90
 * days up to the end of 30 May. Without `days` there is no end.
 */
export const reachBack = (days: number | undefined, at: Instant | undefined): Instant =>
  days === undefined || at === undefined ? -Infinity : (dayOf(at) - days) * DAY - SHANGHAI;
