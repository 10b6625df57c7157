import { type Database, inCentre } from '@zhiheng/database';
import { endPending, pendingOfLeavers } from '../store/approval-store.ts';
import { append } from '../store/log-store.ts';

/** Withdraws what waits though whoever asked for it has left; gives how much. Two at once withdraw each once. */
export const withdrawLeavers = (database: Database, centre: string): Promise<number> =>
  inCentre(database, centre, async (transaction) => {
    let withdrawn = 0;
    for (const { id, kind, about, unit } of await pendingOfLeavers(transaction, centre)) {
      if (!(await endPending(transaction, centre, id, { state: 'withdrawn', by: null, comment: null }))) continue;
      withdrawn++;
      await append(transaction, centre, [
        {
          action: 'approval.withdrawn',
          outcome: 'done',
          client: 'control',
          reason: 'not-active',
          targetType: 'approval',
          target: id,
          unit,
          before: { state: 'pending' },
          after: { state: 'withdrawn', kind, about },
        },
      ]);
    }
    return withdrawn;
  });
