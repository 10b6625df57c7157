import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from './connect.ts';

export interface Listener {
  /** False from the moment the connection is lost until `onRestored` has run. */
  readonly live: boolean;
  /**
   * Resolves once every notice has been handed over that was committed before the call, with what the database's clock said after it.
   * Whoever asks then knows as much as a reading of the database would have told. Rejects while the connection is lost, or silent.
   */
  caughtUp(): Promise<number>;
  close(): Promise<void>;
}

export interface ListenerHandlers {
  onNotice: (payload: string) => void;
  /** What was notified from here on is missed: forget what depends on it. */
  onLost?: () => void;
  /** Listening again. */
  onRestored?: () => void;
  /**
   * What the database's clock (milliseconds of the Unix epoch) said after `asked`, an instant of `performance.now()`: before the
   * first notice, and with each heartbeat.
   */
  onClock?: (clock: number, asked: number) => void;
}

/** Milliseconds in which a connection that is well answers. */
const patience = 1_000;

const clockQuery = {
  name: 'clock',
  text: 'select extract(epoch from clock_timestamp())::float8 * 1000',
  rowMode: 'array' as const,
};

/**
 * Listens to a channel on a connection of its own. The first connection is awaited (and its fault thrown); a later
 * loss is told, then mended with growing pauses. A heartbeat (milliseconds apart) finds a peer that has gone without a word.
 */
export async function listen(
  database: Database,
  channel: string,
  handlers: ListenerHandlers,
  { heartbeat: pace = 5_000 } = {},
): Promise<Listener> {
  let client: pg.Client | undefined;
  let live = false;
  let closed = false;

  async function open(): Promise<void> {
    const next = new pg.Client(database.connection);
    next.on('error', () => lose(next));
    next.on('end', () => lose(next));
    next.on('notification', ({ payload }) => handlers.onNotice(payload ?? ''));
    await next.connect();
    await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    await beat(next);
    client = next;
    live = true;
  }

  async function beat(on: pg.Client): Promise<number> {
    const asked = performance.now();
    const { rows } = await on.query<[number]>(clockQuery);
    const [[clock]] = rows as [[number]];
    handlers.onClock?.(clock, asked);
    return clock;
  }

  /** PostgreSQL sends what a connection has been notified of ahead of the end of its answer, and notifies before a commit is answered for. */
  async function ask(): Promise<number> {
    const current = client;
    if (!current) throw new Error('not listening');
    const silence = Promise.withResolvers<never>();
    const overdue = setTimeout(() => silence.reject(new Error('the connection is silent')), patience);
    try {
      const clock = await Promise.race([beat(current), silence.promise]);
      if (client !== current) throw new Error('not listening any more');
      return clock;
    } finally {
      clearTimeout(overdue);
    }
  }

  let asking: Promise<unknown> = Promise.resolve();
  let next: Promise<number> | undefined;
  /** Who comes while a question is under way shares the next with all who do. */
  function caughtUp(): Promise<number> {
    next ??= asking.then(() => {
      next = undefined;
      const asked = ask();
      asking = asked.catch(() => undefined);
      return asked;
    });
    return next;
  }

  function lose(from: pg.Client): void {
    if (client !== from) return;
    client = undefined;
    live = false;
    from.end().catch(() => undefined);
    if (closed) return;
    handlers.onLost?.();
    void mend();
  }

  async function mend(): Promise<void> {
    for (let wait = 50; !closed && !client; wait = Math.min(wait * 2, 2_000)) {
      await pause(wait, undefined, { ref: false });
      try {
        if (closed) return;
        await open();
        handlers.onRestored?.();
      } catch {
        // Not yet: the next, longer pause follows.
      }
    }
  }

  const heartbeat = setInterval(() => {
    const current = client;
    if (!current) return;
    const overdue = setTimeout(() => lose(current), pace);
    overdue.unref();
    beat(current).then(
      () => clearTimeout(overdue),
      () => lose(current),
    );
  }, pace);
  heartbeat.unref();

  await open();
  return {
    get live() {
      return live;
    },
    caughtUp,
    async close() {
      closed = true;
      clearInterval(heartbeat);
      await client?.end().catch(() => undefined);
    },
  };
}
