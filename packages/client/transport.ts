import { setTimeout as pause } from 'node:timers/promises';
import type { LastChange } from './epoch.ts';
import { errorOf, unavailable, ZhihengError } from './error.ts';
import { type Answer, exchange, within } from './http.ts';
import { type CallOptions, type ClientOptions, defaultTimeout, originOf } from './options.ts';
import type { Scope, TokenSource } from './tokens.ts';

/**
 * Every call may be sent again when it is unknown what became of it: a question changes nothing; a write is by its nature the same
 * however often it is done (PUT, DELETE, a cancellation, entries that have their ids), or has a key by which Zhiheng does it once.
 */
interface Call extends CallOptions {
  /** Path and query. */
  path: string;
  body?: unknown;
  scope: Scope;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The same for every sending of one write (`Idempotency-Key`). */
  key?: string;
}

/** Sends a call and gives the body of its 2xx answer; throws ZhihengError for every other outcome. */
export type Transport = (call: Call) => Promise<unknown>;

const attempts = 3;
/** Milliseconds; the pause before a retry is a random share of it, doubled each time. */
const longestFirstPause = 100;
const passing = new Set([429, 502, 503, 504]);

export function createTransport(options: ClientOptions, tokens: TokenSource, lastChange: LastChange): Transport {
  const origin = originOf(options);

  async function attempt(call: Call, signal: AbortSignal): Promise<Answer> {
    const token = await within(signal, tokens.get(call.scope));
    const answer = await exchange(`${origin}${call.path}`, { ...initOf(call, token), signal });
    if (answer.status === 401) tokens.drop(call.scope, token);
    lastChange.note(answer.headers);
    return answer;
  }

  /** A 401 was refused before anything was done, so that any call may come again with a fresh token, once. */
  async function authorised(call: Call, signal: AbortSignal): Promise<Answer> {
    const answer = await attempt(call, signal);
    return answer.status === 401 ? attempt(call, signal) : answer;
  }

  return async (call) => {
    const allowed = options.timeout ?? defaultTimeout;
    const until = performance.now() + allowed;
    const timeout = AbortSignal.timeout(allowed);
    const signal = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout;
    for (let count = 1; ; count++) {
      const outcome = await authorised(call, signal).catch(asError);
      if (!(outcome instanceof ZhihengError) && outcome.status < 300) return outcome.body;
      const error = outcome instanceof ZhihengError ? outcome : errorOf(outcome.status, outcome.body);
      const wait = Math.max(Math.random() * longestFirstPause * 2 ** (count - 1), askedPause(outcome));
      const late = performance.now() + wait >= until;
      if (count === attempts || !mayPass(error) || signal.aborted || late) throw error;
      await pause(wait, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  };
}

const asError = (error: unknown): ZhihengError =>
  error instanceof ZhihengError ? error : unavailable('the call failed', error);

/** A fault that may be over in a moment: no connection, or an answer that says so. */
const mayPass = ({ status, code }: ZhihengError): boolean =>
  status === undefined ? code === 'unavailable' : passing.has(status);

/** Milliseconds that the answer asks to wait (`Retry-After` in seconds, as Zhiheng says it). */
function askedPause(outcome: Answer | ZhihengError): number {
  const seconds = outcome instanceof ZhihengError ? 0 : Number(outcome.headers.get('retry-after'));
  return seconds > 0 ? seconds * 1000 : 0;
}

function initOf({ method, body, key, correlationId }: Call, token: string): RequestInit {
  return {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
