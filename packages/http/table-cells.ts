import { type Said, said } from '@zhiheng/contracts';

const written = /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?(?:[ T]00?:00(?::00)?)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
/** Days after which a spreadsheet counts, and the first and last number taken for one: 1954 to 2119. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;
const serials = [20_000, 80_000] as const;

/** `YYYY-MM-DD` of a day as it is written in China, or as a spreadsheet counts it; undefined for what is none. */
export function dayOf(text: string, daysFrom: 1900 | 1904 | null): string | undefined {
  const parts = (written.exec(text) ?? compact.exec(text))?.slice(1).map(Number);
  if (parts) {
    const [year = 0, month = 0, date = 0] = parts;
    const day = new Date(Date.UTC(year, month - 1, date));
    // The 31st of a month of 30 days is no day.
    const exists = day.getUTCMonth() === month - 1 && day.getUTCDate() === date;
    return exists && year >= 1900 && year < 2200 ? day.toISOString().slice(0, 10) : undefined;
  }
  const serial = Number(text);
  if (daysFrom === null || !/^\d{5}(\.0*)?$/.test(text) || serial < serials[0] || serial > serials[1]) return undefined;
  return new Date(epochs[daysFrom] + serial * 86_400_000).toISOString().slice(0, 10);
}

/** What is wrong with a cell whatever it is for; undefined where nothing is. */
export function cellFault(text: string, field: Said, longest: number): Said | undefined {
  // A post that is not known is a dash.
  if (/^[=+@]|^-./u.test(text)) return said('row-formula', { field });
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(text)) return said('row-scientific', { field });
  if (/[\p{Cc}\p{Cs}\ufffd\ufffe\uffff]/u.test(text)) return said('row-unreadable', { field });
  return text.length > longest ? said('row-too-long', { field }) : undefined;
}
