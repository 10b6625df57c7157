import type { FastifyRequest } from 'fastify';

/** What every entry of the log says about the request behind it. */
export interface Trace {
  correlationId: string;
  address: string;
  actor?: string;
  person?: string;
  account?: string;
  client?: string;
}

const wellFormed = /^[\w.:/+=-]{1,128}$/;

/** Who asks, from where, and what their request belongs to (`X-Correlation-ID`, else the request's own id). */
export function traceOf(request: FastifyRequest): Trace {
  const { caller } = request;
  const given = request.headers['x-correlation-id'];
  return {
    correlationId: typeof given === 'string' && wellFormed.test(given) ? given : request.id,
    address: request.ip,
    ...(caller?.kind === 'person' ? { actor: caller.username, person: caller.person, account: caller.account } : {}),
    ...(caller ? { client: caller.client } : {}),
  };
}

/** True when the caller gave a correlation id of their own. */
export const hasOwnCorrelation = (request: FastifyRequest): boolean => {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && wellFormed.test(given);
};
