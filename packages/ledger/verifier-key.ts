import { equalBytes, fromBase64, joinBytes, toBase64, toHex } from './bytes.ts';
import { FormatError } from './errors.ts';
import { sha256 } from './hash.ts';

/** A key that verifies signed notes (C2SP signed-note). */
export interface VerifierKey {
  name: string;
  /** Four bytes; with the name they say which key signed, and in which way. */
  id: Uint8Array;
  /** Ed25519, 32 bytes. */
  publicKey: Uint8Array;
}

/** What a key signs: the note itself, or as a witness a time and the note (C2SP tlog-cosignature). */
export type KeyUse = 'note' | 'cosignature';

/** C2SP signed-note, «Signature types». */
const typeOf: Readonly<Record<KeyUse, number>> = { note: 1, cosignature: 4 };
const newline = Uint8Array.of(10);

/** The first four bytes of SHA-256(name, newline, type, key), whatever the log itself hashes with. */
export function keyId(name: string, publicKey: Uint8Array, use: KeyUse = 'note'): Uint8Array {
  requireKey(name, publicKey);
  const input = joinBytes(new TextEncoder().encode(name), newline, Uint8Array.of(typeOf[use]), publicKey);
  return sha256(input).slice(0, 4);
}

/** The `vkey` line: name, key id in hexadecimal, algorithm and key in Base 64, joined by plus signs. */
export const formatVerifierKey = (name: string, publicKey: Uint8Array, use: KeyUse = 'note'): string =>
  `${name}+${toHex(keyId(name, publicKey, use))}+${toBase64(joinBytes(Uint8Array.of(typeOf[use]), publicKey))}`;

/** Reads the `vkey` line of a log. Throws FormatError `invalid-key`. */
export const parseVerifierKey = (line: string): VerifierKey => parseKey(line, 'note');

/** Reads the `vkey` line of a witness. Throws FormatError `invalid-key`. */
export const parseWitnessKey = (line: string): VerifierKey => parseKey(line, 'cosignature');

function parseKey(line: string, use: KeyUse): VerifierKey {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(line.trim());
  const bytes = fromBase64(match?.[3] ?? '');
  if (!match || !bytes || !equalBytes(bytes.slice(0, 1), Uint8Array.of(typeOf[use])))
    throw new FormatError('invalid-key', `This is no Ed25519 vkey${use === 'cosignature' ? ' of a witness' : ''}.`);
  const name = match[1] as string;
  const publicKey = bytes.slice(1);
  const id = keyId(name, publicKey, use);
  if (toHex(id) !== match[2]) throw new FormatError('invalid-key', 'The id in the vkey is not that of its key.');
  return { name, id, publicKey };
}

function requireKey(name: string, publicKey: Uint8Array): void {
  if (!/^[^\s+]+$/u.test(name)) throw new FormatError('invalid-key', 'A key has a name without spaces and plus signs.');
  if (publicKey.length !== 32) throw new FormatError('invalid-key', 'An Ed25519 key has 32 bytes.');
}

/** Keys told apart by use, one a line, as a file of trusted keys holds them. */
export interface TrustedKeys {
  /** Of the log. */
  keys: VerifierKey[];
  /** Of witnesses. */
  witnesses: VerifierKey[];
}

/** Reads `vkey` lines of logs and witnesses in any order; empty ones and those that begin with # are passed over. */
export function parseTrustedKeys(text: string): TrustedKeys {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const trusted: TrustedKeys = { keys: [], witnesses: [] };
  for (const line of lines.filter((line) => line !== '' && !line.startsWith('#'))) {
    const material = fromBase64(line.split('+').slice(2).join('+'));
    if (material?.[0] === typeOf.cosignature) trusted.witnesses.push(parseWitnessKey(line));
    else trusted.keys.push(parseVerifierKey(line));
  }
  return trusted;
}
