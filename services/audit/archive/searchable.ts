import type { Transaction } from '@zhiheng/database';
import { monthsGone } from '../store/archive-store.ts';
import { monthsAfter } from './months.ts';

/** From when on the log is searched: what is older lies in the archive, or was removed. Undefined: all of it is searched. */
export async function searchableFrom(transaction: Transaction, centre: string): Promise<Date | undefined> {
  const newest = (await monthsGone(transaction, centre)).at(-1);
  return newest && monthsAfter(newest.month, 1);
}
