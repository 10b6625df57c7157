import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { LogError } from './errors.ts';
import { makeOnce, replaceWhole } from './whole-file.ts';

/** One key as the file holds it. Keys are Base 64 of DER: PKCS #8 the private, SubjectPublicKeyInfo the public. */
interface StoredKey {
  /** RFC 3339. */
  createdAt: string;
  /** From when on it signs; absent: from its making on. Later than its making, so that every process knows it by then. */
  signsFrom?: string;
  privateKey?: string;
  /** Of a key that can no longer sign: its private half is gone. */
  publicKey?: string;
}

interface KeyFile {
  /** Oldest first. */
  keys: StoredKey[];
}

/** A key of the log as a process holds it. */
export interface LogKey {
  /** Ed25519, 32 bytes. */
  publicKey: Uint8Array;
  signsFrom: Date;
  /** Undefined: it only verifies. */
  secret: KeyObject | undefined;
}

/** Newest first. Throws Error with a plain phrase when the text holds no usable keys. */
export function parseKeyFile(text: string): LogKey[] {
  const keys = (JSON.parse(text) as KeyFile).keys.map(toKey);
  if (keys.length === 0) throw new Error('it holds no key');
  if (!keys.at(-1)?.secret) throw new Error('its newest key cannot sign');
  for (const [place, key] of keys.entries())
    if (place > 0 && key.signsFrom < (keys[place - 1] as LogKey).signsFrom)
      throw new Error('its keys are out of order');
  return keys.toReversed();
}

function toKey({ createdAt, signsFrom = createdAt, privateKey, publicKey }: StoredKey): LogKey {
  const secret = privateKey === undefined ? undefined : secretOf(privateKey);
  const from = new Date(signsFrom ?? 0);
  if (Number.isNaN(from.getTime())) throw new Error(`"${signsFrom}" is no time`);
  return { publicKey: rawOf(secret ? createPublicKey(secret) : publicOf(publicKey ?? '')), signsFrom: from, secret };
}

function secretOf(privateKey: string): KeyObject {
  return requireEd25519(createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }));
}

const publicOf = (publicKey: string): KeyObject =>
  requireEd25519(createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }));

function requireEd25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('a key is not Ed25519');
  return key;
}

const rawOf = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ type: 'spki', format: 'der' }).subarray(-32));

/** Undefined when there is no such file. Throws LogError `unusable-key`. */
export async function readKeyFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new LogError('unusable-key', `The log's key file ${path} cannot be read (${code}).`, { cause: error });
  }
}

/** Of several that start at once one makes it. */
export async function makeKeyFile(path: string): Promise<void> {
  try {
    await makeOnce(path, toText({ keys: [newKey(new Date())] }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LogError('unusable-key', `The log's key file ${path} cannot be written (${code}).`, { cause: error });
  }
}

/**
 * Appends a new key that signs from `signsFrom` on. The present one keeps its private half until then; those before it can
 * never sign again and lose theirs.
 */
export async function rotateKeyFile(path: string, now: Date, signsFrom: Date): Promise<void> {
  const { keys } = JSON.parse(await readFile(path, 'utf8')) as KeyFile;
  const present = keys.findLastIndex((key) => toKey(key).signsFrom <= now);
  const next = newKey(now, signsFrom);
  const last = keys.at(-1);
  if (last && toKey(last).signsFrom > now)
    throw new LogError('unusable-key', `A new key is there already; it signs from ${last.signsFrom} on.`);
  const kept = keys.map((key, place) => (place < present ? withoutSecret(key) : key));
  await replaceWhole(path, toText({ keys: [...kept, next] }), (await stat(path)).mode & 0o777);
}

function newKey(createdAt: Date, signsFrom?: Date): StoredKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    createdAt: createdAt.toISOString(),
    ...(signsFrom ? { signsFrom: signsFrom.toISOString() } : {}),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
}

function withoutSecret({ privateKey, ...key }: StoredKey): StoredKey {
  if (privateKey === undefined) return key;
  const spki = createPublicKey(secretOf(privateKey)).export({ type: 'spki', format: 'der' });
  return { ...key, publicKey: spki.toString('base64') };
}

const toText = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`;
