import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import encodeQR from 'qr';

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, half a minute. */
const period = 30;
const issuer = '制衡 Zhiheng';

/** 160 random bits, the length of the hash, in base32. */
export const newTotpSecret = (): string => new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer }).base32;

const totpWith = (secret: string, label = 'zhiheng') =>
  new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period });

/** The time step whose code this is, of the present one and its neighbours; undefined: none's. `now` in milliseconds. */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  const delta = totpWith(secret).validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1000 / period) + delta;
}

/** What an authenticator app reads. */
export function totpOffer(secret: string, username: string): { uri: string; svg: string; secret: string } {
  const uri = totpWith(secret, username).toString();
  return { uri, svg: encodeQR(uri, 'svg', { ecc: 'medium', border: 2 }), secret };
}
