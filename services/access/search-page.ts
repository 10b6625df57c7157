import { createHash } from 'node:crypto';
import { said } from '@zhiheng/contracts';
import { decodeCursor, encodeCursor, Problem } from '@zhiheng/http';

/** A page of what was found; an empty `next_token` says that it is the last (AuthZEN 1.0, 8). */
export interface Found<T> {
  results: T[];
  page: { next_token: string; count: number };
}

/** What is looked through, portion by portion in the order of its keys. */
export interface Candidates<T, R> {
  next: (after: string | undefined) => Promise<T[]>;
  keyOf: (candidate: T) => string;
  /** Undefined for one that does not belong to the answer. */
  toResult: (candidate: T) => R | undefined;
}

/** What is searched: all that must stay the same from page to page. */
export interface Query {
  sought: 'subject' | 'resource' | 'action';
  subject: unknown;
  action?: unknown;
  resource: unknown;
  context?: Readonly<Record<string, unknown>> | undefined;
  /** Keyed hash of whom a case is about. */
  about?: string;
}

interface Place {
  /** Mark of the query. */
  query: string;
  after: string | undefined;
  limit: number;
}

const defaultLimit = 100;
const mostResults = 500;
/** So many candidates are looked at in one reading; and in all for one page, which may come back short. */
export const portion = 500;
const mostPortions = 20;

/** Looks through candidates after `from` until `limit` are found, all are seen or enough were looked at. */
export async function collect<T, R>(
  { next, keyOf, toResult }: Candidates<T, R>,
  { query, after: from, limit }: Place,
): Promise<Found<R>> {
  const results: R[] = [];
  let after = from;
  const foundUpTo = (token: string): Found<R> => ({ results, page: { next_token: token, count: results.length } });
  if (limit === 0) return foundUpTo(tokenOf(query, after));
  for (let portions = 0; portions < mostPortions; portions++) {
    const candidates = await next(after);
    for (const candidate of candidates) {
      if (results.length === limit) return foundUpTo(tokenOf(query, after));
      after = keyOf(candidate);
      const result = toResult(candidate);
      if (result !== undefined) results.push(result);
    }
    if (candidates.length < portion) return foundUpTo('');
  }
  return foundUpTo(tokenOf(query, after));
}

/**
 * Where a page begins. Throws `invalid-cursor` for a token of another search: with one entity changed its place would
 * mean nothing. The limit may change.
 */
export function placeOf(query: Query, page: { token?: string; limit?: number } = {}): Place {
  const mark = markOf(query);
  const [given, after] = decodeCursor(page.token || undefined, 2) ?? [mark, ''];
  if (given !== mark) throw new Problem('invalid-cursor', said('cursor-of-another-search'));
  return {
    query: mark,
    after: after === '' ? undefined : String(after),
    limit: Math.min(page.limit ?? defaultLimit, mostResults),
  };
}

/** No key is empty, so that the beginning may be. */
const tokenOf = (query: string, after: string | undefined): string => encodeCursor([query, after ?? '']);

/**
 * A digest of the entities: a token is no place for what they say. Which epoch the caller knows of is none of them: it may
 * rise from page to page.
 */
function markOf({ sought, subject, action, resource, context = {}, about }: Query): string {
  const { policyEpoch: _, ...rest } = context;
  const text = JSON.stringify([sought, subject, action, resource, rest, about], sortedMembers);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

const sortedMembers = (_name: string, value: unknown): unknown =>
  value instanceof Object && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
