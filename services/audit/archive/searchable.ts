import type { MonthInArchive, RemovedMonth } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type MonthFate, monthsGone } from '../store/archive-store.ts';
import { monthsAfter } from './months.ts';

/** What a search says when it was asked for more than is searched. */
export interface Searched {
  /** RFC 3339. What is older lies in the archive, or was removed. Absent: all that was asked for was searched. */
  searchableFrom?: string;
  /** Of that, what lies in the archive, newest first. */
  archived?: MonthInArchive[];
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

/** Of a search in the database alone. */
export async function searchedWithin(transaction: Transaction, centre: string, stretch: Stretch): Promise<Searched> {
  return told(await monthsGone(transaction, centre), stretch);
}

/** Of a search in the archive, too: only what was removed is not searched. `asOf`: when it was made, absent: now. */
export async function searchedEverywhere(
  transaction: Transaction,
  centre: string,
  stretch: Stretch,
  asOf?: Date,
): Promise<Searched> {
  const gone = await monthsGone(transaction, centre);
  const removed = touched(
    gone.filter(({ removedAt }) => removedAt && (!asOf || removedAt <= asOf)),
    stretch,
  );
  const start = endOf(removed.toReversed());
  return start ? { searchableFrom: start.toISOString(), removed: removedOf(removed) } : {};
}

/** The same for who asks for what follows an index. */
export async function searchedOnward(
  transaction: Transaction,
  centre: string,
  from: number,
  stretch: Stretch,
): Promise<Searched> {
  const gone = await monthsGone(transaction, centre);
  return gone.some(({ last }) => last >= from) ? told(gone, stretch, { from }) : {};
}

/** Every month that was removed by policy, newest first. */
export async function removedMonths(transaction: Transaction, centre: string): Promise<RemovedMonth[]> {
  return removedOf(touched(await monthsGone(transaction, centre), {}));
}

function told(gone: readonly MonthFate[], stretch: Stretch, { from = 0 }: { from?: number } = {}): Searched {
  const { since } = stretch;
  const start = endOf(gone);
  if (!start || (since !== undefined && new Date(since) >= start)) return {};
  const asked = touched(
    gone.filter(({ last }) => last >= from),
    stretch,
  );
  const [archived, removed] = [inArchive(asked), removedOf(asked)];
  return {
    searchableFrom: start.toISOString(),
    ...(archived.length && { archived }),
    ...(removed.length && { removed }),
  };
}

/** Newest first. */
function touched(gone: readonly MonthFate[], { since, until }: Stretch): MonthFate[] {
  return gone
    .filter(
      ({ month }) =>
        (since === undefined || monthsAfter(month, 1) > new Date(since)) &&
        (until === undefined || monthsAfter(month, 0) < new Date(until)),
    )
    .reverse();
}

const spanOf = ({ month, first, last, entries }: MonthFate): MonthInArchive => ({
  month,
  firstIndex: first,
  lastIndex: last,
  entries,
});
const inArchive = (gone: readonly MonthFate[]): MonthInArchive[] =>
  gone.filter(({ removal }) => removal === null).map(spanOf);
const removedOf = (gone: readonly MonthFate[]): RemovedMonth[] =>
  gone.flatMap((fate) => (fate.removal === null ? [] : [{ ...spanOf(fate), removal: fate.removal }]));

function endOf(gone: readonly MonthFate[]): Date | undefined {
  const newest = gone.at(-1);
  return newest && monthsAfter(newest.month, 1);
}
