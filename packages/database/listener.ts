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
}

const heartbeatMs = 5_000;

/**
 * Listens to a channel on a connection of its own. The first connection is awaited (and its fault thrown); a later
 * loss is told, then mended with growing pauses. A heartbeat finds a peer that has gone without a word.
 */
export async function listen(database: Database, channel: string, handlers: ListenerHandlers): Promise<Listener> {
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
    client = next;
    live = true;
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
    const overdue = setTimeout(() => lose(current), heartbeatMs);
    overdue.unref();
    current.query('select 1').then(
      () => clearTimeout(overdue),
      () => lose(current),
    );
  }, heartbeatMs);
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
