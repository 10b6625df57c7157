import type { FastifyRequest } from 'fastify';
import { type LoggerOptions, levels } from 'pino';
import type { App } from './app.ts';

const secretPaths = [
  'req.headers.authorization',
  'req.headers.cookie',
  '*.password',
  '*.secret',
  '*.client_secret',
  '*.refresh_token',
  '*.access_token',
  '*.code_verifier',
];

/** Operational log: no bodies, no query strings, no credentials. It is not the audit log, and nothing of that enters here. */
export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    redact: { paths: secretPaths, censor: '[redacted]' },
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: request.url.split('?')[0],
        address: request.ip,
      }),
    },
  };
}

/** One line a request, and only for what went wrong unless the level is `debug`: counts live in the metrics. */
export function logResponses(app: App): void {
  const isLevelEnabled = (level: string) => (levels.values[level] ?? 0) >= (levels.values[app.log.level] ?? Infinity);
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply;
    const level = statusCode >= 500 ? 'error' : statusCode >= 400 ? 'info' : 'debug';
    if (!isLevelEnabled(level)) return done();
    request.log[level](
      { req: request, statusCode, milliseconds: Math.round(reply.elapsedTime), client: request.caller?.client },
      'answered',
    );
    done();
  });
}
