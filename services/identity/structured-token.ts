import { audience, type Environment, issuerOf, refuseFuture, tokenFault } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import { createLocalJWKSet, type JWK, type JWTPayload, jwtVerify } from 'jose';
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
  const verifiersNow = () => {
    if (known !== keys()) {
      known = keys();
      verifiers = verifiersOf(known);
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
    try {
      const { payload } = await jwtVerify<AccessTokenClaims>(token, verifiersNow(), expected);
      refuseFuture(payload);
      return payload;
    } catch (error) {
      log.warn({ reason: tokenFault(error) }, 'access token refused');
      return undefined;
    }
  };
}
