import { inCentre } from '@zhiheng/database';
import type { Desk } from '../desk.ts';
import { append } from '../store/log-store.ts';
import { eraseRows } from '../store/roster-row-store.ts';
import { deleteRoster, endRoster, overdueRosters } from '../store/roster-store.ts';

/** Erases what nobody has applied in time, and what is left of a file whose process died while it came in. */
export async function dropOldRosters({ database }: Desk, centre: string): Promise<void> {
  const overdue = await inCentre(database, centre, (transaction) => overdueRosters(transaction, centre));
  for (const { id, state } of overdue)
    await inCentre(database, centre, async (transaction) => {
      if (state !== 'reading') {
        if (!(await endRoster(transaction, centre, id, { state: 'expired', from: ['open', 'stopped'] }))) return;
        const entry = { client: 'access', action: 'roster.expired', targetType: 'roster', target: id } as const;
        await append(transaction, centre, { ...entry, outcome: 'done' });
      }
      await eraseRows(transaction, centre, id);
      if (state === 'reading') await deleteRoster(transaction, centre, id);
    });
}
