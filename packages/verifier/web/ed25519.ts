import { ed25519 } from '@noble/curves/ed25519.js';
import type { VerifySignature } from '@zhiheng/ledger';

/** WebCrypto where the browser has it for Ed25519 and for a page opened from a file; plain script elsewhere. */
export const verifyEd25519: VerifySignature = async (message, signature, publicKey) => {
  const key = await importKey(publicKey);
  return key
    ? crypto.subtle.verify('Ed25519', key, owned(signature), owned(message))
    : ed25519.verify(signature, message, publicKey);
};

async function importKey(publicKey: Uint8Array): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', owned(publicKey), 'Ed25519', false, ['verify']);
  } catch {
    return undefined;
  }
}

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
