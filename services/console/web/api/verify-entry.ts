import type { Entry } from '@zhiheng/contracts';
import {
  canonicalEntry,
  fromBase64,
  type HashName,
  hashNamed,
  hashNameOf,
  leafHash,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  toBase64,
  type VerifierKey,
  verifyInclusion,
} from '@zhiheng/ledger';
import { verifyEd25519 } from './ed25519.ts';
import type { Proof } from './entries.ts';

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
}

/**
 * Recomputes everything from the entry's own bytes: its leaf hash, the path to the root, the signature of the
 * checkpoint, and that the newest published checkpoint says the same of a tree of that size.
 */
export async function verifyEntry({ entry, proof, checkpoint, vkey }: Evidence): Promise<Step[]> {
  const keys = vkey.trim().split('\n').map(parseVerifierKey);
  // The log's own name says with what it hashes; the proof may not choose.
  const name = hashNameOf(keys[0]?.name ?? '');
  const leaf = leafHash(canonicalEntry(entry), hashNamed(name));
  const signed = await attempt(() => opened(proof.checkpoint, keys));
  const newest = await attempt(() => opened(checkpoint, keys));
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
    newestStep(signed, newest),
  ];
}

type Head = Awaited<ReturnType<typeof opened>>;
type Attempt<T> = { value: T } | { fault: string };

async function opened(note: string, keys: VerifierKey[]) {
  const { text, signedBy } = await openNote(note, keys, verifyEd25519);
  const checkpoint = parseCheckpoint(text);
  if (!signedBy.some(({ name }) => name === checkpoint.origin))
    throw new Error(`The checkpoint is of ${checkpoint.origin}.`);
  return checkpoint;
}

function leafStep(hash: Uint8Array, name: HashName, proof: Proof): Step {
  const facts = { leafHash: toBase64(hash), index: proof.index };
  if (proof.hash !== name) return failed('leaf', `The log hashes with ${name}, not ${proof.hash}.`, facts);
  return toBase64(hash) === proof.leafHash ? passed('leaf', facts) : failed('leaf', `≠ ${proof.leafHash}`, facts);
}

function inclusionStep(leaf: Uint8Array, name: HashName, { index, size, proof }: Proof, head: Head | undefined): Step {
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

/** A log shows everybody the same tree: the proof's head may be no newer than the published one, nor differ from it. */
function newestStep(signed: Attempt<Head>, newest: Attempt<Head>): Step {
  if ('fault' in newest) return failed('newest', newest.fault);
  const facts = { treeSize: newest.value.size, root: toBase64(newest.value.root) };
  if ('fault' in signed) return { name: 'newest', state: 'skipped', facts };
  const same = toBase64(signed.value.root) === facts.root;
  if (signed.value.size > newest.value.size || (signed.value.size === newest.value.size && !same))
    return failed('newest', `${signed.value.size} / ${newest.value.size}`, facts);
  return passed('newest', facts);
}

const passed = (name: StepName, facts: Step['facts']): Step => ({ name, state: 'passed', facts });
const failed = (name: StepName, fault: string, facts: Step['facts'] = {}): Step => ({
  name,
  state: 'failed',
  facts,
  fault,
});
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { fault: wordsOf(error) };
  }
}
