import { type Database, inCentre } from '@zhiheng/database';
import type { Job } from '../schedule.ts';
import type { Seals } from '../seals.ts';
import { inspectionsDue } from '../store/inspection-store.ts';
import { tryDraw } from './drawing.ts';
import { continueFreeze } from './freezing.ts';

/** Goes on with freezes that were cut off and with draws that wait for a checkpoint. */
export const inspectionJob = (seals: Seals): Job => ({
  name: 'inspections',
  async work(database: Database, centre: string) {
    let done = 0;
    for (const { id, state } of await inCentre(database, centre, (transaction) =>
      inspectionsDue(transaction, centre),
    )) {
      const moved =
        state === 'freezing' ? await continueFreeze(database, centre, id) : await tryDraw(database, centre, id, seals);
      if (moved) done += 1;
    }
    return done;
  },
});
