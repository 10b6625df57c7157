import { noSuch, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { append } from '../store/log-store.ts';
import { insertLine, type LineRow, lineOfReference, linesOf } from '../store/recovery-line-store.ts';
import type { RecoveryRow } from '../store/recovery-store.ts';
import { today } from './day.ts';
import { entryOf, takeRecovery } from './order.ts';
import { refused, requireState } from './refusals.ts';
import { requireAnother, requireRecoveryDuty } from './who.ts';

export interface Movement {
  kind: 'received' | 'deducted';
  amountFen: number;
  /** Receipt or batch: it counts once. */
  reference: string;
  /** YYYY-MM-DD */
  settledOn: string;
  deductedFrom?: 'benefit' | 'account';
  note?: string;
}

/**
 * Records money that was repaid or deducted. The same again does nothing more. Throws `invalid-request`, `not-permitted`,
 * `not-found`, `moved-on`, `above-outstanding`, `reference-used`.
 */
export async function recordMovement(
  transaction: Transaction,
  caller: PersonCaller,
  { id, movement, trace }: { id: string; movement: Movement; trace: Trace },
): Promise<void> {
  const { centre, person } = caller;
  if ((movement.kind === 'deducted') !== (movement.deductedFrom !== undefined))
    throw new Problem('invalid-request', said('recovery-day-needed'));
  await requireRecoveryDuty(transaction, caller, 'handle');
  const row = await takeRecovery(transaction, centre, id);
  const before = await lineOfReference(transaction, centre, movement.reference);
  if (before) {
    if (isSame(before, id, movement)) return;
    throw new Problem('reference-used', said('recovery-reference'));
  }
  requireState(row, 'ordered', 'settled');
  requireRest(row, movement.amountFen);
  if (movement.settledOn > (await today(transaction))) throw new Problem('invalid-request', said('recovery-day-ahead'));
  const line = { ...movement, id: newId(), by: person };
  await insertLine(transaction, centre, id, line).catch(refused);
  const { kind, amountFen, reference, settledOn } = movement;
  await append(transaction, centre, [
    {
      ...entryOf(row, trace),
      action: `recovery.${kind}`,
      before: { outstandingFen: row.outstandingFen },
      after: { outstandingFen: row.outstandingFen - amountFen, amountFen, line: line.id, reference, settledOn },
    },
  ]);
}

const isSame = (
  line: LineRow & { recovery: string },
  id: string,
  { kind, amountFen, settledOn, deductedFrom }: Movement,
): boolean =>
  line.recovery === id &&
  line.kind === kind &&
  line.amountFen === amountFen &&
  line.settledOn === settledOn &&
  line.deductedFrom === (deductedFrom ?? null);

/** Throws `above-outstanding`: nothing is repaid beyond what is owed. */
export function requireRest({ outstandingFen }: RecoveryRow, amountFen: number): void {
  if (amountFen > outstandingFen)
    throw new Problem('above-outstanding', said('recovery-rest', { outstanding: outstandingFen }));
}

/**
 * Takes a line back by another of the opposite amount: whoever reviews recoveries, and not who wrote the line. Throws
 * `not-permitted`, `not-found`, `already-recorded`, `another-person`.
 */
export async function reverseLine(
  transaction: Transaction,
  caller: PersonCaller,
  { id, line: wrong, reason, trace }: { id: string; line: string; reason: string; trace: Trace },
): Promise<void> {
  const { centre, person } = caller;
  await requireRecoveryDuty(transaction, caller, 'review');
  const row = await takeRecovery(transaction, centre, id);
  const lines = await linesOf(transaction, centre, id);
  const found = lines.find((one) => one.id === wrong && !['ordered', 'reversal'].includes(one.kind));
  if (!found) throw new Problem('not-found', noSuch('recovery-line', wrong));
  if (lines.some(({ reverses }) => reverses === wrong)) throw new Problem('already-recorded');
  await requireAnother(transaction, centre, person, [found.by]);
  const reversal = {
    id: newId(),
    kind: 'reversal',
    amountFen: -found.amountFen,
    reverses: wrong,
    note: reason,
    by: person,
    settledOn: await today(transaction),
  } as const;
  await insertLine(transaction, centre, id, reversal).catch(refused);
  await append(transaction, centre, [
    {
      ...entryOf(row, trace),
      action: 'recovery.reversed',
      before: { outstandingFen: row.outstandingFen },
      after: { outstandingFen: row.outstandingFen + found.amountFen, line: reversal.id, reverses: wrong },
    },
  ]);
}
