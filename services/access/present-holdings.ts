import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { awayAt } from './store/leave-store.ts';
import { goneBy } from './store/planned-departure-store.ts';

/** Of what is held, what people have who are there at an instant (milliseconds): who is on leave then, or is to have left, can
 * fill no duty. */
export async function presentAt(
  transaction: Transaction,
  centre: string,
  holdings: readonly Holding[],
  at: number,
): Promise<Holding[]> {
  const away = new Set([...(await awayAt(transaction, centre, at)), ...(await goneBy(transaction, centre, at))]);
  return holdings.filter(({ person }) => !away.has(person));
}
