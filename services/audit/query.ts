import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Caller, decodeCursor, encodeCursor, Problem } from '@zhiheng/http';
import { canonicalEntry } from '@zhiheng/ledger';
import { type Searched, searchedEverywhere, searchedWithin } from './archive/searchable.ts';
import { findEverywhere } from './archive/whole-search.ts';
import type { Scope } from './scope.ts';
import { type Criteria, criteriaOf, type EntryFilters } from './store/entry-filters.ts';
import { findEntry, logSize } from './store/entry-store.ts';
import type { Stretch } from './store/leaf-search.ts';
import { type LogPlace, lastBelow } from './store/log-place.ts';
import { endOf, type Found, findStretch } from './store/page-store.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What is asked for: filters, and the order of the answer. What belongs to one query stays the same on all its pages. */
export interface EntryQuery extends EntryFilters {
  /** Default `newest`. */
  order?: 'newest' | 'oldest';
}

/** Where a page of a query lies. */
export interface Place {
  /** Only entries whose index lies below: what arrived after the first page shifts nothing. */
  bound: number;
  /** Where the entry lies that the page lies beside. */
  edge: LogPlace;
  /** Id of the entry that logged the query. */
  query: string;
  /** Whether the page comes after the edge or before it, and whether the edge itself belongs to it. */
  way: 'after' | 'from' | 'before' | 'until';
}

export interface EntryPage extends Searched {
  data: Entry[];
  nextCursor: string | null;
  previousCursor: string | null;
  /** RFC 3339. The page ended before it was full, as so much was looked through: up to this instant; what follows is on the next page. */
  lookedTo?: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ways = ['after', 'from', 'before', 'until'] as const;

/** Undefined for the first page. Throws Problem `invalid-cursor`. */
export function readPlace(cursor: string | undefined): Place | undefined {
  const keys = decodeCursor(cursor, 5);
  if (!keys) return undefined;
  const [bound, at, index, query] = keys;
  const way = ways.find((one) => one === keys[4]);
  if (!isNumber(bound) || !isNumber(at) || !isNumber(index) || !uuid.test(String(query)) || !way)
    throw new Problem('invalid-cursor');
  return { bound, edge: { at, index }, query: query as string, way };
}

const isNumber = (key: unknown): key is number => Number.isSafeInteger(key) && Number(key) >= 0;

const cursorOf = ({ bound, edge: { at, index }, query, way }: Place): string =>
  encodeCursor([bound, at, index, query, way]);

/** The newest entries that have an index, or the oldest; `logged` is the id of the entry that logs this query. */
export async function firstPage(
  transaction: Transaction,
  centre: string,
  scope: Scope,
  query: EntryQuery,
  limit: number,
  logged: string,
  where: Whereabouts,
): Promise<EntryPage> {
  const bound = (await logSize(transaction, centre)) ?? 0;
  return pageAt(transaction, centre, scope, query, limit, { bound, query: logged }, where);
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
  where: Whereabouts,
): Promise<EntryPage> {
  const logged = await loggedReading(transaction, centre, caller, queryAction, query, place.query);
  // Nor may it reach further than that entry: what came later belongs to a later query.
  const bound = Math.min(place.bound, logged.index ?? place.bound);
  return pageAt(transaction, centre, scope, query, limit, { ...place, bound }, where);
}

async function pageAt(
  transaction: Transaction,
  centre: string,
  scope: Scope,
  { order = 'newest', ...filters }: EntryQuery,
  limit: number,
  place: Pick<Place, 'bound' | 'query'> & Partial<Place>,
  where: Whereabouts,
): Promise<EntryPage> {
  const { bound, query, edge, way = 'from' } = place;
  const back = way === 'before' || way === 'until';
  const criteria = await criteriaOf(transaction, centre, filters, scope);
  const last = await lastBelow(transaction, centre, bound);
  if (!criteria || !last)
    return {
      data: [],
      nextCursor: null,
      previousCursor: null,
      ...(await searchedEverywhere(transaction, centre, filters)),
    };
  const stretch = {
    last,
    ...(edge === undefined ? {} : { edge, inclusive: way === 'from' || way === 'until' }),
    ascending: (order === 'oldest') !== back,
    limit,
  };
  const { found, searched } = await search(transaction, centre, criteria, stretch, filters, where);
  const cursor = (beside: LogPlace | undefined, towards: Place['way']) =>
    beside === undefined ? null : cursorOf({ bound, query, edge: beside, way: towards });
  const [onward, backward] = back ? (['before', 'after'] as const) : (['after', 'before'] as const);
  // Beside a page on which nothing was found lies its own edge: whatever of the two sides the page did not take.
  const [first] = found.places;
  const returning = first
    ? cursor(edge && first, backward)
    : cursor(edge, { after: 'until', from: 'before', before: 'from', until: 'after' }[way] as Place['way']);
  const [ahead, behind] = [cursor(endOf(found), onward), returning];
  const told = {
    ...(found.stoppedAt && { lookedTo: new Date(found.stoppedAt.at / 1_000).toISOString() }),
    ...searched,
  };
  return back
    ? { data: found.entries.toReversed(), nextCursor: behind, previousCursor: ahead, ...told }
    : { data: found.entries, nextCursor: ahead, previousCursor: behind, ...told };
}

/** In the archive, too; where that cannot be read, in the database alone, and that is said. */
async function search(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: Stretch,
  filters: EntryFilters,
  where: Whereabouts,
): Promise<{ found: Found; searched: Searched }> {
  const found = await findEverywhere(transaction, centre, criteria, stretch, where);
  if (found.lack !== 'archive-unavailable')
    return { found, searched: await searchedEverywhere(transaction, centre, filters) };
  return {
    found: await findStretch(transaction, centre, criteria, stretch),
    searched: await searchedWithin(transaction, centre, filters),
  };
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

/** Whether this caller has written the entry about a reading. */
export const isOf = ({ person, client }: Entry, caller: Caller): boolean =>
  client === caller.client && person === (caller.kind === 'person' ? caller.person : undefined);

const sameFilters = ({ details }: Entry, filters: object): boolean =>
  Buffer.from(canonicalEntry({ filters })).equals(canonicalEntry({ filters: details?.filters }));

/** What the entry about a query, or about reading one entry, says. */
export const queryAction = 'entries.queried';
