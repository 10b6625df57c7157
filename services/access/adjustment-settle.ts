import { inCentre } from '@zhiheng/database';
import { type Desk, policyOf } from './desk.ts';
import { brokenBy } from './standing-conflicts.ts';
import {
  type AdjustmentRow,
  closeAdjustment,
  markAdjustmentOverdue,
  openAdjustments,
} from './store/adjustment-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPolicy } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';

/**
 * Closes tasks whose conflict is gone, and says once of those that are overdue that they are. Several processes may do so at
 * once: the row decides whose entry it is. Gives how many moved.
 */
export async function settleAdjustments(desk: Desk, centre: string): Promise<number> {
  return inCentre(desk.database, centre, async (transaction) => {
    const some = await openAdjustments(transaction, centre);
    if (some.length === 0) return 0;
    await lockPolicy(transaction, centre, 'shared');
    const policy = await policyOf(desk, transaction, centre);
    const people = [...new Set(some.map(({ person }) => person))];
    const broken = await brokenBy(transaction, policy, people, await databaseNow(transaction));
    const standing = new Set(broken.map(keyOf));
    const entries: LogEntry[] = [];
    for (const one of some) {
      if (!standing.has(keyOf(one))) {
        if (await closeAdjustment(transaction, centre, one.id)) entries.push(entryOf(one, 'adjustment.closed'));
      } else if (one.overdue && (await markAdjustmentOverdue(transaction, centre, one.id)))
        entries.push(entryOf(one, 'adjustment.overdue'));
    }
    await append(transaction, centre, entries);
    return entries.length;
  });
}

const keyOf = ({ person, rule }: { person: string; rule: string }): string => `${person}/${rule}`;

const entryOf = ({ id, person, rule, dueAt }: AdjustmentRow, action: 'adjustment.closed' | 'adjustment.overdue') =>
  ({
    client: 'access',
    action,
    outcome: action === 'adjustment.closed' ? 'done' : 'failed',
    targetType: 'adjustment',
    target: id,
    about: person,
    details: { rule, dueAt: dueAt.toISOString() },
  }) as const;
