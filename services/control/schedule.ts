import type { AddWorkingDays } from '@zhiheng/calendar';
import { advisoryLocks, type Database, type Lease, listCentres, tryElection } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { openSelfChecks } from './opening.ts';

export interface Schedule {
  /** Ends after the round in hand. */
  stop(): Promise<void>;
}

/** Among the advisory locks of this database: who opens self-checks. */
const roundMs = 60_000;
const electionMs = 5_000;

interface Scheduling {
  database: Database;
  log: FastifyBaseLogger;
  addWorkingDays: AddWorkingDays;
}

/**
 * Looks at the start and each minute whether self-checks are due. Any number of processes may run one; the elected one
 * works, and another takes over within seconds when it ends. Nothing rests on the election: opening is idempotent.
 */
export function startSchedule({ database, log, addWorkingDays }: Scheduling): Schedule {
  const stopping = new AbortController();
  const { signal } = stopping;
  let lease: Lease | undefined;

  async function round(): Promise<void> {
    if (lease && !lease.held) {
      lease.release();
      lease = undefined;
    }
    lease ??= await tryElection(database, advisoryLocks.selfChecks);
    if (!lease) return;
    for (const { centre } of await listCentres(database)) {
      if (signal.aborted) return;
      await openIn(centre);
    }
  }

  /** What is wrong with one centre keeps no other from its self-checks. */
  async function openIn(centre: string): Promise<void> {
    try {
      const count = await openSelfChecks(database, centre, addWorkingDays);
      if (count) log.info({ centre, count }, 'self-checks opened');
    } catch (error) {
      log.error({ err: error, centre }, 'self-checks cannot be opened');
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
