import { setTimeout as pause } from 'node:timers/promises';
import { advisoryLocks, type Database, tryElection } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import type { LogKeys } from '../log-keys.ts';
import type { Archive } from './places.ts';
import { type TendingFaults, tendArchive } from './tend.ts';

export interface Archivist {
  /** A removal was confirmed: its files go at once. */
  nudge(): void;
  /** What could not be done in the last round of this process. */
  readonly faults: TendingFaults;
  stop(): Promise<void>;
}

const roundMs = 3_600_000;

/**
 * Looks after the archive every hour, in whichever process gets the lease. Without an archive nothing leaves the database, and nothing is
 * removed.
 */
export function startArchivist(options: {
  database: Database;
  archive: Archive;
  keys: LogKeys;
  log: FastifyBaseLogger;
}): Archivist {
  const { database, archive, keys, log } = options;
  const stopping = new AbortController();
  let wake = new AbortController();
  let faults: TendingFaults = new Map();

  async function round(): Promise<void> {
    const lease = archive && (await tryElection(database, advisoryLocks.archivist));
    if (!archive || !lease) return;
    try {
      const signal = stopping.signal;
      faults = await tendArchive({ database, archive, keys, log, signal });
    } finally {
      lease.release();
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      try {
        await round();
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'the archive of the log cannot be looked after');
      }
      const signal = AbortSignal.any([wake.signal, stopping.signal]);
      await pause(roundMs, undefined, { signal }).catch(() => undefined);
    }
  }

  const ended = run();
  return {
    nudge: () => wake.abort(),
    get faults() {
      return faults;
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
