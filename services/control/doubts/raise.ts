import type { Transaction } from '@zhiheng/database';
import { insertFound } from '../store/doubt-raise-store.ts';
import { append } from '../store/log-store.ts';
import type { Found } from './found.ts';

const portion = 1_000;

/** Raises what was not raised before, each with its entry; gives how many. Of any number who find the same, one raises it. */
export async function raiseDoubts(transaction: Transaction, centre: string, found: readonly Found[]): Promise<number> {
  let count = 0;
  for (let at = 0; at < found.length; at += portion) {
    const raised = await insertFound(transaction, centre, found.slice(at, at + portion));
    count += raised.length;
    await append(
      transaction,
      centre,
      raised.map(({ id, rule, severity, unit, item, case: about }) => ({
        action: 'doubt.raised' as const,
        outcome: 'done' as const,
        client: 'control',
        targetType: 'doubt',
        target: id,
        unit,
        ...(item !== null && { item }),
        ...(about !== null && { case: about }),
        after: { rule, severity, origin: 'own-rules', state: 'open' },
      })),
    );
  }
  return count;
}
