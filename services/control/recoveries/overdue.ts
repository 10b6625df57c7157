import { type Database, inCentre } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { append } from '../store/log-store.ts';
import { owedBefore } from '../store/recovery-plan-store.ts';
import { lastInstant, today } from './day.ts';
import { standingOf } from './instalments.ts';
import { recoveryItem } from './who.ts';

/**
 * Tells who handled and who approved a recovery of each day that went by unpaid, once a day that was agreed, with an entry;
 * gives how many days. A day that is paid up meanwhile is told of no more.
 */
export function tellOverdue(database: Database, centre: string): Promise<number> {
  return inCentre(database, centre, async (transaction) => {
    const day = await today(transaction);
    let count = 0;
    for (const { recovery, unit, instalments, outstandingFen, handledBy, approvedBy } of await owedBefore(
      transaction,
      centre,
      day,
    ))
      for (const { dueOn, amountFen, paidFen } of standingOf(instalments, outstandingFen, day).filter(
        ({ overdue }) => overdue,
      )) {
        const people = [handledBy, approvedBy];
        const told = await tell(transaction, centre, {
          kind: 'instalment-overdue',
          about: recovery,
          people,
          dueAt: lastInstant(dueOn),
        });
        if (told.length === 0) continue;
        count++;
        await append(transaction, centre, [
          {
            action: 'recovery.overdue',
            outcome: 'done',
            client: 'control',
            targetType: 'recovery',
            target: recovery,
            unit,
            item: recoveryItem,
            details: { dueOn, missingFen: amountFen - paidFen },
          },
        ]);
      }
    return count;
  });
}
