export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was kept, with the default of each key that came after it was kept. A list is kept whole. */
export function filled<T>(defaults: T, kept: unknown): T {
  if (!isRecord(defaults) || !isRecord(kept)) return (kept === undefined ? defaults : kept) as T;
  return Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, filled(value as unknown, kept[key])]),
  ) as T;
}
