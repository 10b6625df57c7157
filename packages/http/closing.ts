import type { App } from './app.ts';

const lookMs = 50;

/**
 * A stop answers what is in flight and then waits for nobody: connections that are kept alive are closed as soon as
 * they fall idle, not only when the stop begins.
 */
export function closeIdleConnections(app: App): void {
  let looking: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    looking = setInterval(() => app.server.closeIdleConnections(), lookMs);
    looking.unref();
  });
  app.addHook('onClose', async () => clearInterval(looking));
}
