import { said } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';
import { spanOf } from '../month.ts';

/** Months of a report, both included, `YYYY-MM`. */
export interface Months {
  from: string;
  until: string;
}

/** Ten years: more is no report. */
const mostMonths = 120;

const ordinal = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthOf = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

export const monthsOf = ({ from, until }: Months): string[] =>
  Array.from({ length: Math.max(0, ordinal(until) - ordinal(from) + 1) }, (_, index) => monthOf(ordinal(from) + index));

/** Throws Problem `invalid-request` for months in the wrong order, and for too many. */
export function requireSpan(months: Months): void {
  const length = ordinal(months.until) - ordinal(months.from) + 1;
  if (length >= 1 && length <= mostMonths) return;
  throw new Problem('invalid-request', said('report-span', { most: mostMonths }), {
    errors: [{ path: '/until', message: said('report-span', { most: mostMonths }) }],
  });
}

/** The instants that a span of months lies between: half-open. */
export const instantsOf = ({ from, until }: Months): { from: Date; until: Date } => ({
  from: new Date(spanOf(from).from),
  until: new Date(spanOf(until).until),
});
