import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from './connect.ts';

export interface Listener {
  /** False from the moment the connection is lost until `onRestored` has run. */
  readonly live: boolean;
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

  async function beat(on: pg.Client): Promise<void> {
    const asked = performance.now();
    const { rows } = await on.query('select extract(epoch from clock_timestamp())::float8 * 1000 as clock');
    handlers.onClock?.(rows[0].clock, asked);
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
    async close() {
      closed = true;
      clearInterval(heartbeat);
      await client?.end().catch(() => undefined);
    },
  };
}
