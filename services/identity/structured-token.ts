import { audience, type Environment, issuerOf, refuseFuture, tokenFault } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import { createLocalJWKSet, type JWK, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { userinfoAudience } from './resources.ts';

/** What an access token of ours says (RFC 9068). */
export interface AccessTokenClaims extends JWTPayload {
  sub: string;
  jti: string;
  exp: number;
  client_id: string;
  centre: string;
  scope?: string;
  account?: string;
  username?: string;
  /** Mark of the grant it came from; only in people's tokens. */
  grant?: string;
}

/** So many tokens that were found whole are known again. */
const remembered = 10_000;

/**
 * Reads access tokens: their claims when they are ours, whole and not over; undefined for anything else, of which the log
 * says why, and nothing of the token.
 */
export type AccessTokenReader = (
  token: string,
  log: Pick<FastifyBaseLogger, 'warn'>,
) => Promise<AccessTokenClaims | undefined>;

export function createAccessTokenReader(environment: Environment, keys: () => readonly JWK[]): AccessTokenReader {
  const verifiersOf = (own: readonly JWK[]) =>
    createLocalJWKSet({ keys: own.map(({ d: _, ...publicKey }) => publicKey) });
  let known = keys();
  let verifiers = verifiersOf(known);
  /** That a token is whole stays so until its end, or until its key is dropped. */
  const whole = new LRUCache<string, AccessTokenClaims>({ max: remembered });
  const verifiersNow = () => {
    if (known !== keys()) {
      known = keys();
      verifiers = verifiersOf(known);
      whole.clear();
    }
    return verifiers;
  };
  const expected = {
    issuer: issuerOf(environment),
    audience: [audience, userinfoAudience(environment)],
    typ: 'at+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['sub', 'jti', 'exp', 'iat', 'client_id', 'centre'],
  };
  return async (token, log) => {
    const verifiers = verifiersNow();
    const before = whole.get(token);
    if (before && before.exp > Date.now() / 1000) return before;
    try {
      const { payload } = await jwtVerify<AccessTokenClaims>(token, verifiers, expected);
      refuseFuture(payload);
      whole.set(token, payload);
      return payload;
    } catch (error) {
      log.warn({ reason: tokenFault(error) }, 'access token refused');
      return undefined;
    }
  };
}
