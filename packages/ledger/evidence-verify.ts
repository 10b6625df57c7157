import { equalBytes, fromBase64 } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import type { WitnessAccount } from './cosignature.ts';
import { FormatError, ProofError, SignatureError } from './errors.ts';
import type { EvidenceBundle, EvidenceEntry, ManifestLine } from './evidence.ts';
import { type Hash, hashNamed, hashNameOf, leafHash } from './hash.ts';
import { parseNote, type VerifySignature } from './note.ts';
import { openCheckpoint, parseTlogProof, type TlogProof } from './tlog-proof.ts';
import type { TrustedKeys } from './verifier-key.ts';
import { verifyInclusion } from './verify.ts';

/**
 * `intact`: stands in the signed tree as it is here. `altered`: the tree holds the entry of the manifest at this place, and its
 * text here is another. `not-in-tree`: the proof does not lead to the signed root. `signature-unknown`: no trusted key's name is
 * on the checkpoint. `wrong-key`: a trusted name is, but its key has not made that signature. `missing`: named by the manifest,
 * not in the file. `unlisted`: stands in the signed tree, but the manifest does not name it, or it is here twice.
 */
export const verdicts = [
  'intact',
  'altered',
  'not-in-tree',
  'signature-unknown',
  'wrong-key',
  'missing',
  'unlisted',
] as const;
export type Verdict = (typeof verdicts)[number];

export interface EntryVerdict {
  verdict: Verdict;
  /** Its place in the log; absent where the proof does not even name one. */
  index?: number;
  /** As the manifest names it. */
  id?: string;
  /** The text in the file; absent when missing. */
  entry?: string;
}

export interface EvidenceVerdict {
  /** Every entry of the manifest is here, is intact, and no other is. */
  intact: boolean;
  checkpoint: Checkpoint;
  /** Of each trusted witness, then of others whose lines stand below the checkpoint; none where no trusted key has signed it. */
  witnesses: WitnessAccount[];
  /** In the order of the manifest, then what it does not name. */
  entries: EntryVerdict[];
}

interface Signature {
  fault?: 'signature-unknown' | 'wrong-key';
  witnesses: WitnessAccount[];
}

/**
 * Judges each entry of an evidence bundle by nothing but trusted keys. Throws FormatError when the bundle contradicts itself: what
 * the manifest says of the tree is not what its checkpoint says.
 */
export async function verifyBundle(
  bundle: EvidenceBundle,
  trusted: TrustedKeys,
  verify: VerifySignature,
): Promise<EvidenceVerdict> {
  const { manifest } = bundle;
  const checkpoint = parseCheckpoint(parseNote(bundle.checkpoint).text);
  const { origin, size } = checkpoint;
  if (manifest.origin !== origin || manifest.size !== size || manifest.hash !== hashNameOf(origin))
    throw new FormatError('invalid-evidence', 'The manifest speaks of another tree than the checkpoint.');
  const signature = await signatureOf(bundle.checkpoint, trusted, verify);
  const judged = judgeEntries(bundle, checkpoint, signature.fault);
  const intact = judged.every(({ verdict }) => verdict === 'intact') && signature.fault === undefined;
  return { intact, checkpoint, witnesses: signature.witnesses, entries: judged };
}

async function signatureOf(note: string, trusted: TrustedKeys, verify: VerifySignature): Promise<Signature> {
  try {
    const { witnesses } = await openCheckpoint(note, trusted, verify);
    return { witnesses };
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    const names = parseNote(note).signatures.map(({ name }) => name);
    const known = trusted.keys.some(({ name }) => names.includes(name));
    return { fault: known ? 'wrong-key' : 'signature-unknown', witnesses: [] };
  }
}

function judgeEntries(bundle: EvidenceBundle, checkpoint: Checkpoint, fault: Signature['fault']): EntryVerdict[] {
  const listed = new Map<number, EntryVerdict | ManifestLine>();
  for (const line of bundle.manifest.entries) listed.set(line.index, line);
  const unlisted: EntryVerdict[] = [];
  for (const given of bundle.entries) {
    const proof = proofOf(given, bundle.checkpoint);
    const line = proof && listed.get(proof.index);
    const fresh = line !== undefined && !('verdict' in line);
    const judged = judgeEntry(given, proof, fresh ? line : undefined, checkpoint, fault);
    if (fresh) listed.set(line.index, judged);
    else unlisted.push(judged);
  }
  const named = [...listed.values()].map((line): EntryVerdict => {
    if ('verdict' in line) return line;
    return { verdict: 'missing', index: line.index, id: line.id };
  });
  return [...named, ...unlisted];
}

function judgeEntry(
  { entry }: EvidenceEntry,
  proof: TlogProof | undefined,
  line: ManifestLine | undefined,
  checkpoint: Checkpoint,
  fault: Signature['fault'],
): EntryVerdict {
  const facts = { ...(proof ? { index: proof.index } : {}), ...(line ? { id: line.id } : {}), entry };
  if (fault) return { verdict: fault, ...facts };
  const hash = hashNamed(hashNameOf(checkpoint.origin));
  const leaf = entry.isWellFormed() ? leafHash(new TextEncoder().encode(entry), hash) : undefined;
  const digest = line && fromBase64(line.leafHash);
  const fits = (candidate: Uint8Array | undefined) => candidate && proof && stands(candidate, proof, checkpoint, hash);
  if (fits(leaf)) {
    // The manifest may lie about an entry that is whole: then it is the manifest that was altered.
    const asNamed = digest && leaf && equalBytes(digest, leaf);
    return { verdict: !line ? 'unlisted' : asNamed ? 'intact' : 'altered', ...facts };
  }
  return { verdict: fits(digest) ? 'altered' : 'not-in-tree', ...facts };
}

/** Undefined where there is none, or one in another tree than the bundle's. */
function proofOf({ proof }: EvidenceEntry, checkpoint: string): TlogProof | undefined {
  try {
    const parsed = parseTlogProof(proof);
    return parseNote(parsed.checkpoint).text === parseNote(checkpoint).text ? parsed : undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function stands(leaf: Uint8Array, { index, hashes }: TlogProof, { size, root }: Checkpoint, hash: Hash): boolean {
  try {
    verifyInclusion(index, size, leaf, hashes, root, hash);
    return true;
  } catch (error) {
    if (error instanceof ProofError) return false;
    throw error;
  }
}
