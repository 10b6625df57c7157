import { setTimeout as pause } from 'node:timers/promises';
import { type Database, inCentre, listCentres } from '@zhiheng/database';
import type { App } from '@zhiheng/http';
import { Gauge } from 'prom-client';
import type { Sequencer } from './sequencer.ts';
import { lagOf } from './store/integrity-store.ts';

export interface LagOptions {
  database: Database;
  sequencer: Pick<Sequencer, 'elected' | 'faults'>;
  /** Milliseconds between two readings. */
  every?: number;
  /** Milliseconds after which a log in which entries wait, and none gets its index, stands still. */
  patience?: number;
}

/** What the elected process last read, over all centres; all of it 0 in the others. */
interface Reading {
  waiting: number;
  waitingSeconds: number;
  unsignedSeconds: number;
  centres: number;
}
const nothing: Reading = { waiting: 0, waitingSeconds: 0, unsignedSeconds: 0, centres: 0 };

/**
 * Tells how far the log is behind what was committed: by `/metrics`, and by `/health/ready`. A log that stands still is told there as
 * `behind`; only where that of every centre does is the process not ready, as one centre must not take the others out of service.
 */
export function reportLag(app: App, { database, sequencer, every = 5_000, patience = 60_000 }: LagOptions): void {
  const ended = new AbortController();
  let reading = nothing;
  /** Where entries wait: how far the log had come, and when this process first saw it there. A start or takeover counts anew. */
  const marks = new Map<string, { size: number; since: number }>();
  const standing = new Set<string>();

  function mark(centre: string, size: number, waiting: number): void {
    const before = marks.get(centre);
    if (waiting === 0) marks.delete(centre);
    else if (before?.size !== size) marks.set(centre, { size, since: performance.now() });
    else if (performance.now() - before.since > patience) {
      if (!standing.has(centre)) app.log.error({ centre, size, waiting }, 'the log of a centre stands still');
      standing.add(centre);
      return;
    }
    standing.delete(centre);
  }

  async function read(): Promise<void> {
    const centres = await listCentres(database);
    const next = { ...nothing, centres: centres.length };
    for (const { centre } of centres) {
      const lag = await inCentre(database, centre, (transaction) => lagOf(transaction, centre));
      mark(centre, lag.size, lag.waiting);
      next.waiting += lag.waiting;
      next.waitingSeconds = Math.max(next.waitingSeconds, lag.waitingSeconds);
      next.unsignedSeconds = Math.max(next.unsignedSeconds, lag.unsignedSeconds);
    }
    reading = next;
  }

  async function run(): Promise<void> {
    while (!ended.signal.aborted) {
      // The database out of reach is the sequencer's to report; what was read last stays until it is back.
      if (sequencer.elected) await read().catch((error) => app.log.debug({ err: error }, 'the lag was not read'));
      else {
        reading = nothing;
        marks.clear();
        standing.clear();
      }
      await pause(every, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  }

  const gauges: [name: string, help: string, value: () => number][] = [
    [
      'zhiheng_log_waiting_entries',
      'Committed entries without an index, 10,000 a centre at most',
      () => reading.waiting,
    ],
    ['zhiheng_log_waiting_seconds', 'Age of the oldest entry without an index', () => reading.waitingSeconds],
    [
      'zhiheng_log_checkpoint_lag_seconds',
      'Longest time since a checkpoint was signed in a centre where entries wait',
      () => reading.unsignedSeconds,
    ],
    [
      'zhiheng_log_standing_still',
      'Centres where entries wait and none has got its index for a minute',
      () => standing.size,
    ],
  ];
  for (const [name, help, value] of gauges)
    new Gauge({
      name,
      help: `${help}; 0 where another process sequences`,
      registers: [app.metrics],
      collect() {
        this.set(value());
      },
    });

  app.readyWhen('log', () => {
    const fault = sequencer.faults.get('database');
    if (fault) throw fault;
    if (standing.size === 0) return 'up';
    if (standing.size >= reading.centres) throw new Error('The log of every centre stands still.');
    return 'behind';
  });
  const running = run();
  app.addHook('onClose', async () => {
    ended.abort();
    await running;
  });
}
