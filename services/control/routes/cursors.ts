import { decodeCursor, Problem } from '@zhiheng/http';

/** The id that a cursor names. Throws `invalid-cursor`. */
export function idOfCursor(cursor: string | undefined): string | undefined {
  const [id] = decodeCursor(cursor, 1) ?? [];
  if (id !== undefined && !(typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)))
    throw new Problem('invalid-cursor');
  return id;
}

/** The month and unit that a cursor names. Throws `invalid-cursor`. */
export function placeOf(cursor: string | undefined): { month: string; unit: string } | undefined {
  const place = decodeCursor(cursor, 2);
  if (!place) return undefined;
  const [month, unit] = place;
  if (typeof month !== 'string' || typeof unit !== 'string') throw new Problem('invalid-cursor');
  return { month, unit };
}
