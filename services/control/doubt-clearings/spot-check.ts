/** Judgements about spot checks of what was cleared many at once; no clock, no database. */

/** How many of so many are checked: the share, and at least so many. */
export const drawnOf = (total: number, { share, least }: { share: number; least: number }): number =>
  Math.min(total, Math.max(1, least, Math.ceil(total * share)));

export interface Tally {
  total: number;
  drawn: number;
  passed: number;
  failed: number;
}

/**
 * What a clearing comes to by one more check: the first failure doubles what is drawn, the second returns all that was not passed; once all
 * that is drawn was checked, the rest passes with it.
 */
export function checked(
  { total, drawn, passed, failed }: Tally,
  good: boolean,
): Tally & { state: 'checking' | 'passed' | 'returned' } {
  const now = { total, drawn, passed: passed + (good ? 1 : 0), failed: failed + (good ? 0 : 1) };
  if (now.failed >= 2) return { ...now, state: 'returned' };
  if (!good) now.drawn = Math.min(total, drawn * 2);
  return { ...now, state: now.passed + now.failed === now.drawn ? 'passed' : 'checking' };
}
