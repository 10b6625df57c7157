import { setTimeout as pause } from 'node:timers/promises';
import { type Database, inCentre } from '@zhiheng/database';
import { logSize } from './store/entry-store.ts';

const lookMs = 200;

interface Waiter {
  beyond: number;
  done: () => void;
}

/**
 * Tells whoever waits that a log has grown. One look serves all who wait for one centre; while nobody waits there is none.
 */
export class HeadWatch {
  readonly #database: Database;
  readonly #waiting = new Map<string, Set<Waiter>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Resolves once the log has more than `beyond` entries with an index, or after so many milliseconds, or at the signal. */
  async grown(centre: string, beyond: number, milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || milliseconds <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = () => resolve();
    const waiter = { beyond, done };
    const waiters = this.#waiting.get(centre) ?? new Set();
    waiters.add(waiter);
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
    if (!this.#waiting.has(centre)) {
      this.#waiting.set(centre, waiters);
      void this.#look(centre, waiters);
    }
    await promise;
    clearTimeout(timer);
    signal?.removeEventListener('abort', done);
    waiters.delete(waiter);
  }

  async #look(centre: string, waiters: Set<Waiter>): Promise<void> {
    while (waiters.size > 0) {
      // Without a database whoever waits is sent to find that out themselves.
      const size = await inCentre(this.#database, centre, (transaction) => logSize(transaction, centre)).catch(
        () => Infinity,
      );
      for (const { beyond, done } of waiters) if ((size ?? 0) > beyond) done();
      await pause(lookMs);
    }
    this.#waiting.delete(centre);
  }
}
