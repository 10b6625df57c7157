import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController } from 'fastify';
import { pino } from 'pino';
import { followAnswers } from './answered.ts';
import type { App } from './app.ts';
import { type AuthenticationOptions, authenticate } from './authentication.ts';
import { closeIdleConnections } from './closing.ts';
import type { Environment } from './environment.ts';
import { handleErrors } from './error-handling.ts';
import { reportHealth } from './health.ts';
import { readJsonBodies } from './json-body.ts';
import { loggerOptions } from './logging.ts';
import { exposeMetrics } from './metrics.ts';
import { describe } from './openapi.ts';
import { limitRates } from './rate-limit.ts';
import { requestIdOf } from './request-id.ts';
import { lazyLog } from './request-log.ts';
import { dropNestedIds } from './schema-ids.ts';
import { headAnswers } from './security-headers.ts';
import { Shortcuts } from './shortcut.ts';
import { demandStepUp } from './step-up.ts';
import { validateStrictly } from './validation.ts';

export interface ServerOptions extends AuthenticationOptions {
  environment: Environment;
  /** Title of the OpenAPI document. */
  title: string;
}

const maximumBody = 1024 * 1024;
/** A file is read no faster than its lines are kept: a million of them take minutes where the machine has other work. */
const requestTimeout = 300_000;

/** An application with everything each service has in common; services are registered on it as plugins. */
export async function createServer({ environment, title, ...authentication }: ServerOptions): Promise<App> {
  const shortcuts = new Shortcuts({ environment, tokens: authentication.tokens });
  const logging = loggerOptions(environment.logLevel);
  const app: App = fastify({
    loggerInstance: lazyLog(pino(logging), logging.serializers),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maximumBody,
    trustProxy: (_address, hop) => hop < environment.trustedProxies,
    serverFactory: (route) => shortcuts.server(route, requestTimeout),
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => requestIdOf(headers),
  }).withTypeProvider<TypeBoxTypeProvider>();

  headAnswers(app, environment);
  closeIdleConnections(app);
  handleErrors(app);
  // JSON, and what a service registers for itself: no text that passes for a body.
  app.removeContentTypeParser('text/plain');
  readJsonBodies(app);
  validateStrictly(app);
  await limitRates(app, environment);
  dropNestedIds(app);
  // The reference page registers its own routes, so it comes before every route must say who may call it.
  await describe(app, title);
  authenticate(app, authentication);
  demandStepUp(app, environment);
  const count = exposeMetrics(app);
  followAnswers(app, count);
  // At level `debug` every answer has its line, which the framework's way writes.
  if (!['debug', 'trace'].includes(environment.logLevel)) shortcuts.open(app, count);
  reportHealth(app);
  return app;
}
