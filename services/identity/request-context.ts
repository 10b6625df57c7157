import { AsyncLocalStorage } from 'node:async_hooks';
import type { Trace } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';

/** What the provider's own requests know of the request they came in by. */
export interface RequestContext {
  trace: Pick<Trace, 'correlationId' | 'address'>;
  log: FastifyBaseLogger;
}

const present = new AsyncLocalStorage<RequestContext>();

export const withRequestContext = <T>(context: RequestContext, work: () => T): T => present.run(context, work);

export function requestContext(): RequestContext {
  const context = present.getStore();
  if (!context) throw new Error('outside of a request');
  return context;
}
