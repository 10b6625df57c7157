import type { Environment } from '@zhiheng/http';
import { importJWK, type JWK, SignJWT } from 'jose';
import type { Delivery } from '../store/signal-delivery-store.ts';

/** Whom a stream's tokens are for; no two streams have the same. */
export const audienceOf = (stream: string): string => `urn:zhiheng:stream:${stream}`;

/** Who sends them. The metadata at `/.well-known/ssf-configuration` are this issuer's. */
export const transmitterOf = ({ origin }: Environment): string => origin;

/**
 * Signs security event tokens (RFC 8417). What is sent again has the same `jti`, and is signed by the key of its day. They have no `exp`, and no
 * `sub`: nothing that takes access tokens can take one for such.
 */
export function signerOf(environment: Environment, signingKey: () => JWK): (delivery: Delivery) => Promise<string> {
  return async ({ stream, jti, claims, at }) => {
    const jwk = signingKey();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'secevent+jwt', kid: jwk.kid as string })
      .setIssuer(transmitterOf(environment))
      .setAudience(audienceOf(stream))
      .setJti(jti)
      .setIssuedAt(Math.floor(at.getTime() / 1000))
      .sign(await importJWK(jwk, 'ES256'));
  };
}
