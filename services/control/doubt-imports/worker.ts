import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type Claimed, JobStopped, startWorker, type Worker } from '@zhiheng/http/worker';
import type { FastifyBaseLogger } from 'fastify';
import { eraseListed, raiseListed, takeBack } from '../store/doubt-import-row-store.ts';
import {
  centresWithImports,
  claimImport,
  deleteImport,
  endImport,
  keepImport,
  overdueImports,
  releaseImport,
  type StoredImport,
} from '../store/doubt-import-store.ts';
import { append, type LogEntry } from '../store/log-store.ts';
import { importOf } from './authority.ts';
import { listRule } from './columns.ts';
import { portion } from './upload.ts';

/** Imports lists: any process may take one, and one goes on where another has left it. */
export const startImportWorker = (database: Database, log: FastifyBaseLogger): Worker =>
  startWorker<StoredImport>(database, log, {
    kind: 'doubt-import',
    mostAtOnce: 2,
    // Whoever begins one says so; this is for what a process has left.
    lookMs: 5_000,
    centresDue: () => centresWithImports(database),
    claim: claimImport,
    run: (claimed) => (claimed.job.state === 'cancelling' ? undo(database, claimed) : bring(database, claimed)),
    fail: stop,
    release: releaseImport,
  });

/** Portion by portion, each saying how far it came; nothing is seen before the last. */
async function bring(database: Database, claimed: Claimed<StoredImport>): Promise<void> {
  const { centre, job, worker, signal } = claimed;
  const { severity } = listRule(job.rule);
  for (;;) {
    signal.throwIfAborted();
    const { lines } = await inCentre(database, centre, async (transaction) => {
      const last = await requireOwn(transaction, centre, job.id, worker);
      return raiseListed(transaction, centre, job.id, { last, most: portion, severity });
    });
    if (lines < portion) break;
  }
  await inCentre(database, centre, async (transaction) => {
    await requireOwn(transaction, centre, job.id, worker);
    await endImport(transaction, centre, job.id, { state: 'done', from: ['applying'] });
    const { rule, batch, done, raised } = await importOf(transaction, centre, job.id);
    await append(transaction, centre, [
      { ...entryOf('doubt-import.finished', job), outcome: 'done', after: { rule, batch, lines: done, raised } },
    ]);
  });
}

async function undo(database: Database, { centre, job, worker, signal }: Claimed<StoredImport>): Promise<void> {
  for (const some of [takeBack, eraseListed])
    for (;;) {
      signal.throwIfAborted();
      const gone = await inCentre(database, centre, async (transaction) => {
        await requireOwn(transaction, centre, job.id, worker);
        return some(transaction, centre, job.id, portion);
      });
      if (gone === 0) break;
    }
  await inCentre(database, centre, async (transaction) => {
    await requireOwn(transaction, centre, job.id, worker);
    await endImport(transaction, centre, job.id, { state: 'cancelled', from: ['cancelling'] });
  });
}

/** How far it has come. */
async function requireOwn(transaction: Transaction, centre: string, id: string, worker: string): Promise<number> {
  const last = await keepImport(transaction, centre, id, worker);
  if (last === undefined) throw new JobStopped('lost');
  return last;
}

/** It waits for somebody who goes on with it, or cancels it. */
async function stop(transaction: Transaction, centre: string, job: StoredImport, failure: string): Promise<void> {
  if (!(await endImport(transaction, centre, job.id, { state: 'stopped', from: ['applying'], failure }))) return;
  await append(transaction, centre, [{ ...entryOf('doubt-import.stopped', job), outcome: 'failed', reason: failure }]);
}

function entryOf(action: LogEntry['action'], job: StoredImport): Omit<LogEntry, 'outcome'> {
  const { appliedPerson: person, appliedAccount: account, appliedClient: client, appliedAddress: address } = job;
  const { appliedBy: actor, correlationId } = job;
  const known = Object.entries({ person, account, client, address, actor, correlationId });
  return {
    action,
    targetType: 'doubt-import',
    target: job.id,
    unit: job.unit,
    ...Object.fromEntries(known.filter(([, value]) => value !== null)),
  };
}

/** Lets go of lists that nobody has imported in time, of files that never came whole, and of the lines of what is over; gives how many lists. */
export async function expireImports(database: Database, centre: string): Promise<number> {
  const overdue = await inCentre(database, centre, (transaction) => overdueImports(transaction, centre));
  for (const { id, state } of overdue) {
    while (await inCentre(database, centre, (transaction) => eraseListed(transaction, centre, id, 10 * portion)));
    await inCentre(database, centre, async (transaction) => {
      if (state === 'reading') return deleteImport(transaction, centre, id);
      if (!(await endImport(transaction, centre, id, { state: 'expired', from: ['open'] }))) return;
      await append(transaction, centre, [
        { action: 'doubt-import.expired', outcome: 'done', client: 'control', targetType: 'doubt-import', target: id },
      ]);
    });
  }
  return overdue.length;
}
