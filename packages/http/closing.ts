import type { Socket } from 'node:net';
import type { App } from './app.ts';

const lookMs = 50;

/**
 * A stop answers what is in flight and then waits for nobody: connections that are kept alive are closed as soon as
 * they fall idle, not only when the stop begins. One on which nothing was asked yet, which a browser opens in advance, is not
 * idle to Node: it would be waited for until it times out, after a minute.
 */
export function closeIdleConnections(app: App): void {
  const open = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  const look = () => {
    app.server.closeIdleConnections();
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  };
  let looking: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    looking = setInterval(look, lookMs);
    looking.unref();
  });
  app.addHook('onClose', async () => clearInterval(looking));
}
