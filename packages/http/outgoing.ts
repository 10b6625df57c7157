import { once } from 'node:events';
import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { type AddressGuard, ForbiddenAddress } from './outgoing-addresses.ts';

/** A call that leaves the deployment, to an address that somebody named. */
interface OutgoingPost {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export type OutgoingAnswer =
  | { kind: 'answered'; status: number /** Seconds. */; retryAfter?: number; body: string }
  /** `why`: a code, in no words of the other side. */
  | { kind: 'failed'; why: string };

const longestAnswer = 8_192;

/**
 * Every call to a receiver is made here. It follows no redirect, waits no longer than it is told (seconds), reads no more than 8 KB of an answer,
 * and believes no address but those that the guard allows at this moment.
 */
export async function post(
  { url: text, headers, body }: OutgoingPost,
  { addresses, timeout }: { addresses: AddressGuard; timeout: number },
): Promise<OutgoingAnswer> {
  if (addresses.faultOf(text)) return { kind: 'failed', why: 'address-forbidden' };
  const url = new URL(text);
  const lookup = addresses.lookupFor(url);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    ...(lookup ? { lookup } : {}),
    // A connection of its own: one that lies idle would keep an address that may be allowed no more.
    agent: false,
    signal: AbortSignal.timeout(timeout * 1000),
  };
  try {
    return await answerOf(url, options, body);
  } catch (error) {
    return { kind: 'failed', why: faultOf(error) };
  }
}

async function answerOf(url: URL, options: RequestOptions, body: string): Promise<OutgoingAnswer> {
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  const request = send(url, options);
  request.end(body);
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
  const seconds = Number(headers['retry-after']);
  return {
    kind: 'answered',
    status,
    ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {}),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function faultOf(error: unknown): string {
  if (error instanceof ForbiddenAddress) return 'address-forbidden';
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  return typeof code === 'string' ? code.toLowerCase().slice(0, 60) : 'unreachable';
}
