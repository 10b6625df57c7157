import { createHmac } from 'node:crypto';
import type { Secret } from '@zhiheng/http';

/**
 * Whom a case is about, or to whom somebody is related, is known here by a keyed hash only (PIPL art. 51): equal for
 * equal subjects of one centre, and for nobody else to compute. The letter that may end an identity number (GB 11643)
 * counts as the same in either case, as does what differs in width only.
 */
export function subjectHash(secret: Secret, centre: string, subject: string): Buffer {
  const text = subject.normalize('NFKC').trim();
  return createHmac('sha256', secret.derive(`subjects of ${centre}`))
    .update(/^\d{17}x$/.test(text) ? text.toUpperCase() : text)
    .digest();
}
