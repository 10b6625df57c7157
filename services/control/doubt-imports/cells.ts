import { type AmountUnit, type Said, said } from '@zhiheng/contracts';
import { dayOf } from '@zhiheng/http/table-cells';

const months = /^(\d{4})(?:[-/.年]?)(0?[1-9]|1[0-2])月?$/;

/** `YYYY-MM-DD`, or `YYYY-MM` where only the month is told; undefined for what is neither. */
export function whenOf(text: string, daysFrom: 1900 | 1904 | null): string | undefined {
  const day = dayOf(text, daysFrom);
  if (day) return day;
  const [, year, month] = months.exec(text) ?? [];
  if (year === undefined || Number(year) < 1900 || Number(year) >= 2200) return undefined;
  return `${year}-${(month as string).padStart(2, '0')}`;
}

/** Integer fen of an amount as people write it, or what is wrong with it. */
export function fenOf(text: string, unit: AmountUnit): number | Said {
  const plain = text.replace(/^[¥￥]|元$|,(?=\d{3})/g, '').trim();
  if (/^[-(−].*\d/.test(plain)) return said('row-negative');
  const [, whole, part = ''] = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? [];
  if (whole === undefined) return said('row-amount', { amount: text });
  if (unit === 'fen') return Number(part) === 0 ? Number(whole) : said('row-amount', { amount: text });
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** What may be shown of a number: its last four characters. */
export const shownOf = (number: string): string => `${'*'.repeat(Math.max(number.length - 4, 4))}${number.slice(-4)}`;
