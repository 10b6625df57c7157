import { hash } from 'node:crypto';
import type { Hash } from '@zhiheng/ledger';

/**
 * The platform's own implementation of the hash function that a log was founded with: `sha256` or `sm3`. By way of a string, as a buffer
 * that the platform makes costs more than the hash itself.
 */
export const platformHash =
  (name: string): Hash =>
  (data) =>
    Buffer.from(hash(name, data, 'binary'), 'latin1');
