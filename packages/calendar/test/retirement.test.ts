import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RetirementCategory, retirementOf, retirementTable } from '../index.ts';

/** Rows of the annexed tables: month of birth, age reached, month of retirement. */
const rows: [RetirementCategory, born: string, years: number, months: number, retires: string][] = [
  ['man', '1964-12', 60, 0, '2024-12'],
  ['man', '1965-01', 60, 1, '2025-02'],
  ['man', '1965-04', 60, 1, '2025-05'],
  ['man', '1965-05', 60, 2, '2025-07'],
  ['man', '1968-12', 61, 0, '2029-12'],
  ['man', '1969-01', 61, 1, '2030-02'],
  ['man', '1976-08', 62, 11, '2039-07'],
  ['man', '1976-09', 63, 0, '2039-09'],
  ['man', '1990-01', 63, 0, '2053-01'],
  ['woman-cadre', '1969-12', 55, 0, '2024-12'],
  ['woman-cadre', '1970-01', 55, 1, '2025-02'],
  ['woman-cadre', '1973-12', 56, 0, '2029-12'],
  ['woman-cadre', '1981-08', 57, 11, '2039-07'],
  ['woman-cadre', '1981-09', 58, 0, '2039-09'],
  ['woman-worker', '1974-12', 50, 0, '2024-12'],
  ['woman-worker', '1975-01', 50, 1, '2025-02'],
  ['woman-worker', '1975-03', 50, 2, '2025-05'],
  ['woman-worker', '1976-12', 51, 0, '2027-12'],
  ['woman-worker', '1984-10', 54, 11, '2039-09'],
  ['woman-worker', '1984-11', 55, 0, '2039-11'],
];

test.each(rows)('%s born in %s retires at %i years and %i months, in %s', (category, born, years, months, retires) => {
  const { ageMonths, statutory } = retirementOf(`${born}-15`, category);
  expect(ageMonths).toBe(years * 12 + months);
  expect(statutory).toBe(`${retires}-15`);
});

test('who is born on a day that the month of retirement has not retires on its last', () => {
  expect(retirementOf('1965-01-31', 'man').statutory).toBe('2025-02-28');
  expect(retirementOf('1967-01-31', 'man').statutory).toBe('2027-08-31');
});

test('one may retire up to three years earlier, never below the age of before, and up to three years later', () => {
  expect(retirementOf('1965-01-01', 'man')).toMatchObject({ earliest: '2025-01-01', latest: '2028-02-01' });
  expect(retirementOf('1990-05-01', 'man')).toMatchObject({ earliest: '2050-05-01', latest: '2056-05-01' });
  expect(retirementOf('1990-05-01', 'woman-worker')).toMatchObject({ earliest: '2042-05-01', latest: '2048-05-01' });
});

const births = fc
  .date({ min: new Date('1940-01-01'), max: new Date('2010-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const categories = fc.constantFrom<RetirementCategory>('man', 'woman-cadre', 'woman-worker');
const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

test('the published rule, month by month: one month more each step until the cap, nobody before 2025, no one younger first', () => {
  fc.assert(
    fc.property(births, births, categories, (one, other, category) => {
      const { before, firstBorn, monthsPerStep, most } = retirementTable[category];
      const { ageMonths, statutory, earliest, latest } = retirementOf(one, category);
      // Counted up in steps, as the annex does, instead of reckoned.
      let later = 0;
      for (let month = monthOf(firstBorn); month <= monthOf(one) && later < most; month += monthsPerStep) later += 1;
      expect(ageMonths).toBe(before + later);
      expect(monthOf(statutory) - monthOf(one)).toBe(ageMonths);
      if (monthOf(one) + before < 2025 * 12 + 1) expect(ageMonths).toBe(before);
      expect(earliest <= statutory && statutory < latest).toBe(true);
      expect(monthOf(earliest) - monthOf(one)).toBeGreaterThanOrEqual(before);
      expect(monthOf(statutory) - monthOf(earliest)).toBeLessThanOrEqual(36);
      expect(monthOf(latest) - monthOf(statutory)).toBe(36);
      if (one < other) expect(statutory <= retirementOf(other, category).statutory).toBe(true);
    }),
  );
});

test('what is no day is refused', () => {
  for (const text of ['', '1965-1-1', '1965-13-01', '1965-02-29', '1965-00-10', 'tomorrow'])
    expect(() => retirementOf(text, 'man')).toThrow(RangeError);
});
