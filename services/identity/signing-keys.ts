import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { EnvironmentError, type Secret } from '@zhiheng/http';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { noCentre } from './holder.ts';
import { limits } from './limits.ts';
import { seal, unseal } from './sealing.ts';
import { appendToAll } from './store/log-store.ts';
import {
  dropSigningKeys,
  lockKeys,
  putSigningKey,
  type StoredKey,
  signingKeys,
  tellOfKeys,
} from './store/signing-key-store.ts';

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
        await makeKey(transaction, key, 'first');
        stored = await signingKeys(transaction);
      }
    }
    return signingFirst(stored).map(({ kid, sealed }) => open(key, kid, sealed));
  });
}

/**
 * Makes a further key, which every process publishes at once and which signs when all verifiers can know it. Where the old
 * ones have become known to somebody, `dropOld` removes them: the new one signs at once, and every token is over.
 */
export async function rotateSigningKey(
  database: Database,
  secret: Secret,
  { dropOld = false }: { dropOld?: boolean } = {},
): Promise<void> {
  await inCentre(database, noCentre, async (transaction) => {
    await lockKeys(transaction);
    const old = await signingKeys(transaction);
    await makeKey(transaction, secret.derive(purpose), 'asked-for');
    if (dropOld) await drop(transaction, old, 'given-up');
  });
}

/** The scheduled rotation: a new key when the newest is too old, and the end of those that sign nothing that is still good. */
export async function maintainSigningKeys(database: Database, secret: Secret, rotateAfter: number): Promise<void> {
  await inCentre(database, noCentre, async (transaction) => {
    if (!isDue(await signingKeys(transaction), rotateAfter)) return;
    // Of several processes that find it due, one makes it; the others find then that it is not.
    await lockKeys(transaction);
    const stored = await signingKeys(transaction);
    if (needsNew(stored, rotateAfter)) await makeKey(transaction, secret.derive(purpose), 'scheduled');
    await drop(transaction, overdue(stored), 'over');
  });
}

const isDue = (stored: StoredKey[], rotateAfter: number): boolean =>
  needsNew(stored, rotateAfter) || overdue(stored).length > 0;

const needsNew = ([newest]: StoredKey[], rotateAfter: number): boolean =>
  newest !== undefined && newest.age >= rotateAfter;

/** Those whose successor has signed for so long that no token of theirs can be good. */
const overdue = (newestFirst: StoredKey[]): StoredKey[] =>
  newestFirst.filter(
    (_, at) => at > 0 && (newestFirst[at - 1] as StoredKey).age >= limits.keyPublication + limits.keyOverlap,
  );

async function makeKey(transaction: Transaction, key: Buffer, reason: string): Promise<void> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  await putSigningKey(transaction, kid, seal(key, kid, JSON.stringify({ ...jwk, kid, alg: 'ES256', use: 'sig' })));
  await tellOfKeys(transaction);
  await appendToAll(transaction, {
    action: 'signing-key.made',
    outcome: 'done',
    client: 'zhiheng',
    targetType: 'signing-key',
    target: kid,
    reason,
  });
}

async function drop(transaction: Transaction, keys: StoredKey[], reason: string): Promise<void> {
  if (keys.length === 0) return;
  const kids = keys.map(({ kid }) => kid);
  await dropSigningKeys(transaction, kids);
  await tellOfKeys(transaction);
  for (const target of kids)
    await appendToAll(transaction, {
      action: 'signing-key.removed',
      outcome: 'done',
      client: 'zhiheng',
      targetType: 'signing-key',
      target,
      reason,
    });
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
