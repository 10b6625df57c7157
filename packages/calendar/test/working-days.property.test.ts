import chineseDays from 'chinese-days';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWorkingDays, isWorkingDay, shanghaiDate, shanghaiEnd, shanghaiStart } from '../index.ts';

const day = 86_400_000;
/** Over the years of the notices and some years before and after. */
const instant = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2040, 0, 1) });
const days = fc.integer({ min: 1, max: 60 });
const numRuns = 2000;

test('agrees with the library, asked for the same civil day', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const shanghai = new Date(at + 8 * 3_600_000);
      // The library reads local fields: build them, so that this holds in any time zone.
      const local = new Date(shanghai.getUTCFullYear(), shanghai.getUTCMonth(), shanghai.getUTCDate(), 12);
      expect(isWorkingDay(at)).toBe(chineseDays.isWorkday(local));
    }),
    { numRuns },
  );
});

test('ends a working day, with exactly as many working days after the first', () => {
  fc.assert(
    fc.property(instant, days, (from, count) => {
      const due = addWorkingDays(from, count);
      expect((due + 8 * 3_600_000) % day).toBe(0);
      expect(isWorkingDay(due - 1)).toBe(true);
      let counted = 0;
      for (let last = due - 1; last > from; last -= day) {
        const sameDay = Math.floor((last + 8 * 3_600_000) / day) === Math.floor((from + 8 * 3_600_000) / day);
        if (!sameDay && isWorkingDay(last)) counted++;
      }
      expect(counted).toBe(count);
    }),
    { numRuns },
  );
});

test('is monotone in both: asked later or longer is never due earlier', () => {
  fc.assert(
    fc.property(instant, instant, days, days, (a, b, m, n) => {
      const [first, second] = a <= b ? [a, b] : [b, a];
      expect(addWorkingDays(first, m)).toBeLessThanOrEqual(addWorkingDays(second, m));
      if (m < n) expect(addWorkingDays(a, m)).toBeLessThan(addWorkingDays(a, n));
    }),
    { numRuns },
  );
});

test('is additive: one deadline from within the last day of another is their sum', () => {
  fc.assert(
    fc.property(instant, days, days, fc.integer({ min: 1, max: day }), (from, m, n, before) => {
      expect(addWorkingDays(addWorkingDays(from, m) - before, n)).toBe(addWorkingDays(from, m + n));
    }),
    { numRuns },
  );
});

test('a day in Shanghai begins and ends where the day that is written changes', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const date = shanghaiDate(at);
      const [start, end] = [shanghaiStart(date), shanghaiEnd(date)];
      expect(start <= at && at < end && end - start === day).toBe(true);
      expect([start - 1, start, end - 1, end].map((one) => shanghaiDate(one) === date)).toEqual([
        ...[false, true, true, false],
      ]);
    }),
    { numRuns },
  );
});
