import { createPublicKey, verify as verifySignature } from 'node:crypto';
import {
  canonicalEntry,
  FormatError,
  fromBase64,
  leafHash,
  openNote,
  ProofError,
  parseCheckpoint,
  parseVerifierKey,
  SignatureError,
  verifyInclusion,
} from '@zhiheng/ledger';
import { readJson, readText } from './json-file.ts';
import { UsageError } from './usage-error.ts';

/** What `GET /audit/v1/entries/{id}/proof` answers, as far as it is looked at. The key it names is not trusted. */
interface ProofFile {
  index: number;
  hash: string;
  proof: string[];
  checkpoint: string;
  entry: { id: string; [field: string]: unknown };
}

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const ed25519 = async (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): Promise<boolean> =>
  verifySignature(
    null,
    message,
    createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );

/** `verify PROOF --key VKEYFILE` (a line for each key of the log): 1 and the reason when it does not hold. Needs neither network nor database. */
export async function verifyFile([file, flag, keyFile, ...rest]: string[]): Promise<number> {
  if (!file || flag !== '--key' || !keyFile || rest.length) throw new UsageError('PROOF --key VKEYFILE is needed.');
  const proof = (await readJson(file)) as ProofFile;
  const vkey = (await readText(keyFile)).trim();
  try {
    const { size } = await verifyProof(proof, vkey);
    process.stdout.write(
      `entry ${proof.entry.id} is leaf ${proof.index} of the ${size} that ${vkey.split('+')[0]} has signed\n`,
    );
    return 0;
  } catch (error) {
    const known = error instanceof ProofError || error instanceof SignatureError || error instanceof FormatError;
    if (!known && !(error instanceof TypeError)) throw error;
    process.stderr.write(`zhiheng verify: the proof does not hold: ${(error as Error).message}\n`);
    return 1;
  }
}

async function verifyProof(answer: ProofFile, vkey: string): Promise<{ size: number }> {
  if (answer.hash !== 'sha256')
    throw new ProofError('malformed-proof', `the hash function ${answer.hash} is not known here`);
  const { text } = await openNote(answer.checkpoint, vkey.split('\n').map(parseVerifierKey), ed25519);
  const { size, root } = parseCheckpoint(text);
  verifyInclusion(answer.index, size, leafHash(canonicalEntry(answer.entry)), answer.proof.map(hashOf), root);
  return { size };
}

function hashOf(text: string): Uint8Array {
  const hash = fromBase64(text);
  if (!hash) throw new ProofError('malformed-proof', `"${text}" is no Base 64`);
  return hash;
}
