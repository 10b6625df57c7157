import { setTimeout as pause } from 'node:timers/promises';
import { type PollAnswer, pollMethod, pushMethod, type StreamConfiguration } from '@zhiheng/contracts';
import { unavailable, ZhihengError } from './error.ts';
import { type ClientOptions, defaultTimeout, originOf } from './options.ts';
import { SignalError, type SignalOptions, signalReceiver } from './signals.ts';
import type { Transport } from './transport.ts';

/** A stream of what happens to people of the centre; needs the scope `ssf`. */
export interface Stream {
  id: string;
  /** `aud` of its tokens. */
  audience: string;
}

export interface StreamWish {
  /** Where Zhiheng is to push; without it the stream is polled. */
  endpoint?: string;
  /** What Zhiheng is to send there as `Authorization`. */
  authorization?: string;
  /** Names the stream among those of this client; default: its endpoint. */
  description?: string;
  /** Of `signalEvents`; default all. */
  events?: readonly string[];
}

export interface FollowSignals extends Pick<SignalOptions, 'onSignal' | 'seen' | 'oldest'> {
  stream: Stream;
  /** Ends it. */
  signal: AbortSignal;
}

export interface Streams {
  /**
   * The client's stream of this description, made when there is none, and as it is wished for now: whoever asks at each start of their service
   * has one. Throws ZhihengError.
   */
  openStream(wish?: StreamWish): Promise<Stream>;
  closeStream(stream: Stream): Promise<void>;
  /**
   * Polls (RFC 8936) until the signal ends it, and deals with each signal in turn, of one person in their order. What `onSignal` throws over is
   * had again after a pause; `onUnavailable` of the client is told of that and of lost connections. Throws ZhihengError where Zhiheng refuses.
   */
  followSignals(follow: FollowSignals): Promise<void>;
}

/** Longer than Zhiheng lets a poll wait. */
export const longPollTimeout = 30_000;
const pauses = { first: 500, longest: 30_000 };

export function streamsOver(send: Transport, sendLong: Transport, options: ClientOptions): Streams {
  const manage = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) =>
    send({ method, path, scope: 'ssf', ...(body ? { body } : {}) });
  return {
    async openStream(wish = {}) {
      const description = wish.description ?? wish.endpoint ?? 'poll';
      const all = (await manage('GET', '/ssf/streams')) as StreamConfiguration[];
      if (!Array.isArray(all)) throw unavailable('the answer is no list of streams');
      const known = all.find((one) => one.description === description);
      const choice = choiceOf(wish, description);
      const stream = await (known
        ? manage('PUT', '/ssf/streams', { stream_id: known.stream_id, ...choice })
        : manage('POST', '/ssf/streams', choice));
      const { stream_id: id, aud: audience } = stream as StreamConfiguration;
      return { id, audience };
    },
    async closeStream({ id }) {
      await manage('DELETE', `/ssf/streams?stream_id=${id}`);
    },
    followSignals: (follow) => followSignals(sendLong, options, follow),
  };
}

function choiceOf({ endpoint, authorization, events }: StreamWish, description: string): object {
  const delivery =
    endpoint === undefined
      ? { method: pollMethod }
      : {
          method: pushMethod,
          endpoint_url: endpoint,
          ...(authorization === undefined ? {} : { authorization_header: authorization }),
        };
  return { delivery, description, ...(events ? { events_requested: events } : {}) };
}

/** What becomes of a poll's tokens: told with the next poll. */
interface Verdict {
  ack: string[];
  setErrs: Record<string, { err: string; description: string }>;
}

async function followSignals(
  send: Transport,
  options: ClientOptions,
  { stream, signal, ...dealing }: FollowSignals,
): Promise<void> {
  const origin = originOf(options);
  const timeout = options.timeout ?? defaultTimeout;
  const receive = signalReceiver({ origin, audience: stream.audience, timeout, ...dealing });
  let verdict: Verdict = { ack: [], setErrs: {} };
  let wait = 0;
  /** Something failed that may succeed later. */
  const hold = async (error: Error): Promise<void> => {
    options.onUnavailable?.(error);
    wait = Math.min(pauses.longest, Math.max(pauses.first, wait * 2));
    await pause(wait * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
  };
  // At the end what was dealt with last is still told.
  while (!signal.aborted || verdict.ack.length > 0) {
    const body = { ...verdict, ...(signal.aborted ? { maxEvents: 0 } : {}) };
    try {
      const path = `/ssf/streams/${stream.id}/poll`;
      const given = signal.aborted ? {} : { signal };
      const { sets } = (await send({ method: 'POST', path, scope: 'ssf', body, ...given })) as PollAnswer;
      verdict = { ack: [], setErrs: {} };
      const fault = await dealWithAll(receive, sets, verdict);
      if (fault) await hold(fault);
      else wait = 0;
    } catch (error) {
      if (!(error instanceof ZhihengError) || error.code !== 'unavailable') throw error;
      if (signal.aborted) {
        if (body.maxEvents === 0) return;
      } else await hold(error);
    }
  }
}

/** Deals with each; the last fault of those that have to come again. */
async function dealWithAll(
  receive: (token: string) => Promise<void>,
  sets: Readonly<Record<string, string>>,
  verdict: Verdict,
): Promise<Error | undefined> {
  let fault: Error | undefined;
  for (const [jti, token] of Object.entries(sets ?? {}))
    await receive(token).then(
      () => verdict.ack.push(jti),
      (error: Error) => {
        if (error instanceof SignalError) verdict.setErrs[jti] = { err: error.err, description: error.message };
        else fault = error;
      },
    );
  return fault;
}
