import {
  evidenceFormat,
  FormatError,
  ProofError,
  parseTrustedKeys,
  SignatureError,
  type TrustedKeys,
} from '@zhiheng/ledger';
import { readText } from '../json-file.ts';
import { UsageError } from '../usage-error.ts';
import { isEntryProof, verifyEntryProof } from './entry-proof.ts';
import { verifyEvidence } from './evidence.ts';
import { holdsParts, verifyEvidenceParts } from './evidence-parts.ts';
import { exitCode } from './exit-code.ts';

/** Verifies a file offline: evidence, whole or in parts, or the proof of one entry. Throws UsageError when it is neither. */
export async function verifyFile(path: string, trusted: TrustedKeys): Promise<number> {
  const inParts = await holdsParts(path);
  const text = inParts ? '' : await readText(path);
  const value = inParts ? null : parseJson(text, path);
  try {
    if (inParts) return await verifyEvidenceParts(path, trusted);
    if ((value as { format?: unknown } | null)?.format === evidenceFormat) return await verifyEvidence(text, trusted);
    if (isEntryProof(value)) return await verifyEntryProof(value, trusted);
  } catch (error) {
    if (!(error instanceof ProofError || error instanceof SignatureError || error instanceof FormatError)) throw error;
    process.stderr.write(`zhiheng verify: 证明不成立 / the proof does not hold: ${error.message}\n`);
    return exitCode.tampered;
  }
  throw new UsageError(`${path} 既非证据包也非记录的证明 / is neither an evidence bundle nor the proof of an entry.`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} 不是有效的 JSON / is not well-formed JSON: ${(error as Error).message}`);
  }
}

/** Trusted keys, one a line. Throws UsageError. */
export async function readTrustedKeys(path: string): Promise<TrustedKeys> {
  try {
    return parseTrustedKeys(await readText(path));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new UsageError(`${path}: ${error.message}`);
  }
}
