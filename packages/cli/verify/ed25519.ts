import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { VerifySignature } from '@zhiheng/ledger';

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
/** To read a key costs as much as to verify by it: checkpoints by the thousand are verified by the same. */
const read = new WeakMap<Uint8Array, KeyObject>();

/** Ed25519 by Node's crypto. */
export const verifyEd25519: VerifySignature = (message, signature, publicKey) =>
  verify(null, message, keyOf(publicKey), signature);

function keyOf(publicKey: Uint8Array): KeyObject {
  const known = read.get(publicKey);
  if (known) return known;
  const key = createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' });
  read.set(publicKey, key);
  return key;
}
