/** How far the clock that made an id may be from the database's. */
const margin = 24 * 60 * 60 * 1000;

/**
 * Between which UUIDv7 the ids of rows of these moments (milliseconds, half-open) lie: they are made at about the time of their row, so that
 * PostgreSQL reads one stretch of the key instead of every row.
 */
export const idsBetween = (from: number, until: number): { first: string; last: string } => ({
  first: leastId(from - margin),
  last: leastId(until + margin),
});

/** The least UUIDv7 of an instant. */
const leastId = (instant: number): string => {
  const hex = Math.max(instant, 0).toString(16).padStart(12, '0').padEnd(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
