import type { EntryInput } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type Caller, callerOf, Problem, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { appendEntries } from './store/entry-store.ts';
import { permissionsOnEntries } from './store/permission-store.ts';

/** What the entry about a reading says: which kind, of what, with which filters. */
type Reading = Pick<EntryInput, 'action' | 'target' | 'details'>;

export interface ReadingWork<T> {
  /** Absent for the following pages of one query: the first has been logged. */
  reading?: Reading;
  /** Runs once the caller is known to be permitted, outside of any transaction: waiting for the sequencer. */
  settle?: (centre: string) => Promise<void>;
  /** `readingId`: the id of the entry that says so, where there is a `reading`. */
  work: (transaction: Transaction, centre: string, readingId: string) => Promise<T>;
}

/**
 * Reads the log for a caller who may, in one transaction with the entry that says so. A refusal is an entry too.
 * Throws Problem `not-permitted`.
 */
export async function readLog<T>(
  database: Database,
  request: FastifyRequest,
  { reading, settle, work }: ReadingWork<T>,
): Promise<T> {
  const caller = callerOf(request);
  const { centre } = caller;
  const entry = (facts: Omit<EntryInput, 'targetType'>): EntryInput => ({
    ...traceOf(request),
    targetType: 'entry',
    ...facts,
  });
  const permitted = await inCentre(database, centre, (transaction) => mayRead(transaction, caller));
  if (!permitted) {
    await inCentre(database, centre, (transaction) =>
      appendEntries(transaction, centre, [
        entry({ action: 'access.refused', outcome: 'denied', reason: 'not-permitted' }),
      ]),
    );
    throw new Problem('not-permitted', 'The permission read on entry is needed.');
  }
  await settle?.(centre);
  return inCentre(database, centre, async (transaction) => {
    const [id = ''] = reading ? await appendEntries(transaction, centre, [entry({ outcome: 'done', ...reading })]) : [];
    return work(transaction, centre, id);
  });
}

/**
 * The route has looked at a client's scope already; a person needs the permission `read` on `entry`, not denied. One that
 * is held for some items only does not open a log of all.
 */
async function mayRead(transaction: Transaction, caller: Caller): Promise<boolean> {
  if (caller.kind === 'client') return true;
  const permissions = await permissionsOnEntries(transaction, caller.centre, caller.person);
  const reading = permissions.filter(({ action }) => action === 'read');
  return (
    reading.some(({ effect, items }) => effect === 'allow' && items === null) &&
    !reading.some(({ effect }) => effect === 'deny')
  );
}
