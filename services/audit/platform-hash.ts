import { hash } from 'node:crypto';
import type { Hash } from '@zhiheng/ledger';

/**
 * The platform's own implementation of the hash function that a log was founded with: `sha256` or `sm3`. By way of a string, as a buffer
 * that the platform makes costs more than the hash itself.
 */
export function platformHash(name: string): Hash {
  const digest = (data: Uint8Array): Uint8Array => Buffer.from(hash(name, data, 'binary'), 'latin1');
  return Object.assign(digest, {
    into(data: Uint8Array, hashes: Uint8Array, from: number): void {
      const digits = hash(name, data, 'binary');
      for (let place = 0; place < digits.length; place++) hashes[from + place] = digits.charCodeAt(place);
    },
  });
}
