/** A month (UTC) of the log, `YYYY-MM`: the one in which the times of its entries' ids lie, as of their partition. */
export type Month = string;

/** A month as it is written. */
export const monthPattern = /^[0-9]{4}-(0[1-9]|1[0-2])$/;

/** The month in which an id (UUIDv7) was made. */
export const monthOfId = (id: string): Month =>
  new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString().slice(0, 7);

/** The instant at which the month begins that comes so many after this one. */
export function monthsAfter(month: Month, months: number): Date {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months));
}
