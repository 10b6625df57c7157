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
  const read: TileReader = ({ level, n }) =>
    changed.find((tile) => tile.level === level && tile.n === n)?.data ?? new Uint8Array();
  const signer = await newSigner();
  const checkpoint = await signNote(checkpointText({ origin, size: leaves.length, root }), [signer]);
  const index = 257;
  const path = await inclusionProof(index, leaves.length, read);
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
  evidence = { entry: entryAt(index), proof, checkpoint, vkey };
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
});
