import { equalBytes, joinBytes } from './bytes.ts';
import { FormatError } from './errors.ts';
import { formatSignature, parseNote, type Signer, type VerifySignature } from './note.ts';
import { keyId, type VerifierKey } from './verifier-key.ts';

/** A witness's word that this was the largest consistent tree it had seen of the log (C2SP tlog-cosignature, Ed25519). */
export interface Cosignature {
  witness: VerifierKey;
  /** POSIX seconds at which it was given. */
  time: number;
}

/** A cosignature that a known witness's name and key id stand on. */
export interface CheckedCosignature extends Cosignature {
  holds: boolean;
}

const timeLength = 8;
const signatureLength = 64;

/** The line that a witness adds to the note of a checkpoint; `time` in POSIX seconds. */
export async function cosign(checkpointText: string, witness: Signer, time: number): Promise<string> {
  if (!Number.isSafeInteger(time) || time < 0) throw new FormatError('invalid-note', `${time} is no POSIX time.`);
  const signed = await witness.sign(signedMessage(checkpointText, time));
  const id = keyId(witness.name, witness.publicKey, 'cosignature');
  return formatSignature({ name: witness.name, id, signature: joinBytes(timeBytes(time), signed) });
}

/**
 * The cosignatures of known witnesses below a note, each once, whether they hold or not; lines of others are passed over.
 * Throws FormatError `invalid-note`.
 */
export async function checkCosignatures(
  note: string,
  witnesses: readonly VerifierKey[],
  verify: VerifySignature,
): Promise<CheckedCosignature[]> {
  const { text, signatures } = parseNote(note);
  const checked: CheckedCosignature[] = [];
  for (const { name, id, signature } of signatures) {
    const witness = witnesses.find((known) => known.name === name && equalBytes(known.id, id));
    if (!witness || checked.some((other) => other.witness === witness)) continue;
    checked.push({ witness, ...(await check(text, signature, witness, verify)) });
  }
  return checked;
}

async function check(text: string, bytes: Uint8Array, witness: VerifierKey, verify: VerifySignature) {
  if (bytes.length !== timeLength + signatureLength) return { time: 0, holds: false };
  const seconds = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  if (seconds > BigInt(Number.MAX_SAFE_INTEGER)) return { time: 0, holds: false };
  const time = Number(seconds);
  return { time, holds: await verify(signedMessage(text, time), bytes.slice(timeLength), witness.publicKey) };
}

const signedMessage = (checkpointText: string, time: number): Uint8Array =>
  new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${checkpointText}`);

function timeBytes(time: number): Uint8Array {
  const bytes = new Uint8Array(timeLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  return bytes;
}
