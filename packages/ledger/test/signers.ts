import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Signer, VerifySignature } from '../index.ts';

/** A fresh Ed25519 key under a name. */
export function newSigner(name: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  return { name, publicKey: raw, sign: (message) => sign(null, message, privateKey) };
}

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

export const verifyEd25519: VerifySignature = (message, signature, publicKey) =>
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );
