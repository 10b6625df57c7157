import type { EntryInput } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type Caller, callerOf, Problem, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { appendEntries } from './store/entry-store.ts';
import { permissionsOnEntries } from './store/permission-store.ts';

/** What the entry about a reading says: which kind, of what, with which filters. */
export type Reading = Pick<EntryInput, 'action' | 'target' | 'details'>;

/**
 * Runs `work` for a caller who may read the log, in one transaction with the entry that says so (none when `reading` is
 * absent: the following pages of one query). A refusal is an entry too.
 */
export async function readLog<T>(
  database: Database,
  request: FastifyRequest,
  reading: Reading | undefined,
  work: (transaction: Transaction, centre: string) => Promise<T>,
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
  return inCentre(database, centre, async (transaction) => {
    const result = await work(transaction, centre);
    if (reading) await appendEntries(transaction, centre, [entry({ outcome: 'done', ...reading })]);
    return result;
  });
}

/** The route has looked at a client's scope already; a person needs the permission `read` on `entry`, not denied. */
async function mayRead(transaction: Transaction, caller: Caller): Promise<boolean> {
  if (caller.kind === 'client') return true;
  const permissions = await permissionsOnEntries(transaction, caller.centre, caller.person);
  const effects = permissions.filter(({ action }) => action === 'read').map(({ effect }) => effect);
  return effects.includes('allow') && !effects.includes('deny');
}
