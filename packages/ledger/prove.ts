import { ProofError } from './errors.ts';
import { rootOf, splitHashes } from './grow.ts';
import { emptyRoot, type Hash, nodeHash, sha256 } from './hash.ts';
import { requireTile, type TileReader, tileWidth, widthOf } from './tile.ts';

/** Hash of the leaves `from` to `until`, where the range is one that the tree of the standard splits into. */
type RangeHash = (from: number, until: number) => Promise<Uint8Array>;

/** RFC 9162, 2.1.3.1: the hashes that lead from the leaf at `index` to the root of the first `size` leaves. */
export async function inclusionProof(
  index: number,
  size: number,
  readTile: TileReader,
  hash: Hash = sha256,
): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new ProofError('malformed-proof', `A tree of ${size} leaves has no leaf ${index}.`);
  const range = rangeHashes(size, readTile, hash);
  const proof: Promise<Uint8Array>[] = [];
  let [from, until] = [0, size];
  while (until - from > 1) {
    const middle = from + largestPowerBelow(until - from);
    if (index < middle) {
      proof.unshift(range(middle, until));
      until = middle;
    } else {
      proof.unshift(range(from, middle));
      from = middle;
    }
  }
  return Promise.all(proof);
}

/** RFC 9162, 2.1.4.1: the hashes that show the tree of `size2` leaves to begin with the tree of `size1`. */
export async function consistencyProof(
  size1: number,
  size2: number,
  readTile: TileReader,
  hash: Hash = sha256,
): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2) || size1 < 0 || size1 > size2)
    throw new ProofError('malformed-proof', `No tree of ${size1} leaves comes before one of ${size2}.`);
  if (size1 === 0 || size1 === size2) return [];
  const range = rangeHashes(size2, readTile, hash);
  const proof: Promise<Uint8Array>[] = [];
  let [from, until, whole] = [0, size2, true];
  while (until !== size1) {
    const middle = from + largestPowerBelow(until - from);
    if (size1 <= middle) {
      proof.unshift(range(middle, until));
      until = middle;
    } else {
      proof.unshift(range(from, middle));
      from = middle;
      whole = false;
    }
  }
  // Whoever knows the earlier root needs no hash for it.
  if (!whole) proof.unshift(range(from, until));
  return Promise.all(proof);
}

/** Root of the first `size` leaves. */
export async function rootFromTiles(size: number, readTile: TileReader, hash: Hash = sha256): Promise<Uint8Array> {
  return size === 0 ? emptyRoot(hash) : rangeHashes(size, readTile, hash)(0, size);
}

function rangeHashes(size: number, readTile: TileReader, hash: Hash): RangeHash {
  const known = new Map<string, Promise<Uint8Array[]>>();
  const tile = (level: number, n: number) => {
    const key = `${level}/${n}`;
    const place = { level, n, width: widthOf(size, level, n) };
    const found =
      known.get(key) ?? Promise.resolve(readTile(place)).then((data) => splitHashes(requireTile(data, place)));
    known.set(key, found);
    return found;
  };
  return async function range(from: number, until: number): Promise<Uint8Array> {
    const leaves = until - from;
    const split = largestPowerBelow(leaves);
    if (leaves > 1 && split * 2 !== leaves) {
      const middle = from + split;
      const [left, right] = await Promise.all([range(from, middle), range(middle, until)]);
      return nodeHash(left, right, hash);
    }
    let [level, unit] = [0, 1];
    while (unit * tileWidth <= leaves) [level, unit] = [level + 1, unit * tileWidth];
    const first = from / unit;
    const hashes = await tile(level, Math.floor(first / tileWidth));
    const start = first % tileWidth;
    return rootOf(hashes.slice(start, start + leaves / unit), hash);
  };
}

/** The largest power of two smaller than `value`; 1 for 1 and 2. */
function largestPowerBelow(value: number): number {
  let power = 1;
  while (power * 2 < value) power *= 2;
  return power;
}
