import { setTimeout as pause } from 'node:timers/promises';
import { said } from '@zhiheng/contracts';
import { type Database, inCentre, newId, type Transaction } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { Problem } from './problem.ts';

export interface Worker {
  /** Something was asked for: look at once. */
  nudge(): void;
  stop(): Promise<void>;
}

/** A job as its worker has it. */
export interface Claimed<Job> {
  centre: string;
  job: Job;
  worker: string;
  /** The process stops. */
  signal: AbortSignal;
}

/** The work ends without a result, by a code to tell; `lost`: the job is no longer this worker's, by cancellation or because it was taken over. */
export class JobStopped<Code extends string = string> extends Error {
  override readonly name = 'JobStopped';
  readonly code: Code | 'lost';

  constructor(code: Code | 'lost') {
    super(`The job has stopped: ${code}`);
    this.code = code;
  }
}

/** Jobs of one kind that lie in the database until some process takes them. */
export interface Jobs<Job> {
  /** What they are called in the service's own log. */
  kind: 'export' | 'verification' | 'roster' | 'doubt-import';
  /** Jobs that one process works on at a time. */
  mostAtOnce: number;
  /** How often it is looked for what nobody was told of, such as what another process has left; default: a second. */
  lookMs?: number;
  /** The centres in which there is something to do. */
  centresDue(): Promise<string[]>;
  /** What else is to be done where there is something to do. */
  tidy?(transaction: Transaction, centre: string): Promise<void>;
  /** Takes the oldest that waits or has lost its worker, and counts the attempt. */
  claim(transaction: Transaction, centre: string, worker: string): Promise<Job | undefined>;
  /** Throws JobStopped, Problem: it has failed for good. Anything else: another attempt may succeed. */
  run(claimed: Claimed<Job>): Promise<void>;
  fail(transaction: Transaction, centre: string, job: Job, failure: string): Promise<void>;
  /** Gives it back; `counted`: it counts as an attempt. */
  release(transaction: Transaction, centre: string, id: string, worker: string, counted: boolean): Promise<void>;
}

const usualLookMs = 1_000;
/** A job that has killed its workers so often is not tried again. */
const mostAttempts = 3;

/**
 * Works on jobs for as long as the process does. Any number of processes may: a job belongs to who claims it, and one whose worker
 * has gone silent begins anew with another.
 */
export function startWorker<Job extends { id: string; attempts: number }>(
  database: Database,
  log: FastifyBaseLogger,
  jobs: Jobs<Job>,
): Worker {
  const { kind, mostAtOnce, lookMs = usualLookMs } = jobs;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let wake = new AbortController();

  async function work(centre: string): Promise<void> {
    await inCentre(database, centre, async (transaction) => jobs.tidy?.(transaction, centre));
    while (running.size < mostAtOnce && !stopping.signal.aborted) {
      const worker = newId();
      const job = await inCentre(database, centre, (transaction) => jobs.claim(transaction, centre, worker));
      if (!job) return;
      const done = complete({ centre, job, worker, signal: stopping.signal }).catch((error) => {
        // Whoever looks next finds the job without a worker.
        log.error({ err: error, [kind]: job.id }, `${kind}: a job was left by its worker`);
      });
      running.add(done);
      void done.then(() => {
        running.delete(done);
        wake.abort();
      });
    }
  }

  async function complete(claimed: Claimed<Job>): Promise<void> {
    const { centre, job, worker } = claimed;
    try {
      if (job.attempts > mostAttempts) throw new Problem('unavailable', said('workers-died'));
      await jobs.run(claimed);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'lost') return;
      if (!failure && !stopping.signal.aborted)
        log.warn({ err: error, [kind]: job.id }, `${kind}: a job failed and is tried again`);
      await inCentre(database, centre, (transaction) =>
        failure
          ? jobs.fail(transaction, centre, job, failure)
          : jobs.release(transaction, centre, job.id, worker, !stopping.signal.aborted),
      );
      if (!failure && !stopping.signal.aborted)
        await pause(lookMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      try {
        if (running.size < mostAtOnce) for (const centre of await jobs.centresDue()) await work(centre);
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, `${kind}: jobs cannot be looked for`);
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
  return error instanceof JobStopped || error instanceof Problem ? error.code : undefined;
}
