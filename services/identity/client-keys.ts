import type { JSONWebKeySet, JWK } from 'jose';

/** How a client that has keys may sign its assertions (RFC 7523); a secret shared with us is none of them. */
export const assertionAlgorithms = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'] as const;

const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
const sound: Record<string, (key: JWK) => boolean> = {
  EC: ({ crv, x, y }) => (crv === 'P-256' || crv === 'P-384') && !!x && !!y,
  OKP: ({ crv, x }) => crv === 'Ed25519' && !!x,
  // 2048 bits are 342 characters of base64url.
  RSA: ({ n = '', e }) => n.length >= 342 && !!e,
};

/** Whether these are public keys, each with an id of its own, of kinds that may sign assertions. */
export function arePublicKeys({ keys }: JSONWebKeySet): boolean {
  const kids = keys.map(({ kid }) => kid);
  return (
    keys.length > 0 &&
    keys.length <= 10 &&
    kids.every((kid) => typeof kid === 'string' && kid !== '') &&
    new Set(kids).size === kids.length &&
    keys.every((key) => !privateParts.some((part) => part in key) && sound[key.kty ?? '']?.(key) === true)
  );
}
