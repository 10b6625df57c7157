import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile } from '@zhiheng/http';
import {
  formatVerifierKey,
  parseVerifierKey,
  type Signer,
  type VerifierKey,
  type VerifySignature,
} from '@zhiheng/ledger';
import { LogError } from './errors.ts';
import { type LogKey, makeKeyFile, parseKeyFile, readKeyFile } from './log-key-file.ts';

/** A key as verifiers are told of it. */
export interface PublishedKey {
  /** C2SP signed-note. */
  vkey: string;
  /** RFC 3339: it signs from then on, until the next one does. */
  from: string;
  until?: string;
}

/** Where the keys lie: never in the database, whose superuser must not be able to sign. */
export const keyPath = (dataDirectory: string, source: NodeJS.ProcessEnv = process.env): string =>
  source.ZHIHENG_LOG_KEY_FILE || join(dataDirectory, 'keys', 'audit-log.json');

/**
 * Opens the key file. The very first start makes it in the demo; in production a missing one is refused, because two
 * hosts that each made their own would sign with different keys. Throws LogError `unusable-key`.
 */
export async function openLogKeys(path: string, profile: Profile): Promise<LogKeys> {
  if ((await readKeyFile(path)) === undefined) {
    if (profile === 'production') refuseMissing(path);
    await makeKeyFile(path);
  }
  // The mark first: a change between the two is then seen by the next look.
  const mark = await markOf(path);
  const text = (await readKeyFile(path)) ?? refuseMissing(path);
  return new LogKeys(path, keysIn(path, text), mark);
}

/** The keys that sign checkpoints. A log's key bears the name of its origin. */
export class LogKeys {
  readonly #path: string;
  /** Newest first. */
  #keys: LogKey[];
  /** Tells one state of the file from another. */
  #mark: string;

  constructor(path: string, keys: LogKey[], mark: string) {
    this.#path = path;
    this.#keys = keys;
    this.#mark = mark;
  }

  /** Reads the file anew where it has changed; true when it had. What cannot be read leaves the keys as they were. */
  async refresh(): Promise<boolean> {
    const mark = await markOf(this.#path);
    if (mark === this.#mark) return false;
    this.#keys = keysIn(this.#path, (await readKeyFile(this.#path)) ?? refuseMissing(this.#path));
    this.#mark = mark;
    return true;
  }

  /**
   * The newest key whose time has come; never one older than `last`, which has signed before: a clock that is late, or was
   * set back, does not bring an old key back. Throws LogError `unusable-key`.
   */
  signer(name: string, at = new Date(), last?: Uint8Array): Signer {
    const key = this.#keys[Math.min(this.#presentAt(at), last ? this.#placeOf(last) : this.#keys.length)] as LogKey;
    const { secret, publicKey } = key;
    if (!secret)
      throw new LogError('unusable-key', `The private half of ${formatVerifierKey(name, publicKey)} is gone.`);
    return { name, publicKey, sign: (message) => sign(null, message, secret) };
  }

  /** Every key whose signatures still count, newest first: also one that is yet to sign. */
  verifiers(name: string): VerifierKey[] {
    return this.#keys.map(({ publicKey }) => parseVerifierKey(formatVerifierKey(name, publicKey)));
  }

  knows(publicKey: Uint8Array): boolean {
    return this.#placeOf(publicKey) < this.#keys.length;
  }

  /** The present key as a `vkey` line (C2SP signed-note). */
  vkey(name: string, at = new Date()): string {
    return formatVerifierKey(name, (this.#keys[this.#presentAt(at)] as LogKey).publicKey);
  }

  /** Newest first. */
  published(name: string): PublishedKey[] {
    return this.#keys.map(({ publicKey, signsFrom }, place) => {
      const next = this.#keys[place - 1];
      return {
        vkey: formatVerifierKey(name, publicKey),
        from: signsFrom.toISOString(),
        ...(next ? { until: next.signsFrom.toISOString() } : {}),
      };
    });
  }

  /** Newest first: what the database is told, so that no process signs without knowing them. */
  get announced(): { publicKey: Uint8Array; signsFrom: Date }[] {
    return this.#keys;
  }

  #presentAt(at: Date): number {
    const place = this.#keys.findIndex(({ signsFrom }) => signsFrom <= at);
    return place < 0 ? this.#keys.length - 1 : place;
  }

  /** The number of keys when it is not among them. */
  #placeOf(publicKey: Uint8Array): number {
    const place = this.#keys.findIndex((key) => Buffer.from(key.publicKey).equals(publicKey));
    return place < 0 ? this.#keys.length : place;
  }
}

function keysIn(path: string, text: string): LogKey[] {
  try {
    return parseKeyFile(text);
  } catch (error) {
    throw new LogError('unusable-key', `The log's key file ${path} cannot be used: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

async function markOf(path: string): Promise<string> {
  const facts = await stat(path).catch(() => undefined);
  return facts ? `${facts.ino} ${facts.size} ${facts.mtimeMs}` : '';
}

function refuseMissing(path: string): never {
  throw new LogError(
    'unusable-key',
    `The log's signing key ${path} does not exist. Make it once (node deploy/make-secrets.ts FOLDER makes log-key.json) and name it in ZHIHENG_LOG_KEY_FILE on every host.`,
  );
}

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
