import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Caller, decodeCursor, encodeCursor, Problem } from '@zhiheng/http';
import { canonicalEntry } from '@zhiheng/ledger';
import type { Scope } from './scope.ts';
import { criteriaOf, type EntryFilters } from './store/entry-filters.ts';
import { findEntry, logSize } from './store/entry-store.ts';
import { lastBelow } from './store/log-place.ts';
import { findStretch } from './store/page-store.ts';

/** What is asked for: filters, and the order of the answer. What belongs to one query stays the same on all its pages. */
export interface EntryQuery extends EntryFilters {
  /** Default `newest`. */
  order?: 'newest' | 'oldest';
}

/** Where a page of a query lies. */
export interface Place {
  /** Only entries whose index lies below: what arrived after the first page shifts nothing. */
  bound: number;
  /** Id of the entry that the page lies beside. */
  edge: string;
  /** Id of the entry that logged the query. */
  query: string;
  /** Whether the page comes after the edge or before it, and whether the edge itself belongs to it. */
  way: 'after' | 'from' | 'before' | 'until';
}

export interface EntryPage {
  data: Entry[];
  nextCursor: string | null;
  previousCursor: string | null;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ways = ['after', 'from', 'before', 'until'] as const;

/** Undefined for the first page. Throws Problem `invalid-cursor`. */
export function readPlace(cursor: string | undefined): Place | undefined {
  const keys = decodeCursor(cursor, 4);
  if (!keys) return undefined;
  const [bound, edge, query] = keys;
  const way = ways.find((one) => one === keys[3]);
  if (
    !Number.isSafeInteger(bound) ||
    Number(bound) < 0 ||
    !uuid.test(String(edge)) ||
    !uuid.test(String(query)) ||
    !way
  )
    throw new Problem('invalid-cursor');
  return { bound: bound as number, edge: edge as string, query: query as string, way };
}

const cursorOf = ({ bound, edge, query, way }: Place): string => encodeCursor([bound, edge, query, way]);

/** The newest entries that have an index, or the oldest; `logged` is the id of the entry that logs this query. */
export async function firstPage(
  transaction: Transaction,
  centre: string,
  scope: Scope,
  query: EntryQuery,
  limit: number,
  logged: string,
): Promise<EntryPage> {
  const bound = (await logSize(transaction, centre)) ?? 0;
  return pageAt(transaction, centre, scope, query, limit, { bound, query: logged });
}

/**
 * A further page is not logged again, so the place has to name the entry that logged this very query of this caller.
 * Throws Problem `invalid-cursor`.
 */
export async function pageBeside(
  transaction: Transaction,
  centre: string,
  scope: Scope,
  caller: Caller,
  query: EntryQuery,
  limit: number,
  place: Place,
): Promise<EntryPage> {
  const logged = await loggedReading(transaction, centre, caller, queryAction, query, place.query);
  // Nor may it reach further than that entry: what came later belongs to a later query.
  const bound = Math.min(place.bound, logged.index ?? place.bound);
  return pageAt(transaction, centre, scope, query, limit, { ...place, bound });
}

async function pageAt(
  transaction: Transaction,
  centre: string,
  scope: Scope,
  { order = 'newest', ...filters }: EntryQuery,
  limit: number,
  place: Pick<Place, 'bound' | 'query'> & Partial<Place>,
): Promise<EntryPage> {
  const { bound, query, edge, way = 'from' } = place;
  const back = way === 'before' || way === 'until';
  const criteria = await criteriaOf(transaction, centre, filters, scope);
  const last = await lastBelow(transaction, centre, bound);
  if (!criteria || !last) return { data: [], nextCursor: null, previousCursor: null };
  const {
    entries: walked,
    more,
    stoppedAt,
  } = await findStretch(transaction, centre, criteria, {
    last,
    ...(edge === undefined ? {} : { edge, inclusive: way === 'from' || way === 'until' }),
    ascending: (order === 'oldest') !== back,
    limit,
  });
  const cursor = (id: string | undefined, towards: Place['way']) =>
    id === undefined ? null : cursorOf({ bound, query, edge: id, way: towards });
  const [onward, backward] = back ? (['before', 'after'] as const) : (['after', 'before'] as const);
  // Beside a page on which nothing was found lies its own edge: whatever of the two sides the page did not take.
  const returning = walked[0]
    ? cursor(edge && walked[0].id, backward)
    : cursor(edge, { after: 'until', from: 'before', before: 'from', until: 'after' }[way] as Place['way']);
  const [ahead, behind] = [cursor(more ? walked.at(-1)?.id : stoppedAt, onward), returning];
  return back
    ? { data: walked.toReversed(), nextCursor: behind, previousCursor: ahead }
    : { data: walked, nextCursor: ahead, previousCursor: behind };
}

/**
 * The entry that logged a reading which its caller now goes on with. Throws Problem `invalid-cursor` when it is of something
 * else, or somebody else's.
 */
export async function loggedReading(
  transaction: Transaction,
  centre: string,
  caller: Caller,
  action: string,
  filters: object,
  id: string,
): Promise<Entry> {
  const logged = await findEntry(transaction, centre, id);
  if (!logged || logged.action !== action || !isOf(logged, caller) || !sameFilters(logged, filters))
    throw new Problem('invalid-cursor');
  return logged;
}

const isOf = ({ person, client }: Entry, caller: Caller): boolean =>
  client === caller.client && person === (caller.kind === 'person' ? caller.person : undefined);

const sameFilters = ({ details }: Entry, filters: object): boolean =>
  Buffer.from(canonicalEntry({ filters })).equals(canonicalEntry({ filters: details?.filters }));

/** What the entry about a query, or about reading one entry, says. */
export const queryAction = 'entries.queried';
