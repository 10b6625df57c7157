import { advisoryLocks, type Database, type Lease, tryElection } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import type { LogKeys } from './log-keys.ts';
import { LeavesAhead } from './next-leaves.ts';
import type { SeenCheckpoints } from './seen-checkpoints.ts';
import { batchSize, sequenceBatch } from './sequence.ts';
import { announceEverywhere } from './store/key-store.ts';
import { ensurePartitions, waitingCentres } from './store/sequence-store.ts';

export interface Sequencer {
  /** Something was appended: look at once. */
  nudge(): void;
  /** Why entries wait in vain, by centre (or `database`, `partitions`, `keys`); empty while all is well, or another process works. */
  readonly faults: ReadonlyMap<string, Error>;
  readonly elected: boolean;
  stop(): Promise<void>;
}

export interface SequencerOptions {
  database: Database;
  keys: LogKeys;
  seen?: SeenCheckpoints;
  /** Asked before anything is signed of a log of which this host has kept nothing. Throws LogError. */
  requireUncontested?: (centre: string) => Promise<void>;
  log: FastifyBaseLogger;
  onSequenced?: (count: number) => void;
}

/** How often the elected process looks for committed entries, and another one whether it may take over. */
const lookMs = 100;
/**
 * A process that has stopped without ending loses the lease after this silence. Whoever takes over has as long again until an entry has
 * waited two seconds: on a host with too much to do the first batch takes half of it.
 */
const patienceMs = 1_000;
const faultPauseMs = 2_000;
const partitionsMs = 3_600_000;
/** A busy centre lets the others have their turn after so many batches. */
const batchesInARow = 5;
/** What could not be done at once is tried in smaller portions, which grow again as they succeed. */
const smaller = (limit: number): number => Math.ceil(limit / 8);
const larger = (limit: number): number => Math.min(limit * 2, batchSize);
/** What is noted beside the centres. */
const ownPlaces: ReadonlySet<string> = new Set(['database', 'partitions', 'keys']);

/**
 * Runs for as long as the process does. Any number of processes may run one; the elected one works, and correctness
 * does not rest on the election: the database takes a batch only where the log still stands as the batch continues it.
 */
export function startSequencer(options: SequencerOptions): Sequencer {
  const { database, keys, seen, requireUncontested, log, onSequenced } = options;
  const faults = new Map<string, Error>();
  const retryAt = new Map<string, number>();
  const limits = new Map<string, number>();
  let lease: Lease | undefined;
  let partitionsDue = 0;
  let announced = false;
  let stopped = false;
  let wake: () => void = () => undefined;
  let nudged = false;

  function note(place: string, error: unknown): void {
    if (!faults.has(place)) log.error({ err: error, place }, 'the log does not advance');
    faults.set(place, error as Error);
    retryAt.set(place, performance.now() + faultPauseMs);
  }

  async function sequenceCentre(centre: string): Promise<void> {
    if ((retryAt.get(centre) ?? 0) > performance.now()) return;
    let limit = limits.get(centre) ?? batchSize;
    const ahead = new LeavesAhead();
    try {
      if (requireUncontested && !(await seen?.find(centre))) await requireUncontested(centre);
      for (let batch = 1; batch <= batchesInARow && !stopped && lease?.held; batch++) {
        const count = await sequenceBatch(database, keys, centre, {
          seen,
          limit,
          ahead,
          goesOn: batch < batchesInARow,
        });
        if (count) onSequenced?.(count);
        if (count < limit) break;
        limit = larger(limit);
      }
      limits.set(centre, limit);
      faults.delete(centre);
    } catch (error) {
      limits.set(centre, smaller(limit));
      note(centre, error);
    } finally {
      await ahead.end();
    }
  }

  /** Without them entries lie in the partition for all other times, and are sequenced from there. */
  async function makePartitions(): Promise<void> {
    if (performance.now() < partitionsDue) return;
    try {
      await ensurePartitions(database);
      faults.delete('partitions');
      partitionsDue = performance.now() + partitionsMs;
    } catch (error) {
      note('partitions', error);
      partitionsDue = performance.now() + faultPauseMs;
    }
  }

  /** Read before each look, so that a new key is known here long before it signs. */
  async function followKeys(): Promise<void> {
    try {
      if ((await keys.refresh()) || !announced) await announceEverywhere(database, keys.announced);
      announced = true;
      faults.delete('keys');
    } catch (error) {
      announced = false;
      note('keys', error);
    }
  }

  /** What another process has mended, or is now to mend, is no fault of this one. */
  function keepFaultsOf(centres: ReadonlySet<string>): void {
    for (const place of faults.keys()) if (!ownPlaces.has(place) && !centres.has(place)) faults.delete(place);
  }

  async function work(): Promise<void> {
    await followKeys();
    if (lease && !lease.held) {
      lease.release();
      lease = undefined;
    }
    lease ??= await tryElection(database, advisoryLocks.sequencer, { patience: patienceMs });
    if (!lease) {
      keepFaultsOf(new Set());
      return;
    }
    const waiting = new Set(await waitingCentres(database));
    keepFaultsOf(waiting);
    for (const centre of waiting) await sequenceCentre(centre);
    // Behind what waits: whoever takes over signs first.
    await makePartitions();
  }

  async function run(): Promise<void> {
    while (!stopped) {
      nudged = false;
      try {
        await work();
        faults.delete('database');
      } catch (error) {
        if (!stopped) note('database', error);
      }
      if (!stopped && !(nudged && lease)) await pause(lookMs);
    }
    lease?.release();
    lease = undefined;
  }

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const running = run();
  return {
    faults,
    get elected() {
      return lease?.held === true;
    },
    nudge() {
      nudged = true;
      if (lease) wake();
    },
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
