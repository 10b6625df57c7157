import { ZhihengError } from './error.ts';
import { exchange } from './http.ts';
import { type ClientOptions, defaultTimeout, originOf } from './options.ts';

/** Scopes that the calls need; a token is asked for one at a time, so that each carries the least. */
export type Scope = 'decide' | 'cases:write' | 'audit:read' | 'audit:write' | 'ssf';

export interface TokenSource {
  /** A token with this scope, from memory until near its end. Callers at the same moment share one request. */
  get(scope: Scope): Promise<string>;
  /** Drops a token that was refused. */
  drop(scope: Scope, token: string): void;
}

interface Kept {
  token: string;
  /** On the process's own steady clock. */
  until: number;
}

/** Seconds before a token's end at which it is renewed: at most so many, and at most a tenth of its life. */
const margin = 30;

/** Tokens by client credentials (RFC 6749, 4.4). */
export function createTokenSource(options: ClientOptions): TokenSource {
  const kept = new Map<Scope, Kept>();
  const asking = new Map<Scope, Promise<string>>();

  async function ask(scope: Scope): Promise<string> {
    const asked = performance.now();
    const { token, lifetime } = await requestToken(options, scope);
    kept.set(scope, { token, until: asked + (lifetime - Math.min(margin, lifetime / 10)) * 1000 });
    return token;
  }

  return {
    async get(scope) {
      const known = kept.get(scope);
      if (known && known.until > performance.now()) return known.token;
      const running = asking.get(scope) ?? ask(scope).finally(() => asking.delete(scope));
      asking.set(scope, running);
      return running;
    },
    drop(scope, token) {
      if (kept.get(scope)?.token === token) kept.delete(scope);
    },
  };
}

async function requestToken(options: ClientOptions, scope: Scope): Promise<{ token: string; lifetime: number }> {
  const { status, body } = await exchange(`${originOf(options)}/oidc/token`, {
    method: 'POST',
    headers: { authorization: basic(options), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
    signal: AbortSignal.timeout(options.timeout ?? defaultTimeout),
  });
  const answer = (body instanceof Object ? body : {}) as Record<string, unknown>;
  const { access_token: token, expires_in: lifetime = 0, error, error_description: detail } = answer;
  if (status === 200 && typeof token === 'string' && typeof lifetime === 'number') return { token, lifetime };
  throw new ZhihengError(refusals[String(error)] ?? 'unavailable', {
    status,
    detail: `no token with scope ${scope}${typeof detail === 'string' ? `: ${detail}` : ''}`,
  });
}

const refusals: Record<string, string> = {
  invalid_client: 'not-authenticated',
  invalid_scope: 'not-permitted',
  unauthorized_client: 'not-permitted',
};

/** RFC 6749, 2.3.1: both parts are form-encoded before they are joined. */
function basic({ clientId, clientSecret }: ClientOptions): string {
  const encode = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
  return `Basic ${btoa(`${encode(clientId)}:${encode(clientSecret)}`)}`;
}
