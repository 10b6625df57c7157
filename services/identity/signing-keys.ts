import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { EnvironmentError, type Secret } from '@zhiheng/http';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { noCentre } from './holder.ts';
import { limits } from './limits.ts';
import { seal, unseal } from './sealing.ts';
import { lockKeys, putSigningKey, type StoredKey, signingKeys } from './store/signing-key-store.ts';

const purpose = 'identity signing keys';

/**
 * The private keys (ES256), the one that signs first; all of them verify. The very first start makes one. They lie in
 * the database, because all processes share them, sealed under the deployment's secret, which does not.
 * Throws EnvironmentError when the secret is not the one they were sealed with.
 */
export async function openSigningKeys(database: Database, secret: Secret): Promise<JWK[]> {
  const key = secret.derive(purpose);
  return inCentre(database, noCentre, async (transaction) => {
    let stored = await signingKeys(transaction);
    if (stored.length === 0) {
      await lockKeys(transaction);
      stored = await signingKeys(transaction);
      if (stored.length === 0) {
        await makeKey(transaction, key);
        stored = await signingKeys(transaction);
      }
    }
    return signingFirst(stored).map(({ kid, sealed }) => open(key, kid, sealed));
  });
}

/** Makes a further key. Restart every process so that all publish it; from the restart after that on it signs. */
export async function rotateSigningKey(database: Database, secret: Secret): Promise<void> {
  await inCentre(database, noCentre, async (transaction) => {
    await lockKeys(transaction);
    await makeKey(transaction, secret.derive(purpose));
  });
}

async function makeKey(transaction: Transaction, key: Buffer): Promise<void> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  await putSigningKey(transaction, kid, seal(key, kid, JSON.stringify({ ...jwk, kid, alg: 'ES256', use: 'sig' })));
}

/** The newest key that every process has had time to publish signs; the oldest one when there is none such. */
function signingFirst(newestFirst: StoredKey[]): StoredKey[] {
  const signs = newestFirst.find(({ age }) => age >= limits.keyPublication) ?? newestFirst.at(-1);
  return signs ? [signs, ...newestFirst.filter((stored) => stored !== signs)] : [];
}

function open(key: Buffer, kid: string, sealed: Buffer): JWK {
  try {
    return JSON.parse(unseal(key, kid, sealed)) as JWK;
  } catch (error) {
    throw new EnvironmentError(
      `The signing keys in the database were sealed with another secret than this process has (${(error as Error).message}).`,
    );
  }
}
