import type { Tile } from './grow.ts';
import { splitHashes } from './grow.ts';
import { emptyRoot, type Hash, nodeHash } from './hash.ts';
import { tileWidth } from './tile.ts';

interface Subtree {
  leaves: number;
  root: Uint8Array;
}

/**
 * The complete subtrees that a tree is made of, largest first: at most one for each binary digit of its size. By them the root at every
 * size can be told while leaves are gone over once.
 */
export class Frontier {
  readonly #hash: Hash;
  readonly #subtrees: Subtree[];
  #size: number;

  constructor(hash: Hash, subtrees: readonly Subtree[] = []) {
    this.#hash = hash;
    this.#subtrees = [...subtrees];
    this.#size = subtrees.reduce((sum, { leaves }) => sum + leaves, 0);
  }

  /** Of a tree of which the right edge is at hand. */
  static of(edge: readonly Tile[], hash: Hash): Frontier {
    const frontier = new Frontier(hash);
    for (const { level, data } of edge.toSorted((one, other) => other.level - one.level))
      for (const root of splitHashes(data)) frontier.push(root, tileWidth ** level);
    return frontier;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a complete subtree of so many leaves, no larger than the smallest that is there; a single leaf by its hash. */
  push(root: Uint8Array, leaves = 1): void {
    let added: Subtree = { leaves, root };
    for (let last = this.#subtrees.at(-1); last?.leaves === added.leaves; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      added = { leaves: 2 * added.leaves, root: nodeHash(last.root, added.root, this.#hash) };
    }
    this.#subtrees.push(added);
    this.#size += leaves;
  }

  root(): Uint8Array {
    return (
      this.#subtrees.reduceRight<Uint8Array | undefined>(
        (right, { root }) => (right ? nodeHash(root, right, this.#hash) : root),
        undefined,
      ) ?? emptyRoot(this.#hash)
    );
  }

  copy(): Frontier {
    return new Frontier(this.#hash, this.#subtrees);
  }
}
