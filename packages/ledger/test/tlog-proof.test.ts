import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkpointText,
  cosign,
  encodeTlogProof,
  FormatError,
  formatVerifierKey,
  inclusionProof,
  leafHash,
  ProofError,
  parseTlogProof,
  parseTrustedKeys,
  SignatureError,
  signNote,
  sm3,
  type TlogProof,
  toBase64,
  verifyTlogProof,
} from '../index.ts';
import { growLog } from './memory-log.ts';
import { entriesOf } from './naive.ts';
import { newSigner, verifyEd25519 } from './signers.ts';

const origin = 'zhiheng.example/county';
const [signer, witness] = [newSigner(origin), newSigner('witness.example/w1')];
const trusted = parseTrustedKeys(
  `${formatVerifierKey(origin, signer.publicKey)}\n${formatVerifierKey(witness.name, witness.publicKey, 'cosignature')}`,
);
const entries = entriesOf(300);
const { growth, readTile } = growLog(entries);
const text = checkpointText({ origin, size: 300, root: growth.root });
const checkpoint = (await signNote(text, [signer])) + (await cosign(text, witness, 1_700_000_000));
const proofOf = async (index: number): Promise<TlogProof> => ({
  index,
  hashes: await inclusionProof(index, 300, readTile),
  checkpoint,
});
const leaf = (index: number) => leafHash(entries[index]!);

describe('a tlog-proof', () => {
  it('has the form of the standard, and reads back', async () => {
    const proof = await proofOf(7);
    const written = encodeTlogProof(proof);
    expect(written).toBe(
      ['c2sp.org/tlog-proof@v1', 'index 7', ...proof.hashes.map(toBase64), '', checkpoint].join('\n'),
    );
    expect(parseTlogProof(written)).toEqual(proof);
    const extra = { ...proof, extra: Uint8Array.of(1, 2) };
    expect(encodeTlogProof(extra).split('\n')[1]).toBe('extra AQI=');
    expect(parseTlogProof(encodeTlogProof(extra))).toEqual(extra);
    const lone = { index: 0, hashes: [], checkpoint };
    expect(parseTlogProof(encodeTlogProof(lone))).toEqual(lone);
  });

  it('reads back whatever it holds', () => {
    const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 });
    fc.assert(
      fc.property(fc.maxSafeNat(), hashes, fc.option(fc.uint8Array(), { nil: undefined }), (index, list, extra) => {
        const proof = { index, hashes: list, checkpoint, ...(extra ? { extra } : {}) };
        expect(parseTlogProof(encodeTlogProof(proof))).toEqual(proof);
      }),
    );
  });

  it('of every entry holds, and tells of the witness', async () => {
    for (let index = 0; index < 300; index += 13) {
      const opened = await verifyTlogProof(leaf(index), await proofOf(index), trusted, verifyEd25519);
      expect(opened).toMatchObject({ origin, size: 300, witnesses: [{ time: 1_700_000_000, state: 'signed' }] });
    }
  });

  it('in any other form is refused', async () => {
    const good = encodeTlogProof(await proofOf(7));
    const hash = good.split('\n')[2]!;
    const wrong = [
      '',
      good.replace('@v1', '@v2'),
      good.replace('index 7', 'index 07'),
      good.replace('index 7', 'index -7'),
      good.replace('index 7', 'index 9007199254740992'),
      good.replace('index 7\n', ''),
      good.replace('index 7', 'extra !\nindex 7'),
      good.replace(hash, hash.slice(4)),
      good.replace(hash, `${hash} `),
      good.replaceAll('\n', '\r\n'),
      good.replace(hash, Array(64).fill(hash).join('\n')),
      good.slice(0, good.indexOf('\n\n')),
    ];
    for (const [place, one] of wrong.entries()) expect(() => parseTlogProof(one), String(place)).toThrow(FormatError);
  });

  it('that does not hold is refused: leaf, index, hashes, root, size, key', async () => {
    const proof = await proofOf(7);
    const verify = (changed: Partial<TlogProof>, hash = leaf(7)) =>
      verifyTlogProof(hash, { ...proof, ...changed }, trusted, verifyEd25519);
    await expect(verify({}, leaf(8))).rejects.toThrow(ProofError);
    await expect(verify({ index: 8 })).rejects.toThrow(ProofError);
    await expect(verify({ index: 300 })).rejects.toThrow(ProofError);
    await expect(verify({ hashes: proof.hashes.slice(1) })).rejects.toThrow(ProofError);
    await expect(verify({ hashes: [...proof.hashes, proof.hashes[0]!] })).rejects.toThrow(ProofError);
    await expect(verify({ hashes: proof.hashes.toReversed() })).rejects.toThrow(ProofError);
    await expect(verify({ checkpoint: checkpoint.replace('\n300\n', '\n301\n') })).rejects.toThrow(SignatureError);
    const stranger = newSigner(origin);
    await expect(verify({ checkpoint: await signNote(text, [stranger]) })).rejects.toThrow(SignatureError);
    const smaller = await signNote(checkpointText({ origin, size: 200, root: growth.root }), [signer]);
    await expect(verify({ checkpoint: smaller })).rejects.toThrow(ProofError);
  });

  it('of a log that another trusted log’s key has signed is refused', async () => {
    const both = parseTrustedKeys(
      [origin, 'zhiheng.example/city'].map((name) => formatVerifierKey(name, signer.publicKey)).join('\n'),
    );
    const foreign = await signNote(text, [{ ...signer, name: 'zhiheng.example/city' }]);
    await expect(
      verifyTlogProof(leaf(7), { ...(await proofOf(7)), checkpoint: foreign }, both, verifyEd25519),
    ).rejects.toMatchObject({ code: 'unknown-key' });
  });

  it('of an SM3 log is verified with SM3, because its origin says so', async () => {
    const name = `${origin};hash=sm3`;
    const national = newSigner(name);
    const log = growLog(entries, [300], sm3);
    const note = await signNote(checkpointText({ origin: name, size: 300, root: log.growth.root }), [national]);
    const proof = { index: 4, hashes: await inclusionProof(4, 300, log.readTile, sm3), checkpoint: note };
    const keys = parseTrustedKeys(formatVerifierKey(name, national.publicKey));
    await verifyTlogProof(leafHash(entries[4]!, sm3), proof, keys, verifyEd25519);
    await expect(verifyTlogProof(leaf(4), proof, keys, verifyEd25519)).rejects.toThrow(ProofError);
  });
});
