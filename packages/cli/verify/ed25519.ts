import { createPublicKey, verify } from 'node:crypto';
import type { VerifySignature } from '@zhiheng/ledger';

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** Ed25519 by Node's crypto. */
export const verifyEd25519: VerifySignature = (message, signature, publicKey) =>
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );
