import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { addWorkingDays, calendarKnownUntil, isWorkingDay } from '../index.ts';

/** What a clock on a wall in Shanghai says, and the instant at which it does. */
const at = (time: string) => Date.parse(`${time}+08:00`);
const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const due = (from: string, days: number) => shanghai.format(addWorkingDays(at(from), days));

test.each([
  ['a leap year of the notices', '2024-02-28T09:00', 1, '2024-03-01 00:00:00'],
  ['asked on the leap day itself', '2024-02-29T23:59:59.999', 1, '2024-03-02 00:00:00'],
  ['a leap year beyond the notices', '2028-02-28T09:00', 1, '2028-03-01 00:00:00'],
  ['… and over its leap day', '2028-02-28T09:00', 2, '2028-03-02 00:00:00'],
  ['no leap year: the 28th is the last', '2027-02-26T09:00', 1, '2027-03-02 00:00:00'],
  ['a century without a leap day', '2100-02-26T09:00', 1, '2100-03-02 00:00:00'],
  ['a century with one', '2000-02-28T09:00', 2, '2000-03-02 00:00:00'],
])('the 29th of February: %s', (_, from, days, end) => {
  expect(due(from, days)).toBe(end);
});

test.each([
  [
    'from one notice into the next, over New Year and its make-up Sunday',
    '2025-12-31T23:59:59.999',
    1,
    '2026-01-05 00:00:00',
  ],
  ['to the last day that is known', '2026-12-30T09:00', 1, '2027-01-01 00:00:00'],
  [
    'over the end of what is known: New Year’s Day, a Friday, counts',
    '2026-12-31T23:59:59.999',
    1,
    '2027-01-02 00:00:00',
  ],
  ['… then a weekend', '2026-12-31T00:00', 2, '2027-01-05 00:00:00'],
  ['between years of which nothing is known', '2031-12-31T12:00', 1, '2032-01-02 00:00:00'],
])('the end of a year: %s', (_, from, days, end) => {
  expect(due(from, days)).toBe(end);
});

test('the last known instant is before the end of its year, and a deadline there is still known', () => {
  expect(shanghai.format(calendarKnownUntil - 1)).toBe('2026-12-31 23:59:59');
  expect(addWorkingDays(at('2026-12-30T09:00'), 1)).toBe(calendarKnownUntil);
  expect([isWorkingDay(calendarKnownUntil - 1), isWorkingDay(calendarKnownUntil)]).toEqual([true, true]);
});

test('a day begins with its first instant: a millisecond before midnight is the day before', () => {
  const midnights = [
    ['into a holiday', '2026-10-01T00:00', true, false],
    ['out of it, into a weekday', '2026-10-08T00:00', false, true],
    ['into a make-up Saturday', '2026-10-10T00:00', true, true],
    ['out of it, into a Sunday', '2026-10-11T00:00', true, false],
  ] as const;
  for (const [what, midnight, before, from] of midnights)
    expect([what, isWorkingDay(at(midnight) - 1), isWorkingDay(at(midnight))]).toEqual([what, before, from]);
  expect(due('2026-10-07T23:59:59.999', 1)).toBe('2026-10-09 00:00:00');
  expect(due('2026-10-08T00:00', 1)).toBe('2026-10-10 00:00:00');
});

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test.each(['America/New_York', 'Europe/Berlin', 'Pacific/Kiritimati', 'UTC'])(
  'wherever the process runs, clocks that change included: %s',
  (elsewhere) => {
    process.env.TZ = elsewhere;
    // Fridays before the nights in which clocks change in 2026, elsewhere: the first and the last half hour in Shanghai.
    for (const date of ['2026-03-06', '2026-03-27', '2026-10-23', '2026-10-30'])
      for (const time of ['00:30', '23:30'])
        expect(addWorkingDays(at(`${date}T${time}`), 1) - at(`${date}T00:00`)).toBe(4 * 86_400_000);
    expect(due('2026-03-29T00:30', 1)).toBe('2026-03-31 00:00:00');
  },
);

test('every deadline is a midnight in Shanghai, as the world’s own table of zones has it', () => {
  const instant = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 30 }), (from, days) => {
      expect(shanghai.format(addWorkingDays(from, days))).toMatch(/ 00:00:00$/);
    }),
    { numRuns: 1000 },
  );
});
