import { mostFlexibleMonths, type RetirementCategory, retirementTable } from './retirement-table.ts';

/** When somebody may and has to retire; days `YYYY-MM-DD` in China. */
export interface Retirement {
  /** The statutory age, in months. */
  readonly ageMonths: number;
  /** The day on which they reach it. */
  readonly statutory: string;
  /** The first and the last day that they may choose instead. */
  readonly earliest: string;
  readonly latest: string;
}

const day = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Throws `RangeError` for anything that is no day. */
export function retirementOf(born: string, category: RetirementCategory): Retirement {
  const birth = parse(born);
  const { before, firstBorn, monthsPerStep, most } = retirementTable[category];
  const [year, month] = firstBorn.split('-').map(Number) as [number, number];
  const since = (birth.year - year) * 12 + birth.month - month;
  const later = since < 0 ? 0 : Math.min(most, Math.floor(since / monthsPerStep) + 1);
  const ageMonths = before + later;
  return {
    ageMonths,
    statutory: afterMonths(birth, ageMonths),
    // Never below the age of before.
    earliest: afterMonths(birth, before + Math.max(0, later - mostFlexibleMonths)),
    latest: afterMonths(birth, ageMonths + mostFlexibleMonths),
  };
}

interface CivilDay {
  year: number;
  month: number;
  date: number;
}

function parse(text: string): CivilDay {
  const found = day.exec(text);
  const [year, month, date] = (found?.slice(1) ?? []).map(Number) as [number, number, number];
  if (!found || month < 1 || month > 12 || date < 1 || date > lengthOf(year, month))
    throw new RangeError(`${text} is no day.`);
  return { year, month, date };
}

/** The same date so many months later, or the last of a month that is shorter. */
function afterMonths({ year, month, date }: CivilDay, months: number): string {
  const count = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(count / 12), (count % 12) + 1];
  const d = Math.min(date, lengthOf(y, m));
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

const lengthOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
