import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const wellFormed = /^[\w.:/+=-]{1,128}$/;

/** The request's id: the caller's own (`X-Request-ID`) where it is well formed, else a new one. */
export function requestIdOf({ 'x-request-id': given }: IncomingHttpHeaders): string {
  return typeof given === 'string' && wellFormed.test(given) ? given : randomUUID();
}
