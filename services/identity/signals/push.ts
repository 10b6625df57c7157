import { once } from 'node:events';
import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { ForbiddenAddress, type ReceiverAddresses } from './receiver-address.ts';

/** What became of a token that was pushed (RFC 8935). */
export type Pushed =
  | { kind: 'delivered' }
  /** The receiver does not want this token; sending it again seldom helps. */
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string; retryAfter?: number };

export interface Push {
  endpoint: string;
  authorization: string | undefined;
  token: string;
}

const longestAnswer = 8_192;

/** Sends a token. Follows no redirect, waits no longer than it is told, and believes no address but those allowed at this moment. */
export async function push(
  { endpoint, authorization, token }: Push,
  { addresses, timeout }: { addresses: ReceiverAddresses; timeout: number },
): Promise<Pushed> {
  if (addresses.faultOf(endpoint)) return { kind: 'failed', why: 'address-forbidden' };
  const url = new URL(endpoint);
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      'content-length': Buffer.byteLength(token),
      ...(authorization === undefined ? {} : { authorization }),
    },
    lookup: addresses.lookupFor(url),
    // A connection of its own: one that lies idle would keep an address that may be allowed no more.
    agent: false,
    signal: AbortSignal.timeout(timeout * 1000),
  };
  try {
    return judged(await answerOf(url, options, token));
  } catch (error) {
    return { kind: 'failed', why: faultOf(error) };
  }
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

async function answerOf(url: URL, options: RequestOptions, token: string): Promise<Answer> {
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  const request = send(url, options);
  request.end(token);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const { statusCode: status = 0, headers } = response;
  // What goes wrong from here on the loop is told of.
  request.on('error', () => undefined);
  const chunks: Buffer[] = [];
  let length = 0;
  // A receiver that never stops talking has said enough: leaving the loop closes the connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestAnswer) break;
  }
  return { status, retryAfter: headers['retry-after'], body: Buffer.concat(chunks).toString('utf8') };
}

function judged({ status, retryAfter, body }: Answer): Pushed {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 400) return { kind: 'refused', why: errorIn(body) };
  const seconds = Number(retryAfter);
  return {
    kind: 'failed',
    why: `http-${status}`,
    ...(retryAfter && Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {}),
  };
}

/** The error code of RFC 8935, 2.4. The receiver's own sentence is not kept: who knows what it holds. */
function errorIn(body: string): string {
  try {
    const { err } = JSON.parse(body) as { err?: unknown };
    if (typeof err === 'string' && /^[\w-]{1,60}$/.test(err)) return err;
  } catch {
    // Said in no form that is known.
  }
  return 'http-400';
}

function faultOf(error: unknown): string {
  if (error instanceof ForbiddenAddress) return 'address-forbidden';
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  return typeof code === 'string' ? code.toLowerCase().slice(0, 60) : 'unreachable';
}
