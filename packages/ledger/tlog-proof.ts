import { fromBase64, toBase64 } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { type WitnessAccount, witnessAccounts } from './cosignature.ts';
import { FormatError, SignatureError } from './errors.ts';
import { hashLength, hashNamed, hashNameOf } from './hash.ts';
import { openNote, type VerifySignature } from './note.ts';
import type { TrustedKeys, VerifierKey } from './verifier-key.ts';
import { verifyInclusion } from './verify.ts';

/** A proof that needs nothing but trusted keys (C2SP tlog-proof). */
export interface TlogProof {
  index: number;
  /** From the leaf's sibling up. */
  hashes: readonly Uint8Array[];
  /** Signed note. */
  checkpoint: string;
  /** Not authenticated by anything. */
  extra?: Uint8Array;
}

const header = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^63 leaves has no longer one. */
const mostHashes = 63;

export function encodeTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [header, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...hashes.map(toBase64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Takes a proof apart; nothing is verified yet. Throws FormatError `invalid-proof`. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  const extraText = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined;
  const extra = extraText === undefined ? undefined : fromBase64(extraText);
  const index = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '')?.[1];
  if (first !== header || (extraText !== undefined && !extra) || !Number.isSafeInteger(Number(index)))
    throw new FormatError('invalid-proof', 'This is no tlog-proof.');
  if (lines.length > mostHashes) throw new FormatError('invalid-proof', 'The proof has too many hashes.');
  const hashes = lines.map(hashOf);
  return { index: Number(index), hashes, checkpoint: text.slice(end + 2), ...(extra ? { extra } : {}) };
}

function hashOf(line: string): Uint8Array {
  const hash = fromBase64(line);
  if (hash?.length !== hashLength) throw new FormatError('invalid-proof', `"${line}" is no hash.`);
  return hash;
}

/** A checkpoint that a trusted key of its log has signed. */
export interface OpenedCheckpoint extends Checkpoint {
  signedBy: VerifierKey[];
  /** Of each trusted witness, then of others whose lines stand below it. */
  witnesses: WitnessAccount[];
}

/**
 * Opens a checkpoint: its text must be signed by a trusted key that bears the name of its origin. What witnesses say is told, not
 * required: how many are enough is the verifier's policy. Throws FormatError, SignatureError.
 */
export async function openCheckpoint(
  note: string,
  { keys, witnesses = [] }: { keys: readonly VerifierKey[]; witnesses?: readonly VerifierKey[] },
  verify: VerifySignature,
): Promise<OpenedCheckpoint> {
  const { text, signedBy } = await openNote(note, keys, verify);
  const checkpoint = parseCheckpoint(text);
  const own = signedBy.filter(({ name }) => name === checkpoint.origin);
  if (own.length === 0)
    throw new SignatureError('unknown-key', `The checkpoint of ${checkpoint.origin} was signed by another log's key.`);
  const accounts = await witnessAccounts(note, checkpoint.origin, witnesses, verify);
  return { ...checkpoint, signedBy: own, witnesses: accounts };
}

/**
 * The leaf whose hash this is stands where the proof says, in the tree that its checkpoint signs. The hash function is the one
 * that the origin states. Throws FormatError, SignatureError, ProofError.
 */
export async function verifyTlogProof(
  leafHash: Uint8Array,
  proof: TlogProof,
  trusted: TrustedKeys,
  verify: VerifySignature,
): Promise<OpenedCheckpoint> {
  const checkpoint = await openCheckpoint(proof.checkpoint, trusted, verify);
  const hash = hashNamed(hashNameOf(checkpoint.origin));
  verifyInclusion(proof.index, checkpoint.size, leafHash, proof.hashes, checkpoint.root, hash);
  return checkpoint;
}
