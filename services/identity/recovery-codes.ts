import { createHmac, randomInt } from 'node:crypto';
import type { Holder } from './holder.ts';

/** Without letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const length = 16;
const count = 10;

/** Ten codes of 79 random bits each: too many to guess, so that a fast keyed hash is enough to keep them. */
export const newRecoveryCodes = (): string[] => Array.from({ length: count }, newRecoveryCode);

export const newRecoveryCode = (): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)])
    .join('')
    .replace(/(....)(?=.)/g, '$1-');

/** The digest of what somebody typed; undefined when it cannot be a code. */
export function recoveryDigest(
  key: Buffer,
  { centre, account }: Pick<Holder, 'centre' | 'account'>,
  typed: string,
): Buffer | undefined {
  const code = typed.toLowerCase().replace(/[\s-]/g, '');
  if (code.length !== length) return undefined;
  return createHmac('sha256', key)
    .update(JSON.stringify([centre, account, code]))
    .digest();
}
