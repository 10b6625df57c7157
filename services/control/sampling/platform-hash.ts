import { hash } from 'node:crypto';
import type { Hash } from '@zhiheng/ledger';

/** The platform's own SHA-256 or SM3. By way of a string, as a buffer that the platform makes costs more than the hash itself. */
export const platformHash =
  (name: string): Hash =>
  (data) =>
    Buffer.from(hash(name, data, 'binary'), 'latin1');

/** What populations and samples are hashed with. */
export const sha256 = platformHash('sha256');
