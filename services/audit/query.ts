import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Caller, decodeCursor, Problem, pageOf } from '@zhiheng/http';
import { canonicalEntry } from '@zhiheng/ledger';
import type { EntryFilters } from './store/entry-filters.ts';
import { findEntry, logSize, pageEntries } from './store/entry-store.ts';

/** Where the next page of a query begins. */
export interface Place {
  /** Only entries whose index lies below: what arrived after the first page shifts nothing. */
  bound: number;
  /** Id of the last entry shown. */
  last: string;
  /** Id of the entry that logged the query. */
  query: string;
}

export interface EntryPage {
  data: Entry[];
  nextCursor: string | null;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Undefined for the first page. Throws Problem `invalid-cursor`. */
export function readPlace(cursor: string | undefined): Place | undefined {
  const keys = decodeCursor(cursor, 3);
  if (!keys) return undefined;
  const [bound, last, query] = keys;
  if (!Number.isSafeInteger(bound) || Number(bound) < 0 || !uuid.test(String(last)) || !uuid.test(String(query)))
    throw new Problem('invalid-cursor');
  return { bound: bound as number, last: last as string, query: query as string };
}

/** The newest entries that have an index; `query` is the id of the entry that logs this query. */
export async function firstPage(
  transaction: Transaction,
  centre: string,
  filters: EntryFilters,
  limit: number,
  query: string,
): Promise<EntryPage> {
  const bound = (await logSize(transaction, centre)) ?? 0;
  const rows = await pageEntries(transaction, centre, filters, { bound, limit });
  return pageOf(rows, limit, ({ id }) => [bound, id, query]);
}

/**
 * A following page is not logged again, so the place has to name the entry that logged this very query of this caller.
 * Throws Problem `invalid-cursor`.
 */
export async function nextPage(
  transaction: Transaction,
  centre: string,
  caller: Caller,
  filters: EntryFilters,
  limit: number,
  { bound, last, query }: Place,
): Promise<EntryPage> {
  const logged = await findEntry(transaction, centre, query);
  if (!logged || !isOf(logged, caller) || !sameFilters(logged, filters)) throw new Problem('invalid-cursor');
  // Nor may it reach further than that entry: what came later belongs to a later query.
  const reach = Math.min(bound, logged.index ?? bound);
  const rows = await pageEntries(transaction, centre, filters, { bound: reach, before: last, limit });
  return pageOf(rows, limit, ({ id }) => [bound, id, query]);
}

const isOf = ({ action, person, client }: Entry, caller: Caller): boolean =>
  action === queryAction &&
  client === caller.client &&
  person === (caller.kind === 'person' ? caller.person : undefined);

const sameFilters = ({ details }: Entry, filters: EntryFilters): boolean =>
  Buffer.from(canonicalEntry({ filters })).equals(canonicalEntry({ filters: details?.filters }));

/** What the entry about a query, or about reading one entry, says. */
export const queryAction = 'entries.queried';
