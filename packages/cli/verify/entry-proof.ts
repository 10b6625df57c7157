import {
  canonicalEntry,
  fromBase64,
  hashNamed,
  hashNameOf,
  leafHash,
  openCheckpoint,
  ProofError,
  type TrustedKeys,
  verifyInclusion,
} from '@zhiheng/ledger';
import { verifyEd25519 } from './ed25519.ts';
import { exitCode } from './exit-code.ts';
import { witnessLines } from './witness-lines.ts';

/** What `GET /audit/v1/entries/{id}/proof` answers, as far as it is looked at. The key it names is not trusted. */
export interface EntryProof {
  index: number;
  hash: string;
  proof: string[];
  checkpoint: string;
  entry: { id: string; [field: string]: unknown };
}

export const isEntryProof = (value: unknown): value is EntryProof => {
  const answer = value as Partial<EntryProof> | null;
  return Array.isArray(answer?.proof) && typeof answer.checkpoint === 'string' && typeof answer.entry === 'object';
};

/** Throws ProofError, SignatureError, FormatError when the proof does not hold. */
export async function verifyEntryProof(answer: EntryProof, trusted: TrustedKeys): Promise<number> {
  const { origin, size, root, witnesses } = await openCheckpoint(answer.checkpoint, trusted, verifyEd25519);
  const name = hashNameOf(origin);
  if (answer.hash !== name) throw new ProofError('malformed-proof', `the log of ${origin} hashes with ${name}`);
  const hash = hashNamed(name);
  const leaf = leafHash(canonicalEntry(answer.entry), hash);
  verifyInclusion(answer.index, size, leaf, answer.proof.map(hashOf), root, hash);
  process.stdout.write(
    `记录 ${answer.entry.id} 是 ${origin} 所签 ${size} 条中的第 ${answer.index} 条（从 0 起）\n` +
      `entry ${answer.entry.id} is leaf ${answer.index} of the ${size} that ${origin} has signed\n${witnessLines(witnesses).join('\n')}\n`,
  );
  return exitCode.intact;
}

function hashOf(text: string): Uint8Array {
  const hash = fromBase64(text);
  if (!hash) throw new ProofError('malformed-proof', `"${text}" is no Base 64`);
  return hash;
}
