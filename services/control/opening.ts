import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { lastMonth, selfCheckDueAt } from './month.ts';
import { readSettings } from './settings/settings.ts';
import { databaseNow } from './store/clock-store.ts';
import { readItemOwners, readUnits } from './store/directory-store.ts';
import { append } from './store/log-store.ts';
import { insertMissing, unitsOpened } from './store/self-check-store.ts';
import { businessSections } from './unit-tree.ts';

/**
 * Opens last month's self-check of each business section that has none yet, each with its entry; gives how many. Any
 * number of processes may do so at once: the database keeps one a section and month.
 */
export async function openSelfChecks(
  database: Database,
  centre: string,
  addWorkingDays: AddWorkingDays,
): Promise<number> {
  return inCentre(database, centre, async (transaction) => {
    const month = lastMonth(await databaseNow(transaction));
    const there = new Set(await unitsOpened(transaction, centre, month));
    const units = await readUnits(transaction, centre);
    const { selfCheck } = await readSettings(transaction, centre);
    const due = new Date(selfCheckDueAt(month, addWorkingDays, selfCheck.dueWorkingDays));
    const missing = businessSections(units, await readItemOwners(transaction, centre))
      .filter((unit) => !there.has(unit))
      .map((unit) => ({ id: newId(), unit, month, dueAt: due }));
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
    return opened.length;
  });
}
