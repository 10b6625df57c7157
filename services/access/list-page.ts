import { said } from '@zhiheng/contracts';
import { decodeCursor, Problem, pageOf } from '@zhiheng/http';

export const defaultLimit = 50;

/** One page of a list that is in memory. The cursor names its last row; throws `invalid-cursor` when that is gone. */
export function pageInMemory<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  { limit = defaultLimit, cursor }: { limit?: number; cursor?: string },
): { data: T[]; nextCursor: string | null } {
  const after = keyOfCursor(cursor);
  const start = after === undefined ? 0 : rows.findIndex((row) => keyOf(row) === after) + 1;
  if (after !== undefined && start === 0) throw new Problem('invalid-cursor', said('row-gone'));
  return pageOf(rows.slice(start, start + limit + 1), limit, (row) => [keyOf(row)]);
}

/** The one text key of a cursor. Throws `invalid-cursor`. */
export function keyOfCursor(cursor: string | undefined): string | undefined {
  const keys = decodeCursor(cursor, 1);
  return keys === undefined ? undefined : String(keys[0]);
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isId = (text: string): boolean => id.test(text);

/** The id a cursor names. Throws `invalid-cursor`. */
export function idOfCursor(cursor: string | undefined): string | undefined {
  const key = keyOfCursor(cursor);
  if (key !== undefined && !isId(key)) throw new Problem('invalid-cursor');
  return key;
}

/** The place in a numbered list that a cursor names. Throws `invalid-cursor`. */
export function placeOfCursor(cursor: string | undefined): number | undefined {
  const key = keyOfCursor(cursor);
  if (key !== undefined && !/^\d{1,9}$/.test(key)) throw new Problem('invalid-cursor');
  return key === undefined ? undefined : Number(key);
}
