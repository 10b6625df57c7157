import { noSuch } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { askApproval } from '../approvals/ask.ts';
import type { CarryOut } from '../approvals/carry-out.ts';
import { append } from '../store/log-store.ts';
import { insertLine } from '../store/recovery-line-store.ts';
import { findRecovery } from '../store/recovery-store.ts';
import { today } from './day.ts';
import { requireRest } from './lines.ts';
import { entryOf, takeRecovery } from './order.ts';
import { refused, requireState } from './refusals.ts';
import { requireRecoveryDuty } from './who.ts';

/**
 * Puts it to the leadership to get no more back of so much. Throws `not-permitted`, `not-found`, `moved-on`,
 * `above-outstanding`, and what `askApproval` throws.
 */
export async function askWriteOff(
  transaction: Transaction,
  caller: PersonCaller,
  { id, amountFen, reason, trace }: { id: string; amountFen: number; reason: string; trace: Trace },
): Promise<void> {
  await requireRecoveryDuty(transaction, caller, 'handle');
  // Not locked: people are held first, and what is approved later is judged by what is owed then.
  const row = await findRecovery(transaction, caller.centre, id);
  if (!row) throw new Problem('not-found', noSuch('recovery', id));
  requireState(row, 'ordered');
  requireRest(row, amountFen);
  const proposal = { amountFen };
  await askApproval(transaction, caller, {
    kind: 'recovery-write-off',
    about: id,
    unit: row.unit,
    proposal,
    reason,
    trace,
  });
}

/** Writes off what was approved, while so much is still owed: else the approval is undone with it. */
export const writeOff: CarryOut = async (transaction, { approval, approver: { centre }, trace }) => {
  const row = await takeRecovery(transaction, centre, approval.about);
  requireState(row, 'ordered');
  const { amountFen } = approval.proposal as { amountFen: number };
  requireRest(row, amountFen);
  const line = {
    id: newId(),
    kind: 'written-off',
    amountFen,
    reference: `approval/${approval.id}`,
    note: approval.reason,
    by: approval.askedById,
    settledOn: await today(transaction),
  } as const;
  await insertLine(transaction, centre, row.id, line).catch(refused);
  await append(transaction, centre, [
    {
      ...entryOf(row, trace),
      action: 'recovery.written-off',
      before: { outstandingFen: row.outstandingFen },
      after: { outstandingFen: row.outstandingFen - amountFen, amountFen, line: line.id, approval: approval.id },
    },
  ]);
};
