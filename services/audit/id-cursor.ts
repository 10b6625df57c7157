import { decodeCursor, Problem } from '@zhiheng/http';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id after which a list that is ordered by ids goes on. Throws Problem `invalid-cursor`. */
export function idOf(cursor: string | undefined): string | undefined {
  const id = decodeCursor(cursor, 1)?.[0];
  if (id !== undefined && !uuid.test(String(id))) throw new Problem('invalid-cursor');
  return id as string | undefined;
}
