import { hash } from 'node:crypto';
import type { Hash } from '@zhiheng/ledger';

/** The platform's own implementation of the hash function that a log was founded with: `sha256` or `sm3`. */
export const platformHash =
  (name: string): Hash =>
  (data) =>
    hash(name, data, 'buffer');
