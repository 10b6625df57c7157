import { advisoryLocks, type Database, type Lease, listCentres, tryElection } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';

export interface Schedule {
  /** Ends after the round in hand. */
  stop(): Promise<void>;
}

const roundMs = 60_000;
const electionMs = 5_000;

/** Work that falls due by the clock: in one centre, idempotent, in transactions of its own; gives how much it did. */
export interface Job {
  name: string;
  work: (database: Database, centre: string) => Promise<number>;
}

interface Scheduling {
  database: Database;
  log: FastifyBaseLogger;
  jobs: readonly Job[];
}

/**
 * Looks at the start and each minute what is due. Any number of processes may run one; the elected one works, and another
 * takes over within seconds when it ends. Nothing rests on the election: every job is idempotent.
 */
export function startSchedule({ database, log, jobs }: Scheduling): Schedule {
  const stopping = new AbortController();
  const { signal } = stopping;
  let lease: Lease | undefined;

  async function round(): Promise<void> {
    if (lease && !lease.held) {
      lease.release();
      lease = undefined;
    }
    lease ??= await tryElection(database, advisoryLocks.internalControl);
    if (!lease) return;
    for (const { centre } of await listCentres(database))
      for (const job of jobs) {
        if (signal.aborted) return;
        await doIn(centre, job);
      }
  }

  /** What is wrong with one job in one centre keeps no other from its own. */
  async function doIn(centre: string, { name, work }: Job): Promise<void> {
    try {
      const count = await work(database, centre);
      if (count) log.info({ centre, count, job: name }, 'done as scheduled');
    } catch (error) {
      log.error({ err: error, centre, job: name }, 'a scheduled job failed');
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await round().catch((error: unknown) => log.error({ err: error }, 'the schedule cannot work'));
      await pause(lease?.held ? roundMs : electionMs, signal);
    }
    lease?.release();
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
