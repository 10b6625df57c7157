import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Searched, searchedOnward } from './archive/searchable.ts';
import type { Scope } from './scope.ts';
import { criteriaOf, type EntryFilters } from './store/entry-filters.ts';
import { logSize } from './store/entry-store.ts';
import { entriesBetween } from './store/feed-store.ts';

/** What follows in the order of the log. */
export interface Onward extends Searched {
  entries: (Entry & { index: number })[];
  /** All before this index has been looked at. */
  next: number;
  /** Entries of the log that have an index. */
  size: number;
}

/** Indexes looked at in one statement, and in one look. */
const stride = 2_000;
const mostLooked = 20_000;

/**
 * The next entries that match, at most `limit`, looked for over a bounded stretch: where few match there may be none though
 * `next` lies far on. An entry never comes to lie before an index that was given: who goes on from `next` misses none.
 */
export async function lookOnward(
  transaction: Transaction,
  centre: string,
  scope: Scope,
  filters: EntryFilters,
  { from, limit }: { from: number; limit: number },
): Promise<Onward> {
  const size = (await logSize(transaction, centre)) ?? 0;
  const criteria = await criteriaOf(transaction, centre, filters, scope);
  const entries: Onward['entries'] = [];
  let next = from;
  const end = Math.min(size, from + mostLooked);
  while (next < end && entries.length < limit) {
    const until = Math.min(next + stride, end);
    const wanted = limit - entries.length;
    const found = criteria
      ? await entriesBetween(transaction, centre, criteria, { from: next, until, limit: wanted })
      : [];
    entries.push(...found);
    next = found.length === wanted ? (found.at(-1)?.index ?? until) + 1 : until;
  }
  return { entries, next, size, ...(await searchedOnward(transaction, centre, from, filters)) };
}
