import { levels } from 'pino';
import type { App } from './app.ts';
import type { CountAnswer } from './metrics.ts';

/**
 * What is done once a request is answered: it is counted, and one line is written for what went wrong (every line at level
 * `debug`). One hook, for it runs at every request.
 */
export function followAnswers(app: App, count: CountAnswer): void {
  const logged = (level: string) => (levels.values[level] ?? 0) >= (levels.values[app.log.level] ?? Infinity);
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode, elapsedTime } = reply;
    count(request.method, request.routeOptions.url ?? 'unknown', statusCode, elapsedTime);
    const level = statusCode >= 500 ? 'error' : statusCode >= 400 ? 'info' : 'debug';
    if (logged(level))
      request.log[level](
        { req: request, statusCode, milliseconds: Math.round(elapsedTime), client: request.caller?.client },
        'answered',
      );
    done();
  });
}
