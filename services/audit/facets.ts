import type { EntryFacets } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { searchedWithin } from './archive/searchable.ts';
import type { Scope } from './scope.ts';
import { criteriaOf, type EntryFilters } from './store/entry-filters.ts';
import { logSize } from './store/entry-store.ts';
import { countFacets } from './store/facet-store.ts';
import { lastBelow } from './store/log-place.ts';

/** Entries that are counted at most: what a fraction of a second allows, however long the log. */
const mostCounted = 100_000;

const nothing: EntryFacets = {
  counted: 0,
  complete: true,
  facets: { action: [], outcome: [], actor: [], unit: [], item: [] },
};

/** Counts what a query finds; of very much only the newest. `top`: values of each field. */
export async function facetsOf(
  transaction: Transaction,
  centre: string,
  scope: Scope,
  filters: EntryFilters,
  top: number,
  most = mostCounted,
): Promise<EntryFacets> {
  const criteria = await criteriaOf(transaction, centre, filters, scope);
  const last = await lastBelow(transaction, centre, (await logSize(transaction, centre)) ?? 0);
  const found = criteria && last ? await countFacets(transaction, centre, criteria, { last, most, top }) : nothing;
  return { ...found, ...(await searchedWithin(transaction, centre, filters)) };
}
