import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController } from 'fastify';
import type { App } from './app.ts';
import { type AuthenticationOptions, authenticate } from './authentication.ts';
import { closeIdleConnections } from './closing.ts';
import type { Environment } from './environment.ts';
import { handleErrors } from './error-handling.ts';
import { reportHealth } from './health.ts';
import { loggerOptions, logResponses } from './logging.ts';
import { exposeMetrics } from './metrics.ts';
import { dropNestedIds } from './nested-ids.ts';
import { describe } from './openapi.ts';
import { limitRates } from './rate-limit.ts';
import { requestLog } from './request-log.ts';
import { headAnswers } from './security-headers.ts';
import { refuseUnstorableText } from './storable-text.ts';
import { validateStrictly } from './validation.ts';

export interface ServerOptions extends AuthenticationOptions {
  environment: Environment;
  /** Title of the OpenAPI document. */
  title: string;
}

const wellFormedId = /^[\w.:/+=-]{1,128}$/;
const maximumBody = 1024 * 1024;

/** An application with everything each service has in common; services are registered on it as plugins. */
export async function createServer({ environment, title, ...authentication }: ServerOptions): Promise<App> {
  const app: App = fastify({
    logger: loggerOptions(environment.logLevel),
    childLoggerFactory: requestLog,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maximumBody,
    trustProxy: (_address, hop) => hop < environment.trustedProxies,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && wellFormedId.test(given) ? given : randomUUID();
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  headAnswers(app, environment);
  closeIdleConnections(app);
  handleErrors(app);
  // JSON, and what a service registers for itself: no text that passes for a body.
  app.removeContentTypeParser('text/plain');
  refuseUnstorableText(app);
  validateStrictly(app);
  logResponses(app);
  await limitRates(app, environment);
  dropNestedIds(app);
  // The reference page registers its own routes, so it comes before every route must say who may call it.
  await describe(app, title);
  authenticate(app, authentication);
  exposeMetrics(app);
  reportHealth(app);
  return app;
}
