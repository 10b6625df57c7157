import { type AddressGuard, post } from '@zhiheng/http';

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

export async function push(
  { endpoint, authorization, token }: Push,
  surroundings: { addresses: AddressGuard; timeout: number },
): Promise<Pushed> {
  const headers = {
    'content-type': 'application/secevent+jwt',
    accept: 'application/json',
    ...(authorization === undefined ? {} : { authorization }),
  };
  const answer = await post({ url: endpoint, headers, body: token }, surroundings);
  if (answer.kind === 'failed') return answer;
  const { status, body, retryAfter } = answer;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 400) return { kind: 'refused', why: errorIn(body) };
  return { kind: 'failed', why: `http-${status}`, ...(retryAfter === undefined ? {} : { retryAfter }) };
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
