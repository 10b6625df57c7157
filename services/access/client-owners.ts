import { inCentre } from '@zhiheng/database';
import type { Desk } from './desk.ts';
import { tell } from './notices.ts';
import { takenOver } from './store/client-store.ts';
import { databaseNow } from './store/clock-store.ts';

/** So long after somebody came to answer for a client they are told, should nobody have looked before. */
const withinDays = 7;

/** Tells people that they answer for a machine client now whose owner left, once each time. */
export async function tellOwners({ database }: Pick<Desk, 'database'>, centre: string): Promise<void> {
  await inCentre(database, centre, async (transaction) => {
    const from = new Date((await databaseNow(transaction)) - withinDays * 86_400_000);
    for (const { id, owner, since } of await takenOver(transaction, centre, from))
      await tell(transaction, centre, 'client-owned', id, [owner], since);
  });
}
