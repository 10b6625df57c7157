import { formatVerifierKey, openNote } from '@zhiheng/ledger';
import { type LogKeys, verifyEd25519 } from './log-keys.ts';

/** The `vkey` of the key that has signed the note; the present one's where none of ours has. */
export async function signedBy(note: string, origin: string, keys: LogKeys): Promise<string> {
  try {
    const [key] = (await openNote(note, keys.verifiers(origin), verifyEd25519)).signedBy;
    if (key) return formatVerifierKey(key.name, key.publicKey);
  } catch {
    // Whoever verifies the note is told so by the note itself.
  }
  return keys.vkey(origin);
}
