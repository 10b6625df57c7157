import { createHmac, createSecretKey } from 'node:crypto';
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
  // A key as bytes is looked at anew for each text: seven times as long as the hash takes.
  const key = createSecretKey(secret.derive(`subjects of ${centre}`));
  return (subject) => {
    const text = subject.normalize('NFKC').trim();
    return createHmac('sha256', key)
      .update(/^\d{17}x$/.test(text) ? text.toUpperCase() : text)
      .digest();
  };
}
