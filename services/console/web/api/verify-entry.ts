import type { Entry } from '@zhiheng/contracts';
import {
  type Checkpoint,
  canonicalEntry,
  fromBase64,
  type HashName,
  hashNamed,
  hashNameOf,
  leafHash,
  parseVerifierKey,
  type TileReader,
  toBase64,
  verifyInclusion,
} from '@zhiheng/ledger';
import type { Proof } from './entries.ts';
import { continuationFault, openHead, wordsOf } from './signed-head.ts';

type StepName = 'leaf' | 'inclusion' | 'signature' | 'newest';
export interface Step {
  name: StepName;
  state: 'passed' | 'failed' | 'skipped';
  /** What was found, for the eye: hashes in Base 64, sizes, the signer. */
  facts: Record<string, string | number>;
  /** Why it failed, in the words of the check. */
  fault?: string;
}

export interface Evidence {
  entry: Entry;
  proof: Proof;
  /** Fetched on their own, not taken from the proof. */
  checkpoint: string;
  /** A line for each key that the log has or had. */
  vkey: string;
  /** The log's public tiles. */
  readTile: TileReader;
}

/**
 * Recomputes everything from the entry's own bytes: its leaf hash, the path to the root, the signature of the
 * checkpoint, and that the newest published tree continues it. Throws Unreachable where `readTile` does.
 */
export async function verifyEntry({ entry, proof, checkpoint, vkey, readTile }: Evidence): Promise<Step[]> {
  const keys = vkey.trim().split('\n').map(parseVerifierKey);
  // The log's own name says with what it hashes; the proof may not choose.
  const name = hashNameOf(keys[0]?.name ?? '');
  const leaf = leafHash(canonicalEntry(entry), hashNamed(name));
  const signed = await attempt(() => openHead(proof.checkpoint, keys));
  const newest = await attempt(() => openHead(checkpoint, keys));
  return [
    leafStep(leaf, name, proof),
    inclusionStep(leaf, name, proof, 'value' in signed ? signed.value : undefined),
    'value' in signed
      ? passed('signature', {
          signedBy: signed.value.origin,
          treeSize: signed.value.size,
          root: toBase64(signed.value.root),
        })
      : failed('signature', signed.fault),
    await newestStep(signed, newest, readTile),
  ];
}

type Attempt<T> = { value: T } | { fault: string };

function leafStep(hash: Uint8Array, name: HashName, proof: Proof): Step {
  const facts = { leafHash: toBase64(hash), index: proof.index };
  if (proof.hash !== name) return failed('leaf', `The log hashes with ${name}, not ${proof.hash}.`, facts);
  return toBase64(hash) === proof.leafHash ? passed('leaf', facts) : failed('leaf', `≠ ${proof.leafHash}`, facts);
}

function inclusionStep(
  leaf: Uint8Array,
  name: HashName,
  { index, size, proof }: Proof,
  head: Checkpoint | undefined,
): Step {
  const facts = { count: proof.length, treeSize: size };
  if (!head) return { name: 'inclusion', state: 'skipped', facts };
  try {
    if (head.size !== size) throw new Error(`The checkpoint is of ${head.size} entries, the proof of ${size}.`);
    const path = proof.map((text) => fromBase64(text) ?? new Uint8Array());
    verifyInclusion(index, size, leaf, path, head.root, hashNamed(name));
    return passed('inclusion', facts);
  } catch (error) {
    return failed('inclusion', wordsOf(error), facts);
  }
}

/** A log shows everybody the same tree: the published one is the proof's own, or one that has grown out of it. */
async function newestStep(
  signed: Attempt<Checkpoint>,
  newest: Attempt<Checkpoint>,
  readTile: TileReader,
): Promise<Step> {
  if ('fault' in newest) return failed('newest', newest.fault);
  const facts = { treeSize: newest.value.size, root: toBase64(newest.value.root) };
  if ('fault' in signed) return { name: 'newest', state: 'skipped', facts };
  const fault = await continuationFault(signed.value, newest.value, readTile);
  return fault === undefined ? passed('newest', facts) : failed('newest', fault, facts);
}

const passed = (name: StepName, facts: Step['facts']): Step => ({ name, state: 'passed', facts });
const failed = (name: StepName, fault: string, facts: Step['facts'] = {}): Step => ({
  name,
  state: 'failed',
  facts,
  fault,
});

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { fault: wordsOf(error) };
  }
}
