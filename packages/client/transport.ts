import { setTimeout as pause } from 'node:timers/promises';
import { errorOf, unavailable, ZhihengError } from './error.ts';
import { type Answer, exchange, within } from './http.ts';
import { type CallOptions, type ClientOptions, defaultTimeout, originOf } from './options.ts';
import type { Scope, TokenSource } from './tokens.ts';

interface Call extends CallOptions {
  method: 'GET' | 'POST';
  /** Path and query. */
  path: string;
  body?: unknown;
  scope: Scope;
  /** Whether it may be sent again when it is unknown what became of it. */
  repeatable: boolean;
  /** What the refusal (409) of a repetition means: its answer when the sending before was done. */
  onRepeatRefused?: (refusal: ZhihengError) => Promise<unknown>;
}

/** Sends a call and gives the body of its 2xx answer; throws ZhihengError for every other outcome. */
export type Transport = (call: Call) => Promise<unknown>;

const attempts = 3;
/** Milliseconds; the pause before a retry is a random share of it, doubled each time. */
const longestFirstPause = 100;
const passing = new Set([429, 502, 503, 504]);

export function createTransport(options: ClientOptions, tokens: TokenSource): Transport {
  const origin = originOf(options);

  async function attempt(call: Call, signal: AbortSignal): Promise<Answer> {
    const token = await within(signal, tokens.get(call.scope));
    const answer = await exchange(`${origin}${call.path}`, { ...initOf(call, token), signal });
    if (answer.status === 401) tokens.drop(call.scope, token);
    return answer;
  }

  /** A 401 was refused before anything was done, so that any call may come again with a fresh token, once. */
  async function authorised(call: Call, signal: AbortSignal): Promise<Answer> {
    const answer = await attempt(call, signal);
    return answer.status === 401 ? attempt(call, signal) : answer;
  }

  return async (call) => {
    const timeout = AbortSignal.timeout(options.timeout ?? defaultTimeout);
    const signal = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout;
    for (let count = 1; ; count++) {
      const outcome = await authorised(call, signal).catch(asError);
      if (!(outcome instanceof ZhihengError) && outcome.status < 300) return outcome.body;
      const error = outcome instanceof ZhihengError ? outcome : errorOf(outcome.status, outcome.body);
      if (count > 1 && error.status === 409 && call.onRepeatRefused) return call.onRepeatRefused(error);
      if (!call.repeatable || count === attempts || !mayPass(error) || signal.aborted) throw error;
      await pause(Math.random() * longestFirstPause * 2 ** (count - 1), undefined, { signal }).catch(() => {
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

function initOf({ method, body, correlationId }: Call, token: string): RequestInit {
  return {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
