import type { RemovedMonth } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type MonthFate, monthsGone } from '../store/archive-store.ts';
import { type Month, monthsAfter } from './months.ts';

/** What a search says when it was asked for more than is searched. */
export interface Searched {
  /** RFC 3339. What is older lies in the archive, or was removed. Absent: all that was asked for was searched. */
  searchableFrom?: string;
  /** Of that, what was removed, newest first. */
  removed?: RemovedMonth[];
}

/** The stretch of time that was asked for; a bound that is absent: the log's own. */
export interface Stretch {
  since?: string;
  until?: string;
}

/** From when on the log is searched; undefined: all of it is. */
export async function searchableFrom(transaction: Transaction, centre: string): Promise<Date | undefined> {
  return endOf(await monthsGone(transaction, centre));
}

/** `asOf`: when it was asked for, absent: now. */
export async function searchedWithin(
  transaction: Transaction,
  centre: string,
  stretch: Stretch,
  asOf?: Date,
): Promise<Searched> {
  return told(await monthsGone(transaction, centre), stretch, asOf);
}

/** The same for who asks for what follows an index. */
export async function searchedOnward(
  transaction: Transaction,
  centre: string,
  from: number,
  stretch: Stretch,
): Promise<Searched> {
  const gone = await monthsGone(transaction, centre);
  return gone.some(({ last }) => last >= from) ? told(gone, stretch) : {};
}

/** Every month that was removed by policy, newest first. */
export async function removedMonths(transaction: Transaction, centre: string): Promise<RemovedMonth[]> {
  return removedOf(await monthsGone(transaction, centre), {});
}

function told(gone: readonly MonthFate[], stretch: Stretch, asOf?: Date): Searched {
  const { since } = stretch;
  const from = endOf(gone.filter(({ detachedAt }) => !asOf || detachedAt <= asOf));
  if (!from || (since !== undefined && new Date(since) >= from)) return {};
  const removed = removedOf(gone, stretch);
  return { searchableFrom: from.toISOString(), ...(removed.length && { removed }) };
}

function removedOf(gone: readonly MonthFate[], { since, until }: Stretch): RemovedMonth[] {
  const asked = (month: Month) =>
    (since === undefined || monthsAfter(month, 1) > new Date(since)) &&
    (until === undefined || monthsAfter(month, 0) < new Date(until));
  return gone
    .flatMap(({ month, first, last, entries, removal }) =>
      removal && asked(month) ? [{ month, firstIndex: first, lastIndex: last, entries, removal }] : [],
    )
    .reverse();
}

function endOf(gone: readonly MonthFate[]): Date | undefined {
  const newest = gone.at(-1);
  return newest && monthsAfter(newest.month, 1);
}
