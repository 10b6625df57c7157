import { equalBytes } from './bytes.ts';
import { ProofError } from './errors.ts';
import { emptyRoot, type Hash, hashLength, nodeHash, sha256 } from './hash.ts';

// Sizes are plain numbers below 2^53, so halving is a division: the bitwise operators end at 2^31.
const isOdd = (value: number) => value % 2 === 1;
const half = (value: number) => Math.floor(value / 2);

/**
 * RFC 9162, 2.1.3.2: the leaf with `leafHash` stands at `index` of the tree that has `size` leaves and this `root`.
 * Returns nothing; throws ProofError when it does not hold.
 */
export function verifyInclusion(
  index: number,
  size: number,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
  hash: Hash = sha256,
): void {
  requireSizes(index, size);
  requireHashes([leafHash, root, ...proof]);
  if (index >= size) throw new ProofError('malformed-proof', `A tree of ${size} leaves has no leaf ${index}.`);
  let place = index;
  let last = size - 1;
  let computed = leafHash;
  for (const sibling of proof) {
    if (last === 0) throw new ProofError('malformed-proof', 'The proof has too many hashes.');
    if (isOdd(place) || place === last) {
      computed = nodeHash(sibling, computed, hash);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      computed = nodeHash(computed, sibling, hash);
    }
    [place, last] = [half(place), half(last)];
  }
  if (last !== 0) throw new ProofError('malformed-proof', 'The proof has too few hashes.');
  if (!equalBytes(computed, root)) throw new ProofError('root-mismatch', 'The proof leads to another root.');
}

/**
 * RFC 9162, 2.1.4.2: the tree of `size2` leaves with `root2` begins with the `size1` leaves of `root1`.
 * Returns nothing; throws ProofError when it does not hold.
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
  hash: Hash = sha256,
): void {
  requireSizes(size1, size2);
  requireHashes([root1, root2, ...proof]);
  if (size1 > size2)
    throw new ProofError('malformed-proof', `A tree of ${size2} leaves is no later than one of ${size1}.`);
  if (size1 === 0 || size1 === size2) {
    verifyTrivially(size1, size2, proof, root1, root2, hash);
    return;
  }
  const [first, ...rest] = isPowerOfTwo(size1) ? [root1, ...proof] : proof;
  if (!first) throw new ProofError('malformed-proof', 'The proof has too few hashes.');
  let place = size1 - 1;
  let last = size2 - 1;
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  let [older, newer] = [first, first];
  for (const sibling of rest) {
    if (last === 0) throw new ProofError('malformed-proof', 'The proof has too many hashes.');
    if (isOdd(place) || place === last) {
      older = nodeHash(sibling, older, hash);
      newer = nodeHash(sibling, newer, hash);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      newer = nodeHash(newer, sibling, hash);
    }
    [place, last] = [half(place), half(last)];
  }
  if (last !== 0) throw new ProofError('malformed-proof', 'The proof has too few hashes.');
  if (!equalBytes(older, root1)) throw new ProofError('root-mismatch', 'The proof leads to another earlier root.');
  if (!equalBytes(newer, root2)) throw new ProofError('root-mismatch', 'The proof leads to another later root.');
}

/** Every tree begins with the empty one, and with itself: there is nothing to prove but the root. */
function verifyTrivially(
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
  hash: Hash,
): void {
  if (proof.length > 0) throw new ProofError('malformed-proof', 'The proof has too many hashes.');
  if (size1 === 0 && !equalBytes(root1, emptyRoot(hash)))
    throw new ProofError('root-mismatch', 'This is not the root of the empty tree.');
  if (size1 === size2 && !equalBytes(root1, root2))
    throw new ProofError('root-mismatch', 'One size has two different roots.');
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
}

function requireSizes(...values: number[]): void {
  if (values.every((value) => Number.isSafeInteger(value) && value >= 0)) return;
  throw new ProofError('malformed-proof', 'Index and size must be whole numbers from 0 to 2^53 - 1.');
}

function requireHashes(hashes: readonly Uint8Array[]): void {
  if (hashes.every((hash) => hash instanceof Uint8Array && hash.length === hashLength)) return;
  throw new ProofError('malformed-proof', `Every hash has ${hashLength} bytes.`);
}
