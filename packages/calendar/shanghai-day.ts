const dayLength = 24 * 60 * 60 * 1000;
/** China keeps one time, UTC+8, and has had no summer time since 1992. */
const offset = 8 * 60 * 60 * 1000;

/** The civil day in Shanghai of an instant in milliseconds, as the number of days since 1970-01-01. */
export const dayOf = (instant: number): number => Math.floor((instant + offset) / dayLength);

/** The instant of 24:00 Shanghai of that day, which belongs to the next. */
export const endOfDay = (day: number): number => (day + 1) * dayLength - offset;

/** The civil day in Shanghai of an instant in milliseconds, written `YYYY-MM-DD`. */
export const shanghaiDate = (instant: number): string => new Date(instant + offset).toISOString().slice(0, 10);

/** The instant of 00:00 Shanghai of a day written `YYYY-MM-DD`. */
export const shanghaiStart = (date: string): number => endOfDay(parseDay(date) - 1);

/** The first instant that is too late for a day written `YYYY-MM-DD` in Shanghai. */
export const shanghaiEnd = (date: string): number => endOfDay(parseDay(date));

/** The day written `YYYY-MM-DD`. */
export const parseDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayLength;
