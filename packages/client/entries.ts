import type { Entry, Outcome } from '@zhiheng/contracts';
import { unavailable } from './error.ts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

/** What a query of the log may ask for; every field that is given must hold. */
export interface EntryFilters {
  action?: string;
  outcome?: Outcome;
  /** Username of who acted. */
  actor?: string;
  /** Username or id of a person who acted or whom the entry is about. */
  person?: string;
  client?: string;
  targetType?: string;
  target?: string;
  unit?: string;
  item?: string;
  case?: string;
  correlationId?: string;
  /** RFC 3339; `since` itself belongs to the range, `until` does not. */
  since?: string;
  until?: string;
}

export interface EntryQueryOptions extends CallOptions {
  /** Entries fetched at once, 1 to 500. Default 100. */
  pageSize?: number;
}

/**
 * Entries, newest first, fetched page by page as they are taken. What is appended meanwhile shifts nothing: no entry is
 * left out or given twice. Throws ZhihengError.
 */
export async function* queryEntries(
  send: Transport,
  filters: EntryFilters,
  { pageSize = 100, ...options }: EntryQueryOptions = {},
): AsyncGenerator<Entry, void, undefined> {
  const query = new URLSearchParams({ ...filters, limit: String(pageSize) });
  for (;;) {
    const path = `/audit/v1/entries?${query}`;
    const page = await send({ method: 'GET', path, scope: 'audit:read', repeatable: true, ...options });
    const { data, nextCursor } = (page instanceof Object ? page : {}) as { data?: Entry[]; nextCursor?: string | null };
    if (!Array.isArray(data)) throw unavailable('the answer is no page of entries');
    yield* data;
    if (typeof nextCursor !== 'string') return;
    query.set('cursor', nextCursor);
  }
}
