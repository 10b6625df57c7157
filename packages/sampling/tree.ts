import { appendLeaves, type Hash, leafHash, sha256, type Tile } from '@zhiheng/ledger';

/** A Merkle tree (RFC 6962) over lines of text that grows batch by batch; what is kept of it does not grow. */
export interface LineTree {
  size: number;
  edge: readonly Tile[];
  root: Uint8Array;
}

export const emptyTree = (hash: Hash = sha256): LineTree => grown({ size: 0, edge: [] }, [], hash);

const encoder = new TextEncoder();

export function grown(
  { size, edge }: Pick<LineTree, 'size' | 'edge'>,
  lines: readonly string[],
  hash: Hash = sha256,
): LineTree {
  const leaves = lines.map((line) => leafHash(encoder.encode(line), hash));
  return appendLeaves(size, edge, leaves, hash);
}
