import type { FastifyRequest } from 'fastify';
import type { LoggerOptions } from 'pino';
import { errorFacts } from './error-facts.ts';

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
      err: (error: unknown) => errorFacts(error),
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: request.url.split('?')[0],
        address: request.ip,
      }),
    },
  };
}
