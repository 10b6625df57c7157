import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, newId, type Transaction } from '@zhiheng/database';
import { tell } from './desk/tell.ts';
import { peopleWhoAt } from './holders.ts';
import { lastMonth, monthsToOpen, selfCheckDueAt } from './month.ts';
import { newForm } from './self-check/section.ts';
import { readSettings } from './settings/settings.ts';
import { databaseNow } from './store/clock-store.ts';
import { readItemOwners, readUnits } from './store/directory-store.ts';
import { append } from './store/log-store.ts';
import { insertMissing, newestMonth, unitsOpened } from './store/self-check-store.ts';
import { businessSections } from './unit-tree.ts';

/**
 * Opens last month's self-check of each business section that has none yet, each with its entry, and of the months since the
 * newest that there is, should nothing have run meanwhile; gives how many. Any
 * number of processes may do so at once: the database keeps one a section and month.
 */
export async function openSelfChecks(
  database: Database,
  centre: string,
  addWorkingDays: AddWorkingDays,
): Promise<number> {
  return inCentre(database, centre, async (transaction) => {
    const now = await databaseNow(transaction);
    const last = lastMonth(now);
    const newest = await newestMonth(transaction, centre);
    let opened = 0;
    for (const month of monthsToOpen(last, newest))
      opened += await openMonth(transaction, centre, month, now, addWorkingDays);
    return opened;
  });
}

async function openMonth(
  transaction: Transaction,
  centre: string,
  month: string,
  now: number,
  addWorkingDays: AddWorkingDays,
): Promise<number> {
  const there = new Set(await unitsOpened(transaction, centre, month));
  const units = await readUnits(transaction, centre);
  const { selfCheck } = await readSettings(transaction, centre);
  const due = new Date(selfCheckDueAt(month, addWorkingDays, selfCheck.dueWorkingDays, now));
  const missing = [];
  for (const unit of businessSections(units, await readItemOwners(transaction, centre)))
    if (!there.has(unit))
      missing.push({ id: newId(), unit, month, dueAt: due, form: await newForm(transaction, centre, units, unit) });
  const opened = await insertMissing(transaction, centre, missing);
  await append(
    transaction,
    centre,
    opened.map(({ id, unit }) => ({
      action: 'self-check.opened' as const,
      outcome: 'done' as const,
      client: 'control',
      targetType: 'self-check',
      target: id,
      unit,
      after: { month, state: 'open', dueAt: due.toISOString() },
    })),
  );
  if (opened.length === 0) return 0;
  // A centre may have a hundred sections: who holds what is read once for all of them.
  const completing = await peopleWhoAt(transaction, centre, ['complete', 'self-check']);
  for (const { id, unit } of opened)
    await tell(transaction, centre, { kind: 'self-check-opened', about: id, people: completing(unit), dueAt: due });
  return opened.length;
}
