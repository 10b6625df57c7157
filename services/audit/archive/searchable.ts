import type { Transaction } from '@zhiheng/database';
import { type MonthFate, monthsGone } from '../store/archive-store.ts';
import { monthsAfter } from './months.ts';

/** What a search says when it was asked for more than is searched. */
export interface Searched {
  /** RFC 3339. What is older lies in the archive, or was removed. Absent: all that was asked for was searched. */
  searchableFrom?: string;
}

/** From when on the log is searched; undefined: all of it is. */
export async function searchableFrom(transaction: Transaction, centre: string): Promise<Date | undefined> {
  return endOf(await monthsGone(transaction, centre));
}

/** `since`: from when on entries were asked for, absent: from the first. `asOf`: when that was, absent: now. */
export async function searchedSince(
  transaction: Transaction,
  centre: string,
  since: string | undefined,
  asOf?: Date,
): Promise<Searched> {
  const gone = await monthsGone(transaction, centre);
  const from = endOf(gone.filter(({ detachedAt }) => !asOf || detachedAt <= asOf));
  if (!from || (since !== undefined && new Date(since) >= from)) return {};
  return { searchableFrom: from.toISOString() };
}

/** The same for who asks for what follows an index. */
export async function searchedOnward(
  transaction: Transaction,
  centre: string,
  from: number,
  since: string | undefined,
): Promise<Searched> {
  const gone = await monthsGone(transaction, centre);
  return gone.some(({ last }) => last >= from) ? searchedSince(transaction, centre, since) : {};
}

function endOf(gone: readonly MonthFate[]): Date | undefined {
  const newest = gone.at(-1);
  return newest && monthsAfter(newest.month, 1);
}
