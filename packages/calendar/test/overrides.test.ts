import { expect, test } from 'vitest';
import { addWorkingDays, isWorkingDay, overridesOf } from '../index.ts';

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`);
const midnight = (date: string) => Date.parse(`${date}T00:00:00+08:00`);

test('a year beyond the data is worked as the table says', () => {
  const overrides = overridesOf({ '2031': { off: ['2031-01-01', '2031-01-02'], worked: ['2031-01-04'] } });
  // A Wednesday to a Thursday off, the Saturday made up.
  const days = ['2030-12-31', '2031-01-01', '2031-01-02', '2031-01-03', '2031-01-04', '2031-01-05'];
  expect(days.map((date) => isWorkingDay(noon(date)))).toEqual([true, true, true, true, false, false]);
  expect(days.map((date) => isWorkingDay(noon(date), overrides))).toEqual([true, false, false, true, true, false]);
  expect(addWorkingDays(noon('2030-12-31'), 2)).toBe(midnight('2031-01-03'));
  expect(addWorkingDays(noon('2030-12-31'), 2, overrides)).toBe(midnight('2031-01-05'));
});

test('the data are corrected day by day, and stay what they were elsewhere', () => {
  const overrides = overridesOf({ '2026': { off: ['2026-02-14'], worked: ['2026-02-23'] } });
  expect(isWorkingDay(noon('2026-02-14'))).toBe(true);
  expect(isWorkingDay(noon('2026-02-14'), overrides)).toBe(false);
  expect(isWorkingDay(noon('2026-02-23'), overrides)).toBe(true);
  for (const date of ['2026-02-20', '2026-02-24', '2026-02-28', '2026-10-01', '2025-02-08'])
    expect(isWorkingDay(noon(date), overrides), date).toBe(isWorkingDay(noon(date)));
  expect(addWorkingDays(noon('2026-02-13'), 1, overrides)).toBe(midnight('2026-02-24'));
});

test.each([
  [[], 'not an object of years'],
  [null, 'not an object of years'],
  [{ next: {} }, '"next" is no year'],
  [{ '2031': [] }, '2031 is not an object'],
  [{ '2031': { free: [] } }, 'only "off" and "worked"'],
  [{ '2031': { off: '2031-01-01' } }, 'is not a list of days'],
  [{ '2031': { off: ['2031-02-30'] } }, '"2031-02-30" is no day'],
  [{ '2031': { off: ['2031-1-1'] } }, '"2031-1-1" is no day'],
  [{ '2031': { off: [20310101] } }, '20310101 is no day'],
  [{ '2031': { off: ['2032-01-01'] } }, '2032-01-01 is not in 2031'],
  [{ '2031': { off: ['2031-01-01'], worked: ['2031-01-01'] } }, '2031-01-01 is named twice'],
])('%j is refused, and why is said', (table, message) => {
  expect(() => overridesOf(table)).toThrow(message);
});
