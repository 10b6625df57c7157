import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A way to PostgreSQL on which notices can be held back, as if its listener were slow, or its listeners lost; all else passes,
 * heartbeats too.
 */
export interface NoticeRelay {
  /** The address given, by this way. */
  url: string;
  hold(): void;
  /** Lets what was held back, and what comes, through. */
  release(): void;
  /** Ends every connection that listens, and each that begins to, until `restore`; all others are let be. */
  deafen(): void;
  restore(): void;
  close(): Promise<void>;
}

const notification = 'A'.charCodeAt(0);

export async function relayNotices(url: string): Promise<NoticeRelay> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const listening = new Set<Socket>();
  let held: (() => void)[] | undefined;
  let deaf = false;

  function pass(to: Socket, message: Buffer): void {
    if (held && message[0] === notification) held.push(() => to.write(message));
    else to.write(message);
  }

  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        listening.delete(socket);
      });
    }
    near.on('data', (chunk) => {
      if (!chunk.includes('listen "')) return;
      if (deaf) near.destroy();
      else listening.add(near);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far);
    let rest: Buffer = Buffer.alloc(0);
    far.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      // Each message of the server: its kind, a byte, and its length without that.
      for (;;) {
        const length = rest.length < 5 ? Number.POSITIVE_INFINITY : 1 + rest.readInt32BE(1);
        if (rest.length < length) return;
        pass(near, rest.subarray(0, length));
        rest = rest.subarray(length);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = new URL(url);
  near.hostname = '127.0.0.1';
  near.searchParams.delete('host');
  near.port = String((server.address() as AddressInfo).port);
  return {
    url: near.href,
    hold() {
      held ??= [];
    },
    release() {
      const waiting = held ?? [];
      held = undefined;
      for (const write of waiting) write();
    },
    deafen() {
      deaf = true;
      for (const socket of listening) socket.destroy();
    },
    restore() {
      deaf = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
