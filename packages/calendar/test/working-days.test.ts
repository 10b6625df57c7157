import { expect, test } from 'vitest';
import { addWorkingDays, calendarKnownUntil, isWorkingDay } from '../index.ts';

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`);
const midnight = (date: string) => new Date(`${date}T00:00:00+08:00`);

/** 国办发明电〔2024〕12号 and 国办发明电〔2025〕7号, as the State Council published them. */
const notices = {
  holidays: [
    ['2025-01-01', '2025-01-01'],
    ['2025-01-28', '2025-02-04'],
    ['2025-04-04', '2025-04-06'],
    ['2025-05-01', '2025-05-05'],
    ['2025-05-31', '2025-06-02'],
    ['2025-10-01', '2025-10-08'],
    ['2026-01-01', '2026-01-03'],
    ['2026-02-15', '2026-02-23'],
    ['2026-04-04', '2026-04-06'],
    ['2026-05-01', '2026-05-05'],
    ['2026-06-19', '2026-06-21'],
    ['2026-09-25', '2026-09-27'],
    ['2026-10-01', '2026-10-07'],
  ],
  makeUpDays: [
    ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  ].flat(),
};

test('2025 and 2026 are worked exactly as the notices say', () => {
  for (let day = noon('2025-01-01'); day <= noon('2026-12-31'); day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10);
    const weekday = new Date(day).getUTCDay();
    const holiday = notices.holidays.some(([first, last]) => first! <= date && date <= last!);
    const worked = notices.makeUpDays.includes(date) || (!holiday && weekday > 0 && weekday < 6);
    expect([date, isWorkingDay(day)]).toEqual([date, worked]);
  }
});

test.each([
  ['a Monday to a Tuesday', '2026-03-02T09:00', 1, '2026-03-04'],
  ['the day asked on never counts, not from its first minute', '2026-03-02T00:00', 1, '2026-03-04'],
  ['… nor to its last', '2026-03-02T23:59', 1, '2026-03-04'],
  ['over a weekend', '2026-03-06T09:00', 1, '2026-03-10'],
  ['asked on a Sunday', '2026-03-08T09:00', 1, '2026-03-10'],
  ['a Saturday that is made up', '2026-02-13T10:00', 1, '2026-02-15'],
  ['the Spring Festival between', '2026-02-13T10:00', 2, '2026-02-25'],
  ['the National Day week, then a made-up Saturday', '2026-09-30T17:00', 3, '2026-10-11'],
  ['2025: the Mid-Autumn Festival within the National Day week', '2025-09-30T17:00', 1, '2025-10-10'],
])('%s', (_, from, days, dueBefore) => {
  expect(new Date(addWorkingDays(Date.parse(`${from}+08:00`), days))).toEqual(midnight(dueBefore));
});

test('the end of the deadline is the first instant too late', () => {
  const due = addWorkingDays(noon('2026-03-02'), 1);
  expect(isWorkingDay(due - 1)).toBe(true);
  expect(new Date(due - 1)).toEqual(new Date('2026-03-03T23:59:59.999+08:00'));
});

test('days are those of Shanghai: late in UTC is the next morning there', () => {
  expect(isWorkingDay(Date.parse('2026-03-06T15:59:59Z'))).toBe(true);
  expect(isWorkingDay(new Date('2026-03-06T16:00:00Z'))).toBe(false);
});

test('beyond the last notice Monday to Friday count, and one can know', () => {
  expect(new Date(calendarKnownUntil)).toEqual(midnight('2027-01-01'));
  expect(isWorkingDay(noon('2027-10-01'))).toBe(true);
  expect(isWorkingDay(noon('2027-10-02'))).toBe(false);
  expect(addWorkingDays(noon('2026-12-31'), 1)).toBeGreaterThan(calendarKnownUntil);
});

test.each([0, -1, 1.5, Number.NaN, 2501])('%s working days are refused', (days) => {
  expect(() => addWorkingDays(0, days)).toThrow(RangeError);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 8.65e15])('the instant %s is refused', (instant) => {
  expect(() => addWorkingDays(instant, 1)).toThrow(RangeError);
  expect(() => isWorkingDay(instant)).toThrow(RangeError);
});
