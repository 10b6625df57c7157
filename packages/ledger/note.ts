import { equalBytes, fromBase64, joinBytes, toBase64 } from './bytes.ts';
import { FormatError, SignatureError } from './errors.ts';
import { keyId, type VerifierKey } from './verifier-key.ts';

export interface Signer {
  name: string;
  /** Ed25519, 32 bytes. */
  publicKey: Uint8Array;
  sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

/** Whether this is the key's Ed25519 signature of the message: Node's crypto in a service, WebCrypto in a browser. */
export type VerifySignature = (
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
) => boolean | Promise<boolean>;

export interface SignatureLine {
  name: string;
  /** Four bytes. */
  id: Uint8Array;
  signature: Uint8Array;
}

/** More than a note of one log and its witnesses ever carries; bounds the work on a hostile one. */
const mostSignatures = 100;
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: the standard forbids exactly these.
const forbidden = /[\u0000-\u0009\u000b-\u001f]/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above.

/** Signs a text that ends in a newline (C2SP signed-note). */
export async function signNote(text: string, signers: readonly Signer[]): Promise<string> {
  if (!text.endsWith('\n') || forbidden.test(text) || !text.isWellFormed())
    throw new FormatError('invalid-note', 'The text of a note ends in a newline and holds no control characters.');
  const message = new TextEncoder().encode(text);
  const lines = await Promise.all(
    signers.map(async ({ name, publicKey, sign }) =>
      formatSignature({ name, id: keyId(name, publicKey), signature: await sign(message) }),
    ),
  );
  return `${text}\n${lines.join('')}`;
}

/**
 * The text of a note that a known key has signed. Signatures of unknown keys are passed over. Throws FormatError
 * `invalid-note`, SignatureError `unknown-key` (no known key has signed) or `wrong-signature` (a known key's does not fit).
 */
export async function openNote(
  note: string,
  keys: readonly VerifierKey[],
  verify: VerifySignature,
): Promise<{ text: string; signedBy: VerifierKey[] }> {
  const { text, signatures } = parseNote(note);
  const message = new TextEncoder().encode(text);
  const signedBy: VerifierKey[] = [];
  for (const { name, id, signature } of signatures) {
    const key = keys.find((known) => known.name === name && equalBytes(known.id, id));
    if (!key || signedBy.includes(key)) continue;
    if (signature.length !== 64 || !(await verify(message, signature, key.publicKey)))
      throw new SignatureError('wrong-signature', `The signature of ${name} does not fit the note.`);
    signedBy.push(key);
  }
  if (signedBy.length === 0) throw new SignatureError('unknown-key', 'No known key has signed the note.');
  return { text, signedBy };
}

/** A note taken apart, nothing verified yet. Throws FormatError `invalid-note`. */
export function parseNote(note: string): { text: string; signatures: SignatureLine[] } {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n') || forbidden.test(note) || !note.isWellFormed())
    throw new FormatError('invalid-note', 'A note is a text, an empty line and signatures.');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > mostSignatures) throw new FormatError('invalid-note', 'The note has too many signatures.');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

/** The line as it stands below a note, its newline included. */
export const formatSignature = ({ name, id, signature }: SignatureLine): string =>
  `— ${name} ${toBase64(joinBytes(id, signature))}\n`;

function parseSignature(line: string): SignatureLine {
  const match = /^— ([^\s+]+) (\S+)$/u.exec(line);
  const bytes = fromBase64(match?.[2] ?? '');
  if (!match || !bytes || bytes.length < 5) throw new FormatError('invalid-note', 'A line is no signature.');
  return { name: match[1] as string, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}
