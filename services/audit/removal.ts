import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { removedMonthAction } from '@zhiheng/ledger';
import type { Month } from './archive/months.ts';
import { appendEntries } from './store/entry-store.ts';
import { confirmRemoval, insertRemoval, type KeptMonth, keptMonths } from './store/removal-store.ts';
import { lockRetention } from './store/retention-store.ts';

/**
 * Asks for the removal of an archived month whose retention is over; the second person who does so confirms it. From then on its entries
 * are gone, the entry about it says which they were, and the tree stays. Throws Problem `not-found` (nothing of that month was archived),
 * `entry-removed`, `not-archived`, `retention-not-over`, `month-held`, `own-request` (the same person cannot confirm).
 */
export async function removeMonth(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  { month, reason }: { month: Month; reason: string },
  trace: Trace,
): Promise<'asked' | 'removed'> {
  const { keepMonths } = await lockRetention(transaction, centre);
  const [kept] = await keptMonths(transaction, centre, { month, limit: 1 });
  if (!kept) throw new Problem('not-found', `Nothing of ${month} was archived.`);
  requireRemovable(kept);
  const entry = { ...trace, outcome: 'done', targetType: 'month', target: month, reason } as const;
  const { first, last, entries, size, root, asked } = kept;
  const span = { month, first, last, entries };
  if (!asked) {
    await insertRemoval(transaction, centre, { id: newId(), month, reason, askedBy: person });
    await appendEntries(transaction, centre, [{ ...entry, action: 'removal.asked', details: span }]);
    return 'asked';
  }
  if (asked.askedBy === person)
    throw new Problem('own-request', 'A second person has to confirm the removal of a month.');
  const details = { ...span, keepMonths, size, root: root.toString('base64'), askedBy: asked.askedBy };
  const [said = ''] = await appendEntries(transaction, centre, [{ ...entry, action: removedMonthAction, details }]);
  await confirmRemoval(transaction, centre, { id: asked.id, month, by: person, entry: said });
  return 'removed';
}

function requireRemovable({ month, removed, detachedAt, due, dueAt, holds }: KeptMonth): void {
  if (removed) throw new Problem('entry-removed', `The month ${month} was removed, as entry ${removed.entry} says.`);
  if (!detachedAt) throw new Problem('not-archived', `The month ${month} is still in the database.`);
  if (!due) throw new Problem('retention-not-over', `The month ${month} is kept until ${dueAt.toISOString()}.`);
  if (holds.length) throw new Problem('month-held', `The month ${month} is held: ${holds.join(', ')}.`);
}
