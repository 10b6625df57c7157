import { unavailable } from './error.ts';
import type { CallOptions } from './options.ts';
import type { Scope } from './tokens.ts';
import type { Transport } from './transport.ts';

export interface PageOptions extends CallOptions {
  /** Rows fetched at once, 1 to 500. Default 100. */
  pageSize?: number;
}

interface List {
  path: string;
  scope: Scope;
  filters?: object;
  /** Told of each page before its rows are given. */
  onPage?: (page: object) => void;
}

/** The rows of a list, fetched page by page as they are taken. Throws ZhihengError rather than end early. */
export async function* rows<T>(
  send: Transport,
  { path, scope, filters, onPage }: List,
  { pageSize = 100, ...options }: PageOptions,
): AsyncGenerator<T, void, undefined> {
  const query = new URLSearchParams({ ...filters, limit: String(pageSize) });
  for (;;) {
    const page = await send({ method: 'GET', path: `${path}?${query}`, scope, ...options });
    const { data, nextCursor } = (page instanceof Object ? page : {}) as { data?: T[]; nextCursor?: unknown };
    if (!Array.isArray(data)) throw unavailable('the answer is no page of rows');
    onPage?.(page as object);
    yield* data;
    if (typeof nextCursor !== 'string') return;
    query.set('cursor', nextCursor);
  }
}
