import { hash as nativeHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  FormatError,
  hashNamed,
  hashNameOf,
  inclusionProof,
  leafHash,
  ProofError,
  rootFromTiles,
  sm3,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from '../index.ts';
import { growLog } from './memory-log.ts';
import { entriesOf } from './naive.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('SM3', () => {
  it('has the digests that GB/T 32905 gives as examples', () => {
    expect(toHex(sm3(bytes('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(toHex(sm3(bytes('abcd'.repeat(16))))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    );
  });

  it('agrees with the platform at every length around a block, and on anything', () => {
    const same = (data: Uint8Array): void => expect(toHex(sm3(data))).toBe(nativeHash('sm3', data, 'hex'));
    for (let length = 0; length <= 200; length++) same(new Uint8Array(length).fill(length));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (data) => void same(data)));
    const part = new Uint8Array(1_000).subarray(3, 700).fill(9);
    same(part);
  });

  it('is named by the origin of a log, and only by its end', () => {
    expect(hashNameOf('zhiheng.example/audit/log/county;hash=sm3')).toBe('sm3');
    for (const origin of ['zhiheng.example/audit/log/county', 'zhiheng.example/;hash=sm3/county', 'sm3'])
      expect(hashNameOf(origin)).toBe('sha256');
    expect(hashNamed('sm3')(bytes('abc'))).toEqual(sm3(bytes('abc')));
    for (const name of ['sha1', 'toString', '']) expect(() => hashNamed(name)).toThrow(FormatError);
  });
});

describe('a log that hashes with SM3', () => {
  const entries = entriesOf(600);
  const log = growLog(entries, [1, 255, 300, 44], sm3);

  it('proves inclusion and consistency with it, and with nothing else', async () => {
    expect(await rootFromTiles(600, log.readTile, sm3)).toEqual(log.growth.root);
    const earlier = await rootFromTiles(257, log.readTile, sm3);
    const consistency = await consistencyProof(257, 600, log.readTile, sm3);
    verifyConsistency(257, 600, consistency, earlier, log.growth.root, sm3);
    expect(() => verifyConsistency(257, 600, consistency, earlier, log.growth.root)).toThrow(ProofError);
    for (const index of [0, 255, 256, 599]) {
      const leaf = leafHash(entries[index]!, sm3);
      const proof = await inclusionProof(index, 600, log.readTile, sm3);
      verifyInclusion(index, 600, leaf, proof, log.growth.root, sm3);
      expect(() => verifyInclusion(index, 600, leaf, proof, log.growth.root)).toThrow(ProofError);
    }
  });
});
