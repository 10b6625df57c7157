import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  ProofError,
  rootFromTiles,
  sha256,
  verifyConsistency,
  verifyInclusion,
} from '../index.ts';
import { growLog } from './memory-log.ts';
import { entriesOf, naiveLeaf, naiveRoot } from './naive.ts';

const most = 260;
const entries = entriesOf(most);
const leaves = entries.map(naiveLeaf);
const roots = Array.from({ length: most + 1 }, (_, size) => naiveRoot(entries.slice(0, size)));
const { readTile } = growLog(entries);

it('the hash of a leaf is that of its bytes, whatever stands before them', () => {
  const [entry] = entries as [Uint8Array];
  for (const before of [[], [0], [1], [0, 1], [1, 0], [0, 0]])
    expect(
      leafHash(Uint8Array.of(...before, ...entry, 7).subarray(before.length, before.length + entry.length)),
    ).toEqual(leaves[0]);
});

describe('a tree of every size to 260', () => {
  it('has the root of the definition, read from tiles', async () => {
    for (let size = 0; size <= most; size++) expect(await rootFromTiles(size, readTile)).toEqual(roots[size]);
  });
});

describe('a large tree', () => {
  const many = entriesOf(70_000);
  const large = growLog(many);

  it('proves any leaf and any earlier size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: many.length }), fc.nat(), fc.nat(), async (size, a, b) => {
        const [index, earlier] = [a % size, 1 + (b % size)];
        const [root, earlierRoot] = await Promise.all([size, earlier].map((at) => rootFromTiles(at, large.readTile)));
        verifyInclusion(index, size, naiveLeaf(many[index]!), await inclusionProof(index, size, large.readTile), root!);
        verifyConsistency(earlier, size, await consistencyProof(earlier, size, large.readTile), earlierRoot!, root!);
      }),
      { numRuns: 200 },
    );
    expect(large.growth.root).toEqual(naiveRoot(many));
  });
});

describe('a proof that is not exactly right', () => {
  const broken = (work: () => void) => expect(work).toThrow(ProofError);
  const flip = (bytes: Uint8Array, bit = 0) => bytes.map((byte, place) => (place === 0 ? byte ^ (1 << bit) : byte));

  it('of inclusion is refused: wrong root, leaf, index, size; truncated, padded, swapped, altered', async () => {
    for (let size = 2; size <= 70; size++) {
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(index, size, readTile);
        const [leaf, root] = [leaves[index]!, roots[size]!];
        verifyInclusion(index, size, leaf, proof, root);
        broken(() => verifyInclusion(index, size, leaf, proof, flip(root)));
        broken(() => verifyInclusion(index, size, flip(leaf, 7), proof, root));
        broken(() => verifyInclusion((index + 1) % size, size, leaf, proof, root));
        broken(() => verifyInclusion(index, size, leaf, proof.slice(1), root));
        broken(() => verifyInclusion(index, size, leaf, proof.slice(0, -1), root));
        broken(() => verifyInclusion(index, size, leaf, [...proof, root], root));
        broken(() => verifyInclusion(index, size, leaf, [leaf, ...proof], root));
        broken(() =>
          verifyInclusion(
            index,
            size,
            leaf,
            proof.map((hash, place) => (place === proof.length - 1 ? flip(hash) : hash)),
            root,
          ),
        );
        if (proof.length > 1)
          broken(() => verifyInclusion(index, size, leaf, [proof[1]!, proof[0]!, ...proof.slice(2)], root));
      }
    }
  });

  it('of consistency is refused in the same ways', async () => {
    for (let later = 2; later <= 70; later++) {
      for (let earlier = 1; earlier < later; earlier++) {
        const proof = await consistencyProof(earlier, later, readTile);
        const [root1, root2] = [roots[earlier]!, roots[later]!];
        verifyConsistency(earlier, later, proof, root1, root2);
        broken(() => verifyConsistency(earlier, later, proof, flip(root1), root2));
        broken(() => verifyConsistency(earlier, later, proof, root1, flip(root2)));
        broken(() => verifyConsistency(earlier, later, proof, root2, root1));
        broken(() => verifyConsistency(later, earlier, proof, root1, root2));
        broken(() => verifyConsistency(earlier, later, proof.slice(1), root1, root2));
        broken(() => verifyConsistency(earlier, later, proof.slice(0, -1), root1, root2));
        broken(() => verifyConsistency(earlier, later, [...proof, root1], root1, root2));
        if (proof.length > 1)
          broken(() => verifyConsistency(earlier, later, [proof[1]!, proof[0]!, ...proof.slice(2)], root1, root2));
      }
    }
  });

  it('is refused when sizes or hashes make no sense', () => {
    const root = roots[1]!;
    for (const size of [0, -1, 1.5, Number.NaN, 2 ** 53]) broken(() => verifyInclusion(0, size, root, [], root));
    broken(() => verifyInclusion(1, 1, root, [], root));
    broken(() => verifyInclusion(0, 1, root.slice(1), [], root));
    broken(() => verifyInclusion(0, 1, root, [], root.slice(1)));
    broken(() => verifyConsistency(0, 5, [], root, roots[5]!));
    broken(() => verifyConsistency(0, 5, [root], roots[0]!, roots[5]!));
    broken(() => verifyConsistency(3, 3, [], roots[3]!, roots[2]!));
    broken(() => verifyConsistency(3, 3, [root], roots[3]!, roots[3]!));
    broken(() => verifyConsistency(3, 5, [], roots[3]!, roots[5]!));
    verifyConsistency(0, 5, [], roots[0]!, roots[5]!);
    verifyConsistency(3, 3, [], roots[3]!, roots[3]!);
    verifyInclusion(0, 1, leaves[0]!, [], root);
  });

  it('is refused when it belongs to a smaller or larger tree than is claimed', () => {
    verifyInclusion(0, 2, leaves[0]!, [leaves[1]!], roots[2]!);
    for (const size of [1, 3, 4, 5, 400]) broken(() => verifyInclusion(0, size, leaves[0]!, [leaves[1]!], roots[2]!));
    broken(() => verifyInclusion(0, 4, leaves[0]!, [], leaves[0]!));
    broken(() => verifyInclusion(0.5, 1, leaves[0]!, [], roots[1]!));
    const short = leaves[0]!.slice(1);
    broken(() => verifyInclusion(0, 1, short, [], short));
    broken(() => verifyConsistency(2, 4, [], roots[2]!, roots[2]!));
  });

  it('of another hash function is refused', () => {
    verifyInclusion(0, 2, leaves[0]!, [leaves[1]!], roots[2]!, sha256);
    broken(() => verifyInclusion(0, 2, leaves[0]!, [leaves[1]!], roots[2]!, (data) => flip(sha256(data))));
  });
});
