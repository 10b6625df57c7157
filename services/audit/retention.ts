import { said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { ownWish } from './own-wish.ts';
import { appendEntries } from './store/entry-store.ts';
import {
  askedChange,
  confirmChange,
  insertChange,
  lockRetention,
  type Periods,
  type RetentionChange,
  setPeriods,
  withdrawChange,
} from './store/retention-store.ts';

export interface RetentionWish extends Periods {
  reason: string;
}

/**
 * Sets how long the log is kept. To keep it for a shorter time than now is asked by one person and done when a second one asks for the
 * same. Throws Problem `invalid-request`, `own-request` (the same person cannot confirm).
 */
export async function setRetention(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  { keepMonths, onlineMonths, reason }: RetentionWish,
  trace: Trace,
): Promise<'set' | 'asked'> {
  if (onlineMonths > keepMonths) throw fieldProblem('invalid-request', '/onlineMonths', said('online-beyond-kept'));
  const before = await lockRetention(transaction, centre);
  const after = { keepMonths, onlineMonths };
  if (sameAs(before, after)) return 'set';
  const entry = { ...trace, outcome: 'done', targetType: 'retention', target: centre, reason } as const;
  const snapshots = { before: periodsOf(before), after };
  if (keepMonths < before.keepMonths) {
    const asked = await askedChange(transaction, centre);
    if (!asked || !sameAs(asked, after)) {
      await insertChange(transaction, centre, { id: newId(), ...after, reason, askedBy: person });
      await appendEntries(transaction, centre, [{ ...entry, action: 'retention.asked', ...snapshots }]);
      return 'asked';
    }
    await confirm(transaction, centre, asked, person);
  }
  await setPeriods(transaction, centre, after);
  await appendEntries(transaction, centre, [{ ...entry, action: 'retention.set', ...snapshots }]);
  return 'set';
}

/** Takes a change back that waits. Throws Problem `not-pending`, `not-permitted` (another has asked for it). */
export async function takeBackChange(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  reason: string,
  trace: Trace,
): Promise<void> {
  await lockRetention(transaction, centre);
  const asked = ownWish(await askedChange(transaction, centre), person);
  await withdrawChange(transaction, centre, asked.id);
  await appendEntries(transaction, centre, [
    {
      ...trace,
      action: 'retention.withdrawn',
      outcome: 'done',
      targetType: 'retention',
      target: centre,
      reason,
      details: periodsOf(asked),
    },
  ]);
}

async function confirm(transaction: Transaction, centre: string, { id, askedBy }: RetentionChange, person: string) {
  if (askedBy === person) throw new Problem('own-request', said('second-shortens'));
  await confirmChange(transaction, centre, id, person);
}

const periodsOf = ({ keepMonths, onlineMonths }: Periods): Record<string, number> => ({ keepMonths, onlineMonths });
const sameAs = (one: Periods, other: Periods): boolean =>
  one.keepMonths === other.keepMonths && one.onlineMonths === other.onlineMonths;
