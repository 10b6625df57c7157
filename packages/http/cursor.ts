import { Problem } from './problem.ts';

/** An opaque place in a list: the values of the last row's sort keys. */
export const encodeCursor = (keys: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/** The keys of a cursor made by `encodeCursor`; throws `invalid-cursor` for anything else. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(keys) && keys.length === length && keys.every((key) => ['string', 'number'].includes(typeof key)))
      return keys;
  } catch {
    // falls through to the refusal
  }
  throw new Problem('invalid-cursor');
}

/** Cuts a result fetched with `limit + 1` rows into a page. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  keysOf: (row: T) => (string | number)[],
): { data: T[]; nextCursor: string | null } {
  if (rows.length <= limit) return { data: rows, nextCursor: null };
  const data = rows.slice(0, limit);
  return { data, nextCursor: encodeCursor(keysOf(data.at(-1) as T)) };
}
