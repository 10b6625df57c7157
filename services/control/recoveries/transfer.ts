import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { append } from '../store/log-store.ts';
import { transfer } from '../store/recovery-store.ts';
import { entryOf, takeRecovery } from './order.ts';
import { refused, requireState } from './refusals.ts';
import { requireRecoveryDuty } from './who.ts';

/**
 * Hands what is not repaid to the authority that can enforce it, once; what it brings in is recorded as before. Throws
 * `not-permitted`, `not-found`, `moved-on`, `already-recorded`.
 */
export async function transferRecovery(
  transaction: Transaction,
  caller: PersonCaller,
  { id, authority, reason, trace }: { id: string; authority: string; reason: string; trace: Trace },
): Promise<void> {
  const { centre, person } = caller;
  await requireRecoveryDuty(transaction, caller, 'approve');
  const row = await takeRecovery(transaction, centre, id);
  requireState(row, 'ordered');
  if (row.transferredAt) throw new Problem('already-recorded');
  await transfer(transaction, centre, id, { by: person, to: authority, reason }).catch(refused);
  await append(transaction, centre, [
    {
      ...entryOf(row, trace),
      action: 'recovery.transferred',
      after: { outstandingFen: row.outstandingFen, authority },
    },
  ]);
}
