import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Profile } from '@zhiheng/http';
import {
  formatVerifierKey,
  parseVerifierKey,
  type Signer,
  type VerifierKey,
  type VerifySignature,
} from '@zhiheng/ledger';
import { LogError } from './errors.ts';

/** The keys that sign checkpoints. A log's key bears the name of its origin. */
export interface LogKeys {
  signer(origin: string): Signer;
  /** Every key whose signatures still count: the present one first. */
  verifiers(origin: string): VerifierKey[];
  /** The present key as a `vkey` line (C2SP signed-note). */
  vkey(origin: string): string;
}

interface KeyFile {
  /** Oldest first; the last one signs. */
  keys: { createdAt: string; privateKey: string }[];
}

/** Where the keys lie: never in the database, whose superuser must not be able to sign. */
export const keyPath = (dataDirectory: string, source: NodeJS.ProcessEnv = process.env): string =>
  source.ZHIHENG_LOG_KEY_FILE || join(dataDirectory, 'keys', 'audit-log.json');

/**
 * Opens the key file. The very first start makes it in the demo; in production a missing one is refused, because two
 * hosts that each made their own would sign with different keys. Throws LogError `unusable-key`.
 */
export async function openLogKeys(path: string, profile: Profile): Promise<LogKeys> {
  const text = (await read(path)) ?? (profile === 'demo' ? await make(path) : refuseMissing(path));
  try {
    const pairs = (JSON.parse(text) as KeyFile).keys.map(({ privateKey }) => toPair(privateKey)).reverse();
    const [present] = pairs;
    if (!present) throw new Error('it holds no key');
    return {
      signer: (name) => ({
        name,
        publicKey: present.publicKey,
        sign: (message) => sign(null, message, present.secret),
      }),
      verifiers: (name) => pairs.map(({ publicKey }) => parseVerifierKey(formatVerifierKey(name, publicKey))),
      vkey: (name) => formatVerifierKey(name, present.publicKey),
    };
  } catch (error) {
    throw new LogError('unusable-key', `The log's key file ${path} cannot be used: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

function refuseMissing(path: string): never {
  throw new LogError(
    'unusable-key',
    `The log's signing key ${path} does not exist. Make it once (node deploy/make-secrets.ts FOLDER makes log-key.json) and name it in ZHIHENG_LOG_KEY_FILE on every host.`,
  );
}

function toPair(privateKey: string): { secret: KeyObject; publicKey: Uint8Array } {
  const secret = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  if (secret.asymmetricKeyType !== 'ed25519') throw new Error('a key is not Ed25519');
  const spki = createPublicKey(secret).export({ type: 'spki', format: 'der' });
  return { secret, publicKey: new Uint8Array(spki.subarray(-32)) };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new LogError('unusable-key', `The log's key file ${path} cannot be read (${code}).`, { cause: error });
  }
}

/** Written aside and linked into place: of several processes that start at once one wins, and none sees half a file. */
async function make(path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const file: KeyFile = { keys: [{ createdAt: new Date().toISOString(), privateKey: secret }] };
  const aside = `${path}.${process.pid}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(aside, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
    await link(aside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LogError('unusable-key', `The log's key file ${path} cannot be written (${code}).`, { cause: error });
  } finally {
    await rm(aside, { force: true });
  }
  return readFile(path, 'utf8');
}

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** Ed25519 by Node's crypto. */
export const verifyEd25519: VerifySignature = (message, signature, publicKey) =>
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );
