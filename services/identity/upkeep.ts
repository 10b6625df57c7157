import { type Database, inCentre, type Listener, listCentres, listen } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { takeOver } from './client-care.ts';
import { noCentre } from './holder.ts';
import { limits } from './limits.ts';
import { endSessionsOf, sweepLeavers } from './sessions.ts';
import { dropOldEvents } from './store/credential-event-store.ts';
import { dropExpired, mayCleanUp } from './store/expiry-store.ts';
import { dropOldCounts } from './store/lockout-store.ts';

const cleanUpMs = 5 * 60_000;

interface Notice {
  centre: string;
  person?: string;
  departed?: boolean;
}

/**
 * What goes on beside requests: the sessions of leavers end as soon as access tells of them (their use is refused from
 * the commit on, told or not), and what has expired is removed. Every process does all of it; each act is idempotent.
 */
export async function startUpkeep(database: Database, log: FastifyBaseLogger): Promise<{ stop(): Promise<void> }> {
  const running = new Set<Promise<void>>();
  const inBackground = (what: string, work: () => Promise<void>) => {
    const task = work()
      .catch((error) => log.error({ err: error }, `${what} failed`))
      .finally(() => running.delete(task));
    running.add(task);
  };
  const sweep = async () => {
    for (const { centre } of await listCentres(database)) {
      await sweepLeavers(database, centre);
      await takeOver(database, centre);
    }
  };
  const listener: Listener = await listen(database, 'zhiheng_access', {
    onNotice: (payload) => {
      const { centre, person, departed } = JSON.parse(payload) as Notice;
      if (!departed || !person) return;
      inBackground('ending sessions', () => endSessionsOf(database, centre, person, 'account-disabled'));
      inBackground('handing clients over', async () => void (await takeOver(database, centre)));
    },
    onRestored: () => inBackground('the sweep for leavers', sweep),
  });
  inBackground('the sweep for leavers', sweep);
  const timer = setInterval(() => inBackground('cleaning up', () => cleanUp(database)), cleanUpMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await listener.close();
      await Promise.all(running);
    },
  };
}

/** Removes what has expired, centre by centre; where another process is at it, leaves it to that one. */
export async function cleanUp(database: Database): Promise<void> {
  const centres = (await listCentres(database)).map(({ centre }) => centre);
  for (const centre of [noCentre, ...centres]) {
    await inCentre(database, centre, async (transaction) => {
      if (!(await mayCleanUp(transaction))) return;
      await dropExpired(transaction, centre);
      await dropOldCounts(transaction, centre, limits.knownBrowserDays);
      await dropOldEvents(transaction, centre, limits.credentialEventDays);
    });
    if (centre !== noCentre) await takeOver(database, centre);
  }
}
