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

/**
 * What a note tells of one witness. `signed`: its word is there and holds. `broken`: a line bears its name and key id, but its key has not
 * made that. `absent`: it has not signed. `unknown`: a line of somebody whose key is not known, so that it tells nothing.
 */
export interface WitnessAccount {
  name: string;
  /** Four bytes. */
  id: Uint8Array;
  state: 'signed' | 'broken' | 'absent' | 'unknown';
  /** POSIX seconds at which it was given; of `signed` only. */
  time?: number;
}

/** Of each known witness, in their order, then of whoever else has put a line below the note of this log. */
export async function witnessAccounts(
  note: string,
  origin: string,
  witnesses: readonly VerifierKey[],
  verify: VerifySignature,
): Promise<WitnessAccount[]> {
  const checked = await checkCosignatures(note, witnesses, verify);
  const accounts = witnesses.map((witness): WitnessAccount => {
    const { name, id } = witness;
    const found = checked.find((one) => one.witness === witness);
    if (!found) return { name, id, state: 'absent' };
    return found.holds ? { name, id, state: 'signed', time: found.time } : { name, id, state: 'broken' };
  });
  for (const { name, id } of parseNote(note).signatures)
    if (name !== origin && !accounts.some((known) => known.name === name && equalBytes(known.id, id)))
      accounts.push({ name, id, state: 'unknown' });
  return accounts;
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
