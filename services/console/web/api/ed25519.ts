import type { VerifySignature } from '@zhiheng/ledger';

/** WebCrypto where the browser knows Ed25519 (Chromium 137, Firefox 129, Safari 17); plain script elsewhere. */
export const verifyEd25519: VerifySignature = async (message, signature, publicKey) => {
  const key = await importKey(publicKey);
  if (key) return crypto.subtle.verify('Ed25519', key, owned(signature), owned(message));
  const { ed25519 } = await import('@noble/curves/ed25519.js');
  return ed25519.verify(signature, message, publicKey);
};

/** Undefined where the browser knows no such keys, or no WebCrypto because the page did not come over TLS. */
async function importKey(publicKey: Uint8Array): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', owned(publicKey), 'Ed25519', false, ['verify']);
  } catch {
    return undefined;
  }
}

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
