import { encodeCursor } from '@zhiheng/http';

/** A page of what was found; an empty `next_token` says that it is the last (AuthZEN 1.0, 8). */
export interface Found<T> {
  results: T[];
  page: { next_token: string };
}

/** What is looked through, portion by portion in the order of its keys. */
export interface Candidates<T, R> {
  next: (after: string | undefined) => Promise<T[]>;
  keyOf: (candidate: T) => string;
  /** Undefined for one that does not belong to the answer. */
  toResult: (candidate: T) => R | undefined;
}

/** So many candidates are looked at in one reading; and in all for one page, which may come back short. */
export const portion = 500;
const mostPortions = 20;

/** Looks through candidates after `from` until `limit` are found, all are seen or enough were looked at. */
export async function collect<T, R>(
  { next, keyOf, toResult }: Candidates<T, R>,
  from: string | undefined,
  limit: number,
): Promise<Found<R>> {
  const results: R[] = [];
  let after = from;
  for (let portions = 0; portions < mostPortions; portions++) {
    const candidates = await next(after);
    for (const candidate of candidates) {
      if (results.length === limit) return { results, page: { next_token: encodeCursor([after as string]) } };
      after = keyOf(candidate);
      const result = toResult(candidate);
      if (result !== undefined) results.push(result);
    }
    if (candidates.length < portion) return { results, page: { next_token: '' } };
  }
  return { results, page: { next_token: encodeCursor([after as string]) } };
}
