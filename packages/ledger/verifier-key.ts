import { equalBytes, fromBase64, joinBytes, toBase64, toHex } from './bytes.ts';
import { FormatError } from './errors.ts';
import { sha256 } from './hash.ts';

/** A key that verifies signed notes (C2SP signed-note). */
export interface VerifierKey {
  name: string;
  /** Four bytes; with the name they say which key signed. */
  id: Uint8Array;
  /** Ed25519, 32 bytes. */
  publicKey: Uint8Array;
}

const ed25519 = Uint8Array.of(1);
const newline = Uint8Array.of(10);

/** The first four bytes of SHA-256(name, newline, 0x01, key), whatever the log itself hashes with. */
export function keyId(name: string, publicKey: Uint8Array): Uint8Array {
  requireKey(name, publicKey);
  return sha256(joinBytes(new TextEncoder().encode(name), newline, ed25519, publicKey)).slice(0, 4);
}

/** The `vkey` line: name, key id in hexadecimal, algorithm and key in Base 64, joined by plus signs. */
export const formatVerifierKey = (name: string, publicKey: Uint8Array): string =>
  `${name}+${toHex(keyId(name, publicKey))}+${toBase64(joinBytes(ed25519, publicKey))}`;

/** Reads a `vkey` line. Throws FormatError `invalid-key`. */
export function parseVerifierKey(line: string): VerifierKey {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(line.trim());
  const bytes = fromBase64(match?.[3] ?? '');
  if (!match || !bytes || !equalBytes(bytes.slice(0, 1), ed25519))
    throw new FormatError('invalid-key', 'This is no Ed25519 vkey.');
  const name = match[1] as string;
  const publicKey = bytes.slice(1);
  const id = keyId(name, publicKey);
  if (toHex(id) !== match[2]) throw new FormatError('invalid-key', 'The id in the vkey is not that of its key.');
  return { name, id, publicKey };
}

function requireKey(name: string, publicKey: Uint8Array): void {
  if (!/^[^\s+]+$/u.test(name)) throw new FormatError('invalid-key', 'A key has a name without spaces and plus signs.');
  if (publicKey.length !== 32) throw new FormatError('invalid-key', 'An Ed25519 key has 32 bytes.');
}
