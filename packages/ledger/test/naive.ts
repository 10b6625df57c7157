import { createHash } from 'node:crypto';

// The definitions of RFC 9162, 2.1, written down as they stand there, with nothing shared with the code under test.

const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

const leaf = Uint8Array.of(0);
const node = Uint8Array.of(1);

function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

export const naiveLeaf = (entry: Uint8Array): Uint8Array => sha256(leaf, entry);

/** MTH(D_n) */
export function naiveRoot(entries: Uint8Array[]): Uint8Array {
  if (entries.length === 0) return sha256();
  if (entries.length === 1) return sha256(leaf, entries[0]!);
  const k = splitPoint(entries.length);
  return sha256(node, naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

/** Different entries, as many as asked for. */
export const entriesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, place) => new TextEncoder().encode(`entry ${place}`));
