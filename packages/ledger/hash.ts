import { sha256 as pureSha256 } from '@noble/hashes/sha2.js';
import { FormatError } from './errors.ts';
import { sm3Digest } from './sm3.ts';

/** A hash function of 32 bytes, done with its input when it returns. A log keeps the one it was founded with. */
export interface Hash {
  (data: Uint8Array): Uint8Array;
  /** Where the function has one: the same, put among others from this byte on. An array for each costs a quarter of a hash. */
  into?(data: Uint8Array, hashes: Uint8Array, from: number): void;
}

/** SHA-256 in plain script: the same in Node and in the browser. Services hand in their platform's faster one. */
export const sha256: Hash = (data) => pureSha256(data);

/** SM3 (GB/T 32905-2016) in plain script. */
export const sm3: Hash = sm3Digest;

export const hashLength = 32;

const byName = { sha256, sm3 } as const;

/** The hash functions that a log may be founded with. */
export type HashName = keyof typeof byName;

/** The function of this name. Throws FormatError `unknown-hash`. */
export function hashNamed(name: string): Hash {
  if (!Object.hasOwn(byName, name)) throw new FormatError('unknown-hash', `The hash function "${name}" is not known.`);
  return byName[name as HashName];
}

const sm3Mark = ';hash=sm3';

/**
 * The hash function that the origin of a log states: SM3 where it ends in `;hash=sm3`, else SHA-256, which is what every
 * other C2SP log has. The origin is in each signed checkpoint, so nobody can pass one function off as the other.
 */
export const hashNameOf = (origin: string): HashName => (origin.endsWith(sm3Mark) ? 'sm3' : 'sha256');

/** What is hashed is put together here: a new array for each leaf and node would cost as much as to hash it. */
let leafInput = new Uint8Array(4_096);
const nodeInput = new Uint8Array(1 + 2 * hashLength);
nodeInput[0] = 1;

/** RFC 6962, 2.1: the leading byte keeps a leaf from passing as a node. */
export const leafHash = (entry: Uint8Array, hash: Hash = sha256): Uint8Array => hash(leafInputOf(entry));

/** The same, in the place of this number among hashes that stand one behind the other. */
export const putLeafHash = (hashes: Uint8Array, at: number, entry: Uint8Array, hash: Hash): void =>
  putHash(hashes, at, leafInputOf(entry), hash);

function leafInputOf(entry: Uint8Array): Uint8Array {
  if (entry.byteOffset > 0) {
    const behindMark = new Uint8Array(entry.buffer, entry.byteOffset - 1, entry.length + 1);
    // Whoever wrote the entry has left it there.
    if (behindMark[0] === 0) return behindMark;
  }
  if (entry.length >= leafInput.length) leafInput = new Uint8Array(2 * entry.length);
  leafInput.set(entry, 1);
  return leafInput.subarray(0, entry.length + 1);
}

export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Hash = sha256): Uint8Array {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + hashLength);
  return hash(nodeInput);
}

/** Puts the hash of the pair of neighbours in the place of this number among hashes that stand one behind the other. */
export function pairHash(hashes: Uint8Array, pair: number, hash: Hash): void {
  const from = 2 * pair * hashLength;
  for (let place = 0; place < 2 * hashLength; place++) nodeInput[place + 1] = hashes[from + place] as number;
  putHash(hashes, pair, nodeInput, hash);
}

function putHash(hashes: Uint8Array, at: number, input: Uint8Array, hash: Hash): void {
  const to = at * hashLength;
  if (hash.into) {
    hash.into(input, hashes, to);
    return;
  }
  const one = hash(input);
  // For so few bytes a view of them costs more.
  for (let place = 0; place < hashLength; place++) hashes[to + place] = one[place] as number;
}

/** Root of the tree without leaves. */
export const emptyRoot = (hash: Hash = sha256): Uint8Array => hash(new Uint8Array());
