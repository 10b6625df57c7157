import type { Entry } from '@zhiheng/contracts';
import {
  appendLeaves,
  canonicalEntry,
  checkpointText,
  formatVerifierKey,
  inclusionProof,
  leafHash,
  signNote,
  type TileReader,
  toBase64,
} from '@zhiheng/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proof } from '../api/entries.ts';
import { Unreachable } from '../api/problem.ts';
import { type Evidence, verifyEntry } from '../api/verify-entry.ts';

const origin = 'example.gov/audit/log/county';
const entryAt = (index: number): Entry => ({
  id: `01990a3e-6f00-7c3a-9a52-${String(index).padStart(12, '0')}`,
  index,
  at: '2026-11-24T01:02:03.456Z',
  centre: 'county',
  action: 'grant.started',
  outcome: 'done',
  actor: 'director',
});

let evidence: Evidence;
let otherKey: string;
/** Proof of entry 3 in the tree as it was with so many entries, or in another one that the log has signed. */
let earlierProof: (size: number, change?: (leaf: Uint8Array, index: number) => Uint8Array) => Promise<Proof>;

async function newSigner() {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, Uint8Array.from(message)));
  return { name: origin, publicKey, sign };
}

beforeAll(async () => {
  const entries = Array.from({ length: 300 }, (_, index) => entryAt(index));
  const leaves = entries.map((entry) => leafHash(canonicalEntry(entry)));
  const { root, changed } = appendLeaves(0, [], leaves);
  const readTile: TileReader = ({ level, n }) =>
    changed.find((tile) => tile.level === level && tile.n === n)?.data ?? new Uint8Array();
  const signer = await newSigner();
  const checkpoint = await signNote(checkpointText({ origin, size: leaves.length, root }), [signer]);
  earlierProof = async (size, change = (leaf) => leaf) => {
    const tree = appendLeaves(0, [], leaves.slice(0, size).map(change));
    const path = await inclusionProof(
      3,
      size,
      ({ level, n }) => tree.changed.find((tile) => tile.level === level && tile.n === n)?.data ?? new Uint8Array(),
    );
    return {
      ...proof,
      ...{ index: 3, size, leafHash: toBase64(leaves[3] as Uint8Array), proof: path.map(toBase64), entry: entryAt(3) },
      checkpoint: await signNote(checkpointText({ origin, size, root: tree.root }), [signer]),
    };
  };
  const index = 257;
  const path = await inclusionProof(index, leaves.length, readTile);
  const vkey = formatVerifierKey(origin, signer.publicKey);
  const proof: Proof = {
    index,
    size: leaves.length,
    hash: 'sha256',
    leafHash: toBase64(leaves[index] as Uint8Array),
    proof: path.map(toBase64),
    checkpoint,
    vkey,
    entry: entryAt(index),
  };
  evidence = { entry: entryAt(index), proof, checkpoint, vkey, readTile };
  otherKey = formatVerifierKey(origin, (await newSigner()).publicKey);
});

const statesOf = async (changed: Partial<Evidence>) =>
  Object.fromEntries((await verifyEntry({ ...evidence, ...changed })).map(({ name, state }) => [name, state]));

describe('an entry verified in the browser', () => {
  it('passes every step when nothing was touched', async () => {
    expect(await statesOf({})).toEqual({ leaf: 'passed', inclusion: 'passed', signature: 'passed', newest: 'passed' });
  });

  it('does not lead to the signed root when its content was changed, whatever leaf the server says', async () => {
    const entry = { ...evidence.entry, actor: 'secadmin' };
    expect(await statesOf({ entry })).toMatchObject({ leaf: 'failed', inclusion: 'failed', signature: 'passed' });
    const proof = { ...evidence.proof, leafHash: toBase64(leafHash(canonicalEntry(entry))) };
    expect(await statesOf({ entry, proof })).toMatchObject({
      leaf: 'passed',
      inclusion: 'failed',
      signature: 'passed',
    });
  });

  it('signed with any of the keys that the log has had', async () => {
    const states = { leaf: 'passed', inclusion: 'passed', signature: 'passed', newest: 'passed' };
    expect(await statesOf({ vkey: `${otherKey}\n${evidence.vkey}\n` })).toEqual(states);
  });

  it('is not believed on a checkpoint that another key signed', async () => {
    expect(await statesOf({ vkey: otherKey })).toMatchObject({
      inclusion: 'skipped',
      signature: 'failed',
      newest: 'failed',
    });
  });

  it('is not believed when the published checkpoint is of another tree of that size, or an older one', async () => {
    const signer = await newSigner();
    const vkey = formatVerifierKey(origin, signer.publicKey);
    const signed = (size: number, root: Uint8Array) => signNote(checkpointText({ origin, size, root }), [signer]);
    const size = evidence.proof.size;
    const proof = { ...evidence.proof, checkpoint: await signed(size, new Uint8Array(32).fill(1)) };
    const forked = await signed(size, new Uint8Array(32).fill(2));
    expect(await statesOf({ vkey, proof, checkpoint: forked })).toMatchObject({
      signature: 'passed',
      newest: 'failed',
    });
    const older = await signed(size - 1, new Uint8Array(32).fill(1));
    expect(await statesOf({ vkey, proof, checkpoint: older })).toMatchObject({ newest: 'failed' });
  });
  it('is believed on an earlier checkpoint where the published tree has grown out of it, and on no fork', async () => {
    const passed = { leaf: 'passed', inclusion: 'passed', signature: 'passed', newest: 'passed' };
    const entry = entryAt(3);
    for (const size of [4, 256, 299])
      expect(await statesOf({ entry, proof: await earlierProof(size) })).toEqual(passed);
    const forked = await earlierProof(257, (leaf, index) => (index === 200 ? new Uint8Array(32).fill(7) : leaf));
    expect(await statesOf({ entry, proof: forked })).toEqual({ ...passed, newest: 'failed' });
    const readTile = () => new Uint8Array();
    expect(await statesOf({ entry, proof: await earlierProof(257), readTile })).toEqual({
      ...passed,
      newest: 'failed',
    });
  });

  it('is not judged where the network fails: that says nothing of the log', async () => {
    const readTile = () => Promise.reject(new Unreachable('503'));
    const earlier = { entry: entryAt(3), proof: await earlierProof(257), readTile };
    await expect(verifyEntry({ ...evidence, ...earlier })).rejects.toThrow(Unreachable);
  });
});
