import { audience, type Environment, issuerOf } from '@zhiheng/http';
import { createLocalJWKSet, type JWK, type JWTPayload, jwtVerify } from 'jose';

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

/** Reads access tokens: their claims when they are ours, whole and not over; undefined for anything else. */
export type AccessTokenReader = (token: string) => Promise<AccessTokenClaims | undefined>;

export function createAccessTokenReader(environment: Environment, keys: JWK[]): AccessTokenReader {
  const verifiers = createLocalJWKSet({ keys: keys.map(({ d: _, ...publicKey }) => publicKey) });
  const expected = {
    issuer: issuerOf(environment),
    audience,
    typ: 'at+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['sub', 'jti', 'exp', 'client_id', 'centre'],
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify<AccessTokenClaims>(token, verifiers, expected);
      return payload;
    } catch {
      return undefined;
    }
  };
}
