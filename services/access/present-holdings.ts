import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { awayAt } from './store/leave-store.ts';

/** Of what is held, what people have who are there at an instant (milliseconds): who is on leave then can fill no duty. */
export async function presentAt(
  transaction: Transaction,
  centre: string,
  holdings: readonly Holding[],
  at: number,
): Promise<Holding[]> {
  const away = await awayAt(transaction, centre, at);
  return holdings.filter(({ person }) => !away.has(person));
}
