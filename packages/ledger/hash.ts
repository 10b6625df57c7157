import { sha256 as pureSha256 } from '@noble/hashes/sha2.js';

/** A hash function of 32 bytes. A log keeps the one it was founded with. */
export type Hash = (data: Uint8Array) => Uint8Array;

/** SHA-256 in plain script: the same in Node and in the browser. Services hand in their platform's faster one. */
export const sha256: Hash = (data) => pureSha256(data);

export const hashLength = 32;

/** RFC 6962, 2.1: the leading byte keeps a leaf from passing as a node. */
export function leafHash(entry: Uint8Array, hash: Hash = sha256): Uint8Array {
  const input = new Uint8Array(entry.length + 1);
  input.set(entry, 1);
  return hash(input);
}

export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Hash = sha256): Uint8Array {
  const input = new Uint8Array(1 + 2 * hashLength);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + hashLength);
  return hash(input);
}

/** Root of the tree without leaves. */
export const emptyRoot = (hash: Hash = sha256): Uint8Array => hash(new Uint8Array());
