/**
 * Texts, numbers and booleans as a literal of a PostgreSQL array; undefined and null: NULL. The driver's own way costs several times as much,
 * of which a batch by columns has many.
 */
export const arrayLiteral = (values: readonly (string | number | boolean | null | undefined)[]): string =>
  `{${values.map(element).join()}}`;

/** The same of a column of many rows; null where no row has any. */
export const columnLiteral = (values: Parameters<typeof arrayLiteral>[0]): string | null =>
  values.some((value) => value !== null && value !== undefined) ? arrayLiteral(values) : null;

const element = (value: string | number | boolean | null | undefined): string => {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value !== 'string') return String(value);
  return `"${/["\\]/.test(value) ? value.replaceAll(/["\\]/g, '\\$&') : value}"`;
};
