import type { Transaction } from '@zhiheng/database';
import { startWorker, type Worker } from '@zhiheng/http/worker';
import type { FastifyBaseLogger } from 'fastify';
import { appendEntries } from '../store/entry-store.ts';
import { centresDue, endExport, expiredExports } from '../store/export-store.ts';
import { claimExport, releaseExport } from '../store/export-work-store.ts';
import { actorOf, type ExportJob } from './job.ts';
import { type ExportWork, runExport } from './run.ts';

/** Works on exports, and drops the files of those that were kept long enough. */
export function startExporter(
  options: Pick<ExportWork, 'database' | 'keys' | 'archive' | 'witnesses'> & { log: FastifyBaseLogger },
): Worker {
  const { database, log } = options;
  return startWorker<ExportJob>(database, log, {
    kind: 'export',
    mostAtOnce: 2,
    centresDue: () => centresDue(database),
    tidy: dropExpired,
    claim: claimExport,
    run: (claimed) => runExport({ ...options, ...claimed }),
    fail,
    release: releaseExport,
  });
}

async function dropExpired(transaction: Transaction, centre: string): Promise<void> {
  for (const id of await expiredExports(transaction, centre))
    await endExport(transaction, centre, id, { state: 'expired' });
}

async function fail(transaction: Transaction, centre: string, job: ExportJob, failure: string): Promise<void> {
  if (!(await endExport(transaction, centre, job.id, { state: 'failed', failure }))) return;
  await appendEntries(transaction, centre, [
    {
      action: 'export.failed',
      outcome: 'failed',
      ...actorOf(job),
      targetType: 'export',
      target: job.id,
      reason: failure,
    },
  ]);
}
