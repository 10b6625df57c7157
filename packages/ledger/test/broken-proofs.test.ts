import { hash as nativeHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  type Hash,
  inclusionProof,
  ProofError,
  rootFromTiles,
  verifyConsistency,
  verifyInclusion,
} from '../index.ts';
import { Definitions } from './definitions.ts';
import { growLog } from './memory-log.ts';
import { entriesOf, naiveLeaf } from './naive.ts';

// Against the standard's definitions, which share nothing with the code under test: at every size to 2^10, and at random beyond.

const beyond = 2 ** 17;
const fast: Hash = (data) => nativeHash('sha256', data, 'buffer');
const entries = entriesOf(beyond);
const defined = new Definitions(entries);
const { readTile } = growLog(entries, [beyond / 2, beyond / 2], fast);

/** A claim, and its evidence. */
interface Inclusion {
  index: number;
  size: number;
  leaf: Uint8Array;
  proof: Uint8Array[];
  root: Uint8Array;
}
interface Consistency {
  earlier: number;
  later: number;
  proof: Uint8Array[];
  root1: Uint8Array;
  root2: Uint8Array;
}

const inclusionOf = (index: number, size: number): Inclusion => ({
  index,
  size,
  leaf: naiveLeaf(entries[index]!),
  proof: defined.path(index, 0, size),
  root: defined.root(0, size),
});
const consistencyOf = (earlier: number, later: number): Consistency => ({
  earlier,
  later,
  proof: defined.subproof(earlier, 0, later, true),
  root1: defined.root(0, earlier),
  root2: defined.root(0, later),
});
const included = ({ index, size, leaf, proof, root }: Inclusion) =>
  verifyInclusion(index, size, leaf, proof, root, fast);
const consistent = ({ earlier, later, proof, root1, root2 }: Consistency) =>
  verifyConsistency(earlier, later, proof, root1, root2, fast);

const flip = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, place) => (place === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
const other = naiveLeaf(new TextEncoder().encode('of no log'));

/** Every way in which a list of hashes can be wrong, at the place that `at` picks. */
function wrongLists(proof: Uint8Array[], at: number): Uint8Array[][] {
  const place = proof.length ? at % proof.length : 0;
  const neighbour = (place + 1) % Math.max(proof.length, 1);
  return [
    [...proof, other],
    [other, ...proof],
    [...proof, ...proof.slice(-1), other],
    ...(proof.length
      ? [
          proof.slice(1),
          proof.slice(0, -1),
          proof.toSpliced(place, 1),
          proof.with(place, flip(proof[place]!, at % 256)),
          proof.with(place, proof[place]!.slice(0, 31)),
          proof.with(place, new Uint8Array([...proof[place]!, 0])),
        ]
      : []),
    ...(proof.length > 1 ? [proof.with(place, proof[neighbour]!).with(neighbour, proof[place]!)] : []),
  ];
}

/** Another index, or another size, whose tree has a path of the very same shape claims the same about the same root: no verifier can tell. */
const sameShape = (one: [number, number], two: [number, number]) => turns(...one) === turns(...two);
function turns(index: number, size: number): string {
  if (size === 1) return '';
  let k = 1;
  while (k * 2 < size) k *= 2;
  return index < k ? `${turns(index, k)}l` : `${turns(index - k, size - k)}r`;
}

function wrongInclusions(right: Inclusion, at: number): Inclusion[] {
  const { index, size, leaf, proof, root } = right;
  const elsewhere = [index + 1, index - 1, at % size, size, -1]
    .filter((place) => place !== index)
    .map((place) => ({ ...right, index: place }));
  const resized = [size + 1, size - 1, 2 * size, 0]
    .filter((claimed) => claimed <= index || !sameShape([index, size], [index, claimed]))
    .map((claimed) => ({ ...right, size: claimed }));
  return [
    { ...right, root: flip(root, at % 256) },
    { ...right, root: other },
    { ...right, leaf: flip(leaf, at % 256) },
    { ...right, leaf: other },
    ...(size > 1 ? [{ ...right, leaf: root, root: leaf }] : []),
    ...elsewhere,
    ...resized,
    ...wrongLists(proof, at).map((list) => ({ ...right, proof: list })),
  ];
}

function wrongConsistencies(right: Consistency, at: number): Consistency[] {
  const { earlier, later, proof, root1, root2 } = right;
  return [
    { ...right, root1: flip(root1, at % 256) },
    { ...right, root2: flip(root2, at % 256) },
    ...(earlier === later
      ? []
      : [
          { ...right, root1: root2, root2: root1 },
          { ...right, earlier: later, later: earlier },
        ]),
    ...(earlier === later
      ? []
      : [
          { ...right, root1: root2 },
          { ...right, root2: root1 },
        ]),
    ...wrongLists(proof, at).map((list) => ({ ...right, proof: list })),
  ];
}

function refuseAll(index: number, size: number, at: number): void {
  const inclusion = inclusionOf(index, size);
  included(inclusion);
  for (const wrong of wrongInclusions(inclusion, at))
    expect(() => included(wrong), `${JSON.stringify({ index, size, at })} ${spelt(wrong)}`).toThrow(ProofError);
  const consistency = consistencyOf(index + 1, size);
  consistent(consistency);
  for (const wrong of wrongConsistencies(consistency, at))
    expect(() => consistent(wrong), `${JSON.stringify({ index, size, at })} ${spelt(wrong)}`).toThrow(ProofError);
}
const spelt = (claim: object) =>
  JSON.stringify(claim, (_name, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex', 0, 4) : value,
  );

describe('a proof that is not exactly right is refused', () => {
  it('at every size to 2^10: wrong root, leaf, index, size, truncated, padded, swapped, altered', () => {
    for (let size = 1; size <= 2 ** 10; size++)
      for (const index of new Set([size - 1, (size * 5 + 37) % size])) refuseAll(index, size, size * 31 + index);
  });

  it('at random sizes beyond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 ** 10, max: beyond }), fc.nat(), fc.nat(), (size, a, at) =>
        refuseAll(a % size, size, at),
      ),
      { numRuns: 60 },
    );
  });
});

describe('at random sizes beyond 2^10', () => {
  it('roots and proofs from tiles are those of the definitions', async () => {
    const hexes = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2 ** 10, max: beyond }), fc.nat(), async (size, a) => {
        const index = a % size;
        expect(hexes([await rootFromTiles(size, readTile, fast)])).toEqual(hexes([defined.root(0, size)]));
        expect(hexes(await inclusionProof(index, size, readTile, fast))).toEqual(hexes(defined.path(index, 0, size)));
        expect(hexes(await consistencyProof(index + 1, size, readTile, fast))).toEqual(
          hexes(defined.subproof(index + 1, 0, size, true)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
