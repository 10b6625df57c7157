import { setTimeout as pause } from 'node:timers/promises';
import { said } from '@zhiheng/contracts';
import { inCentre, newId } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import { appendEntries } from '../store/entry-store.ts';
import { centresDue, endExport, expiredExports } from '../store/export-store.ts';
import { claimExport, releaseExport } from '../store/export-work-store.ts';
import { actorOf, type ExportJob } from './job.ts';
import { ExportStopped, type ExportWork, runExport } from './run.ts';

export interface Exporter {
  /** Something was asked for: look at once. */
  nudge(): void;
  stop(): Promise<void>;
}

const lookMs = 1_000;
/** Jobs that one process works on at a time. */
const mostAtOnce = 2;
/** A job that has killed its workers so often is not tried again. */
const mostAttempts = 3;

/**
 * Works on exports for as long as the process does. Any number of processes may: a job belongs to who claims it, and one whose
 * worker has gone silent begins anew with another.
 */
export function startExporter(
  options: Pick<ExportWork, 'database' | 'keys' | 'archive' | 'witnesses'> & { log: FastifyBaseLogger },
): Exporter {
  const { database, log } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let wake = new AbortController();

  async function work(centre: string): Promise<void> {
    await inCentre(database, centre, async (transaction) => {
      for (const id of await expiredExports(transaction, centre))
        await endExport(transaction, centre, id, { state: 'expired' });
    });
    while (running.size < mostAtOnce && !stopping.signal.aborted) {
      const worker = newId();
      const job = await inCentre(database, centre, (transaction) => claimExport(transaction, centre, worker));
      if (!job) return;
      const done = complete({ ...options, centre, job, worker, signal: stopping.signal }).catch((error) => {
        // Whoever looks next finds the job without a worker.
        log.error({ err: error, export: job.id }, 'an export was left by its worker');
      });
      running.add(done);
      void done.then(() => {
        running.delete(done);
        wake.abort();
      });
    }
  }

  async function complete(work: ExportWork): Promise<void> {
    const { centre, job, worker } = work;
    try {
      if (job.attempts > mostAttempts) throw new Problem('unavailable', said('workers-died'));
      await runExport(work);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'lost') return;
      if (!failure) log.warn({ err: error, export: job.id }, 'an export failed and is tried again');
      await inCentre(database, centre, (transaction) =>
        failure
          ? fail(transaction, centre, job, failure)
          : releaseExport(transaction, centre, job.id, worker, !stopping.signal.aborted),
      );
      if (!failure && !stopping.signal.aborted)
        await pause(lookMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      try {
        if (running.size < mostAtOnce) for (const centre of await centresDue(database)) await work(centre);
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'exports cannot be looked for');
      }
      const signal = AbortSignal.any([wake.signal, stopping.signal]);
      await pause(lookMs, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(running);
  }

  const ended = run();
  return {
    nudge: () => wake.abort(),
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** The code to tell; undefined where another attempt may succeed. */
function failureOf(error: unknown): string | undefined {
  if (error instanceof ExportStopped || error instanceof Problem) return error.code;
  return undefined;
}

async function fail(
  transaction: Parameters<typeof endExport>[0],
  centre: string,
  job: ExportJob,
  failure: string,
): Promise<void> {
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
