import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const wellFormed = /^[\w.:/+=-]{1,128}$/;

export const isRequestId = (given: unknown): given is string => typeof given === 'string' && wellFormed.test(given);

/** The request's id: the caller's own (`X-Request-ID`) where it is well formed, else a new one. */
export function requestIdOf({ 'x-request-id': given }: IncomingHttpHeaders): string {
  return isRequestId(given) ? given : randomUUID();
}
