import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Secret } from '@zhiheng/http';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';

/** DER of an Ed25519 private key (RFC 8410) up to its 32 bytes. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 key that every process of the deployment derives from its secret, for one purpose. */
export interface DeploymentKey {
  private: KeyObject;
  public: KeyObject;
  /** As it is published (RFC 7517). */
  jwk: JWK & { kid: string };
}

export async function deploymentKey(secret: Secret, purpose: string): Promise<DeploymentKey> {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, secret.derive(purpose)]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(key);
  const jwk = await exportJWK(open);
  const kid = await calculateJwkThumbprint(jwk);
  return { private: key, public: open, jwk: { ...jwk, kid, use: 'sig', alg: 'EdDSA' } };
}
