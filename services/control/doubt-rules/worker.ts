import type { Overrides } from '@zhiheng/calendar';
import type { Database } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { workOnRuns } from './runner.ts';
import { scheduleRun } from './runs.ts';

/** Works on runs beside what the process answers, one centre after the other. */
export interface RunWorker {
  /** Says that there may be a run in this centre. */
  kick(centre: string): void;
  /** The job of the schedule: adds what is due, and goes on with what another process has left. */
  work(database: Database, centre: string): Promise<number>;
  /** Ends after the portion in hand. */
  stop(): Promise<void>;
}

export function startRunWorker(
  database: Database,
  log: Pick<FastifyBaseLogger, 'error'>,
  holidays: Overrides | undefined,
): RunWorker {
  const stopping = new AbortController();
  const waiting = new Set<string>();
  let working: Promise<void> | undefined;

  async function workOff(): Promise<void> {
    for (const centre of waiting) {
      waiting.delete(centre);
      if (stopping.signal.aborted) return;
      await workOnRuns({ database, log, holidays, signal: stopping.signal }, centre).catch((error: unknown) =>
        log.error({ err: error, centre }, 'runs of doubt rules cannot be worked on'),
      );
    }
    working = undefined;
  }

  function kick(centre: string): void {
    if (stopping.signal.aborted) return;
    waiting.add(centre);
    working ??= workOff();
  }

  return {
    kick,
    async work(all, centre) {
      const count = await scheduleRun(all, centre);
      kick(centre);
      return count;
    },
    async stop() {
      stopping.abort();
      await working;
    },
  };
}
