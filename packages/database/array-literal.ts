/**
 * Texts, numbers and booleans as a literal of a PostgreSQL array; undefined and null: NULL. The driver's own way costs several times as much,
 * of which a batch by columns has many.
 */
export const arrayLiteral = (values: readonly (string | number | boolean | null | undefined)[]): string =>
  `{${values.map(element).join()}}`;

const element = (value: string | number | boolean | null | undefined): string => {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value !== 'string') return String(value);
  return `"${/["\\]/.test(value) ? value.replaceAll(/["\\]/g, '\\$&') : value}"`;
};
