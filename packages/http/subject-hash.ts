import { createHmac, hash } from 'node:crypto';
import type { Secret } from './secret.ts';

/**
 * Whom a case or a doubt is about, or to whom somebody is related, is known by a keyed hash only (PIPL art. 51): equal for
 * equal subjects of one centre, and for nobody else to compute. The letter that may end an identity number (GB 11643)
 * counts as the same in either case, as does what differs in width only.
 */
export function subjectHash(secret: Secret, centre: string, subject: string): Buffer {
  return subjectHasher(secret, centre)(subject);
}

/**
 * To which account money goes is known by such a hash too, under a key of its own: with those of subjects it cannot be compared. Blanks and
 * hyphens, which part a number's groups, do not count.
 */
export const payeeAccountHash = (secret: Secret, centre: string, account: string): Buffer =>
  createHmac('sha256', secret.derive(`payee accounts of ${centre}`))
    .update(account.normalize('NFKC').replace(/[\s-]/g, ''))
    .digest();

/** The same for many subjects of one centre. */
export function subjectHasher(secret: Secret, centre: string): (subject: string) => Buffer {
  const keyed = hmacOf(secret.derive(`subjects of ${centre}`));
  return (subject) => {
    const text = subject.normalize('NFKC').trim();
    return keyed(/^\d{17}x$/.test(text) ? text.toUpperCase() : text);
  };
}

const blockLength = 64;

/**
 * HMAC-SHA-256 (RFC 2104) of many short texts under a key no longer than a block: of a list's million lines the platform's own took ten
 * times as long to look at the key anew as to hash.
 */
function hmacOf(key: Buffer): (text: string) => Buffer {
  const padded = (pad: number) => Buffer.alloc(blockLength, pad).map((byte, place) => byte ^ (key[place] ?? 0));
  const [inner, outer] = [padded(0x36), padded(0x5c)];
  // By way of a string: a buffer that the platform makes costs more than the hash itself.
  const sha256 = (...parts: Uint8Array[]) => Buffer.from(hash('sha256', Buffer.concat(parts), 'binary'), 'latin1');
  return (text) => sha256(outer, sha256(inner, Buffer.from(text)));
}
