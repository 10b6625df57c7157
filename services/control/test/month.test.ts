import { addWorkingDays } from '@zhiheng/calendar';
import { describe, expect, it } from 'vitest';
import { lastMonth, selfCheckDueAt, spanOf } from '../month.ts';

describe('the month of a self-check', () => {
  it('is the last one that is over in Shanghai, not in UTC', () => {
    expect(lastMonth(Date.parse('2026-10-31T15:59:59.999Z'))).toBe('2026-09');
    expect(lastMonth(Date.parse('2026-10-31T16:00:00Z'))).toBe('2026-10');
  });

  it('goes back over the turn of the year and from the last day of a long month', () => {
    expect(lastMonth(Date.parse('2026-01-15T00:00:00Z'))).toBe('2025-12');
    expect(lastMonth(Date.parse('2026-03-31T04:00:00Z'))).toBe('2026-02');
  });

  it('spans whole days in Shanghai', () => {
    const { from, until } = spanOf('2025-12');
    expect(new Date(from).toISOString()).toBe('2025-11-30T16:00:00.000Z');
    expect(new Date(until).toISOString()).toBe('2025-12-31T16:00:00.000Z');
  });

  it('is answered within 10 working days after the 1st: National Day is none, its make-up Saturday is one', () => {
    // 2025: holiday to 8 October, 11 October (Saturday) is worked; so 9, 10, 11, 13–17, 20, 21.
    expect(new Date(selfCheckDueAt('2025-09', addWorkingDays, 10)).toISOString()).toBe('2025-10-21T16:00:00.000Z');
  });

  it('opened when that has passed, is answered within as many from then; a moment before, as usual', () => {
    const opened = (at: string) =>
      new Date(selfCheckDueAt('2025-09', addWorkingDays, 10, Date.parse(at))).toISOString();
    expect(opened('2025-10-21T15:59:59.999Z')).toBe('2025-10-21T16:00:00.000Z');
    // 22 October in Shanghai does not count: 23, 24, 27–31, 3–5 November.
    expect(opened('2025-10-21T16:00:00Z')).toBe('2025-11-05T16:00:00.000Z');
  });
});
