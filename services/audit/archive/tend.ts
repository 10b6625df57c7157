import { inCentre, listCentres } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { detachMonth, dropSetAside, hasEntries, onlineMonths } from '../store/archive-store.ts';
import { unfinishedRemovals } from '../store/removal-store.ts';
import { findRetention, proposeDue } from '../store/retention-store.ts';
import { type Archiving, archiveMonth } from './archive-month.ts';
import { type Month, monthsAfter } from './months.ts';
import { removeFiles } from './remove-files.ts';

export interface Tending extends Archiving {
  log: Pick<FastifyBaseLogger, 'error' | 'info'>;
}

/** What could not be done, by centre or month. */
export type TendingFaults = Map<string, Error>;

/**
 * One round of what time brings: finishes removals, proposes months whose retention is over, drops those that were set aside long enough,
 * and takes to the archive those that all centres let go, the oldest first. For whoever holds the archivist's lease; every step may be done twice.
 */
export async function tendArchive(work: Tending): Promise<TendingFaults> {
  const faults: TendingFaults = new Map();
  const centres = (await listCentres(work.database)).map(({ centre }) => centre);
  for (const centre of centres) await noting(work, faults, centre, () => tendCentre(work, centre));
  await noting(work, faults, 'set aside', async () => {
    for (const month of await dropSetAside(work.database)) work.log.info({ month }, 'a month set aside was dropped');
  });
  const [first = ''] = centres;
  const months = first ? await inCentre(work.database, first, (transaction) => onlineMonths(transaction)) : [];
  for (const month of months) {
    work.signal?.throwIfAborted();
    const going = await noting(work, faults, month, () => takeAway(work, centres, month));
    // What stays keeps what is younger: the log in the database has no gaps.
    if (!going) break;
  }
  return faults;
}

async function noting<T>(
  work: Tending,
  faults: TendingFaults,
  place: string,
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (work.signal?.aborted) throw error;
    work.log.error({ err: error, place }, 'the archive of the log is not as it should be');
    faults.set(place, error as Error);
    return undefined;
  }
}

async function tendCentre({ database, archive }: Tending, centre: string): Promise<void> {
  const removals = await inCentre(database, centre, (transaction) => unfinishedRemovals(transaction, centre));
  for (const removal of removals) await removeFiles({ database, archive }, centre, removal);
  await inCentre(database, centre, (transaction) => proposeDue(transaction, centre));
}

/** False while one of the centres is to keep the month in the database. */
async function takeAway(work: Tending, centres: readonly string[], month: Month): Promise<boolean> {
  const leaving: string[] = [];
  for (const centre of centres) {
    const { here, due } = await inCentre(work.database, centre, async (transaction) => {
      const { onlineMonths: online, now } = await findRetention(transaction, centre);
      return { here: await hasEntries(transaction, centre, month), due: monthsAfter(month, 1 + online) <= now };
    });
    if (here && !due) return false;
    // A partition that nobody has written to goes like the others, though not before its time is over.
    if (!here && monthsAfter(month, 3) > new Date()) return false;
    if (here) leaving.push(centre);
  }
  for (const centre of leaving) await archiveMonth(work, centre, month);
  if (await detachMonth(work.database, month)) work.log.info({ month }, 'a month of the log went to the archive');
  return true;
}
