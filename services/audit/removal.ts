import { listed, type RemovalPreview, type RetainedMonth, type Said, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import type { Month } from './archive/months.ts';
import { ownWish } from './own-wish.ts';
import { monthDocuments } from './retention-document.ts';
import { appendEntries } from './store/entry-store.ts';
import {
  confirmRemoval,
  countPersonal,
  insertRemoval,
  type KeptMonth,
  keptMonths,
  withdrawRemoval,
} from './store/removal-store.ts';
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
  const kept = await archivedMonth(transaction, centre, month);
  const hindrance = hindranceOf(kept);
  if (hindrance) throw new Problem(hindrance.code, hindrance.detail);
  const entry = { ...trace, outcome: 'done', targetType: 'month', target: month, reason } as const;
  const { first, last, entries, size, root, asked } = kept;
  const span = { month, first, last, entries };
  if (!asked) {
    await insertRemoval(transaction, centre, { id: newId(), month, reason, askedBy: person });
    await appendEntries(transaction, centre, [{ ...entry, action: 'removal.asked', details: span }]);
    return 'asked';
  }
  if (asked.askedBy === person) throw new Problem('own-request', said('second-removes'));
  const details = { ...span, keepMonths, size, root: root.toString('base64'), askedBy: asked.askedBy };
  const [removal = ''] = await appendEntries(transaction, centre, [{ ...entry, action: 'month.removed', details }]);
  await confirmRemoval(transaction, centre, { id: asked.id, month, by: person, entry: removal });
  return 'removed';
}

/** Takes a removal back that waits. Throws Problem `not-found`, `not-pending`, `not-permitted` (another has asked for it). */
export async function takeBackRemoval(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  { month, reason }: { month: Month; reason: string },
  trace: Trace,
): Promise<void> {
  await lockRetention(transaction, centre);
  const { asked } = await archivedMonth(transaction, centre, month);
  await withdrawRemoval(transaction, centre, ownWish(asked, person).id);
  await appendEntries(transaction, centre, [
    { ...trace, action: 'removal.withdrawn', outcome: 'done', targetType: 'month', target: month, reason },
  ]);
}

/** What the removal would take and leave, and what hinders it now. Throws Problem `not-found`. */
export async function previewRemoval(transaction: Transaction, centre: string, month: Month): Promise<RemovalPreview> {
  const kept = await archivedMonth(transaction, centre, month);
  const [told] = await monthDocuments(transaction, centre, [kept]);
  const { entries, size } = kept;
  return {
    month: told as RetainedMonth,
    hindrance: hindranceOf(kept)?.code ?? null,
    goes: { entries, personal: await countPersonal(transaction, centre, month) },
    stays: { leaves: entries, size, root: kept.root.toString('base64') },
  };
}

/** Throws Problem `not-found`. */
async function archivedMonth(transaction: Transaction, centre: string, month: Month): Promise<KeptMonth> {
  const [kept] = await keptMonths(transaction, centre, { month, limit: 1 });
  if (!kept) throw new Problem('not-found', said('nothing-archived', { month }));
  return kept;
}

interface Hindrance {
  code: NonNullable<RemovalPreview['hindrance']>;
  detail: Said;
}

function hindranceOf({ month, removed, detachedAt, due, dueAt, holds }: KeptMonth): Hindrance | undefined {
  if (removed) return { code: 'entry-removed', detail: said('month-removed', { month, entry: removed.entry }) };
  if (!detachedAt) return { code: 'not-archived', detail: said('month-online', { month }) };
  if (!due)
    return { code: 'retention-not-over', detail: said('month-kept-until', { month, due: dueAt.toISOString() }) };
  if (holds.length) return { code: 'month-held', detail: said('month-on-hold', { month, holds: listed(holds) }) };
  return undefined;
}
