import { joinBytes } from './bytes.ts';
import { emptyRoot, type Hash, hashLength, nodeHash, pairHash, sha256 } from './hash.ts';
import { tileWidth } from './tile.ts';

/** The hashes of one tile. */
export interface Tile {
  level: number;
  n: number;
  data: Uint8Array;
}

/** A tree that has grown, as far as its right edge tells. */
export interface Extension {
  size: number;
  /** Tiles that are new or longer than before. */
  changed: Tile[];
  /** Partial tiles of the right edge, lowest level first: what the next growth starts from. */
  edge: Tile[];
}

export interface Growth extends Extension {
  root: Uint8Array;
}

/**
 * Adds leaves to a tree of which only the right edge is at hand. `edge` are the partial tiles (1 to 255 hashes) of the
 * tree of `size` leaves; their bytes are never altered, only followed by more.
 */
export function appendLeaves(
  size: number,
  edge: readonly Tile[],
  leafHashes: readonly Uint8Array[],
  hash: Hash = sha256,
): Growth {
  const extension = extendEdge(size, edge, joinBytes(...leafHashes), hash);
  return { ...extension, root: rootOfEdge(extension.edge, hash) };
}

/**
 * The same of hashes that stand one behind the other, without the root, which costs up to 255 hashes a level: for whoever adds much before
 * it is asked for.
 */
export function extendEdge(size: number, edge: readonly Tile[], leafHashes: Uint8Array, hash: Hash): Extension {
  requireEdge(size, edge);
  const changed: Tile[] = [];
  const partial: Tile[] = [];
  let incoming = leafHashes;
  for (
    let level = 0, hashes = size;
    incoming.length > 0 || hashes > 0;
    level++, hashes = Math.floor(hashes / tileWidth)
  ) {
    const first = Math.floor(hashes / tileWidth);
    const before = edge.find((tile) => tile.level === level)?.data ?? new Uint8Array();
    const tiles = incoming.length ? cut(joinBytes(before, incoming), level, first) : [];
    changed.push(...tiles);
    const last = tiles.at(-1) ?? { level, n: first, data: before };
    if (last.data.length > 0 && !isFull(last)) partial.push(last);
    incoming = joinBytes(...tiles.filter(isFull).map(({ data }) => fold(data, hash)));
  }
  return { size: size + leafHashes.length / hashLength, changed, edge: partial };
}

const isFull = ({ data }: Tile) => data.length === tileWidth * hashLength;

function requireEdge(size: number, edge: readonly Tile[]): void {
  const expected = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / tileWidth))
    if (hashes % tileWidth) expected.push({ level, n: Math.floor(hashes / tileWidth), width: hashes % tileWidth });
  const fits =
    edge.length === expected.length &&
    expected.every(({ level, n, width }) =>
      edge.some((tile) => tile.level === level && tile.n === n && tile.data.length === width * hashLength),
    );
  if (!fits) throw new RangeError(`These tiles are not the right edge of a tree of ${size} leaves.`);
}

function cut(data: Uint8Array, level: number, first: number): Tile[] {
  const bytes = tileWidth * hashLength;
  return Array.from({ length: Math.ceil(data.length / bytes) }, (_, place) => ({
    level,
    n: first + place,
    data: data.slice(place * bytes, (place + 1) * bytes),
  }));
}

export function splitHashes(data: Uint8Array): Uint8Array[] {
  return Array.from({ length: data.length / hashLength }, (_, place) =>
    data.subarray(place * hashLength, (place + 1) * hashLength),
  );
}

/** Merkle tree hash (RFC 9162, 2.1.1) over hashes that are leaves, or the roots of equal complete subtrees. */
export const rootOf = (hashes: readonly Uint8Array[], hash: Hash = sha256): Uint8Array =>
  fold(joinBytes(...hashes), hash);

/** The same over hashes that stand one behind the other. */
export function fold(hashes: Uint8Array, hash: Hash): Uint8Array {
  if (hashes.length === 0) return emptyRoot(hash);
  const level = Uint8Array.from(hashes);
  // Pairing neighbours and carrying an odd last one up unchanged gives the standard's split at the largest power of two.
  for (let count = level.length / hashLength; count > 1; count = Math.ceil(count / 2)) {
    for (let pair = 0; 2 * pair + 1 < count; pair++) pairHash(level, pair, hash);
    if (count % 2) level.copyWithin(((count - 1) / 2) * hashLength, (count - 1) * hashLength, count * hashLength);
  }
  return level.slice(0, hashLength);
}

/** The root of the whole tree: lower, later parts are joined to the right of the higher, earlier ones. */
export function rootOfEdge(edge: readonly Tile[], hash: Hash): Uint8Array {
  let right: Uint8Array | undefined;
  for (const { data } of edge) right = joinRight(data, right, hash);
  return right ?? emptyRoot(hash);
}

/** Folds the complete subtrees in `hashes` (sizes: the binary digits of their number) onto what lies right of them. */
function joinRight(hashes: Uint8Array, right: Uint8Array | undefined, hash: Hash): Uint8Array {
  let joined = right;
  let end = hashes.length;
  for (let width = hashLength; end > 0; width *= 2) {
    if (end % (width * 2) === 0) continue;
    const complete = fold(hashes.subarray(end - width, end), hash);
    joined = joined ? nodeHash(complete, joined, hash) : complete;
    end -= width;
  }
  return joined as Uint8Array;
}
