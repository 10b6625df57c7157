import { credentialNotices } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import type { Desk } from './desk.ts';
import { tell } from './notices.ts';
import { eventsUntold } from './store/credential-event-store.ts';

/** So many in one transaction; the next look takes the rest. */
const portion = 500;

/** Tells people what happened to their credentials, as identity publishes it for some days: each once, by whichever process. */
export async function tellOfCredentials({ database }: Pick<Desk, 'database'>, centre: string): Promise<void> {
  await inCentre(database, centre, async (transaction) => {
    for (const { id, kind, person } of await eventsUntold(transaction, centre, credentialNotices, portion))
      await tell(transaction, centre, kind, id, [person]);
  });
}
