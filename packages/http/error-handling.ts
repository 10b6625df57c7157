import { listed, noSuch, type Said, said } from '@zhiheng/contracts';
import { isOutage } from '@zhiheng/database';
import type { FastifyError, FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { fieldsProblem, Problem, sendProblem } from './problem.ts';
import { type SchemaError, schemaFaults } from './schema-faults.ts';

const byFastifyCode: Record<string, (error: FastifyError) => Problem> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: (error) => new Problem('unsupported-media-type', because(error)),
  FST_ERR_CTP_INVALID_JSON_BODY: (error) => new Problem('malformed-json', said('body-broken', { why: error.message })),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new Problem('malformed-json', said('body-empty')),
  FST_ERR_CTP_BODY_TOO_LARGE: () => new Problem('too-large'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new Problem('invalid-request', said('body-length')),
};

const because = ({ message }: Error): Said => said('not-understood', { why: message });

/** Text PostgreSQL cannot store (NUL), a number, date or zone out of its range, a value nested deeper than its stack. */
const unstorable = new Set(['22021', '22P05', '22003', '22008', '22007', '22009', '54001']);
/** A lock or a statement took longer than it may, or others were in the way at each of several tries. */
const overdue = new Set(['55P03', '57014', '40001', '40P01']);

/** Answers every error as a problem document; what we did not foresee is logged whole and shown as `internal`. */
export function handleErrors(app: App): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, notFound(app, request)));
}

export function toProblem(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) return invalidRequest(error);
  const known = byFastifyCode[error.code];
  if (known) return known(error);
  if (unstorable.has(error.code)) return new Problem('invalid-request', said('unstorable'), {}, { cause: error });
  if (overdue.has(error.code)) return new Problem('busy', undefined, {}, { cause: error });
  if (isOutage(error)) return new Problem('unavailable', undefined, {}, { cause: error });
  if (error.statusCode === 429) return new Problem('too-many-requests');
  if (error instanceof SyntaxError && error.statusCode === 400)
    return new Problem('malformed-json', said('body-broken', { why: error.message }));
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500)
    return new Problem('invalid-request', because(error));
  return new Problem('internal', undefined, {}, { cause: error });
}

function invalidRequest(error: FastifyError): Problem {
  const faults = (error.validation ?? []).slice(0, 50) as SchemaError[];
  return fieldsProblem('invalid-request', schemaFaults(faults));
}

function notFound(app: App, request: FastifyRequest): Problem {
  const url = request.url.split('?')[0] as string;
  const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((method) => {
    const route = app.findRoute({ method, url });
    // What only the console's `/*` would take, it takes from browsers alone: the path is unknown, not the method.
    return route !== null && route.params['*'] !== url.slice(1);
  });
  if (others.length) return new Problem('method-not-allowed', said('methods', { path: url, methods: listed(others) }));
  return new Problem('not-found', noSuch('path', `${request.method} ${url}`));
}
