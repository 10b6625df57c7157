import { hash as nativeHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { consistencyProof, type Hash, inclusionProof, verifyConsistency, verifyInclusion } from '../index.ts';
import { Definitions } from './definitions.ts';
import { growLog } from './memory-log.ts';
import { entriesOf, naiveLeaf } from './naive.ts';

const most = 2 ** 10;
/** The proofs of all sizes have the same few thousand hashes in them: each is reckoned once. */
const known = new Map<string, Uint8Array>();
const fast: Hash = (data) => {
  const text = Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1');
  const found = known.get(text) ?? nativeHash('sha256', data, 'buffer');
  known.set(text, found);
  return found;
};

const entries = entriesOf(most);
const leaves = entries.map(naiveLeaf);
const defined = new Definitions(entries);
const { readTile } = growLog(entries);

describe('every size to 2^10', () => {
  it('takes the proof that the definitions give of every index to size 2^9, of every fifth and the last beyond', () => {
    for (let size = 1; size <= most; size++)
      for (
        let index = 0;
        index < size;
        index = Math.min(index + (size > most / 2 ? 5 : 1), Math.max(size - 1, index + 1))
      )
        verifyInclusion(index, size, leaves[index]!, defined.path(index, 0, size), defined.root(0, size), fast);
  });

  it('takes the consistency proof of every pair to 2^9 that the definitions give', () => {
    for (let later = 1; later <= most / 2; later++)
      for (let earlier = 1; earlier <= later; earlier++)
        verifyConsistency(
          earlier,
          later,
          defined.subproof(earlier, 0, later, true),
          defined.root(0, earlier),
          defined.root(0, later),
          fast,
        );
  });

  it('gives from tiles the proofs of the definitions: first, last and 6 other indexes and earlier sizes of each size', async () => {
    for (let size = 1; size <= most; size++) {
      const places = [0, size - 1, ...[3, 37, 101, 257, 509, 769].map((at) => at % size)];
      for (const place of new Set(places)) {
        const proof = await inclusionProof(place, size, readTile, fast);
        expect(hexes(proof)).toEqual(hexes(defined.path(place, 0, size)));
        expect(hexes(await consistencyProof(place + 1, size, readTile, fast))).toEqual(
          hexes(defined.subproof(place + 1, 0, size, true)),
        );
      }
    }
  });
});

const hexes = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'));

describe('the definitions used here', () => {
  it('have the roots that Certificate Transparency publishes for its eight test leaves', () => {
    const published = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const texts = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const own = new Definitions(texts.map((hex) => Buffer.from(hex, 'hex')));
    expect(published.map((_, place) => Buffer.from(own.root(0, place + 1)).toString('hex'))).toEqual(published);
  });
});
