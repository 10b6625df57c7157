import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from '@zhiheng/ledger';
import { UsageError } from '../usage-error.ts';

/**
 * What a witness must never lose: its key, and of each log the last checkpoint that it has cosigned. One file each, written
 * aside, flushed and renamed, so that a crash leaves the one or the other whole. One process at a time.
 */
export class WitnessFolder {
  readonly #path: string;
  readonly #lock: string;

  private constructor(path: string) {
    this.#path = path;
    this.#lock = join(path, 'lock');
  }

  /** Makes it when it is missing. Throws UsageError when it cannot be used or another process works in it. */
  static async open(path: string): Promise<WitnessFolder> {
    const folder = new WitnessFolder(path);
    try {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await folder.#takeLock();
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`${path} cannot be used (${(error as NodeJS.ErrnoException).code}).`);
    }
    return folder;
  }

  async close(): Promise<void> {
    await rm(this.#lock, { force: true });
  }

  /** The last note cosigned of a log. */
  async read(origin: string): Promise<string | undefined> {
    return readIfThere(this.#fileOf(hashOfOrigin(origin)));
  }

  /** The same by the hash under which a witness publishes it. */
  async readByHash(originHash: string): Promise<string | undefined> {
    return /^[0-9a-f]{64}$/.test(originHash) ? readIfThere(this.#fileOf(originHash)) : undefined;
  }

  async write(origin: string, note: string): Promise<void> {
    await this.#writeWhole(this.#fileOf(hashOfOrigin(origin)), note, 0o644);
  }

  /** The witness's own key; made by the first start. */
  async signer(name: string): Promise<Signer> {
    const path = join(this.#path, 'key.pem');
    let pem = await readIfThere(path);
    if (pem === undefined) {
      pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      await this.#writeWhole(path, pem, 0o600);
    }
    const secret = createPrivateKey(pem);
    const spki = createPublicKey(secret).export({ type: 'spki', format: 'der' });
    if (secret.asymmetricKeyType !== 'ed25519') throw new UsageError(`${path} holds no Ed25519 key.`);
    return { name, publicKey: new Uint8Array(spki.subarray(-32)), sign: (message) => sign(null, message, secret) };
  }

  #fileOf(originHash: string): string {
    return join(this.#path, `${originHash}.checkpoint`);
  }

  async #writeWhole(path: string, text: string, mode: number): Promise<void> {
    const aside = `${path}.new`;
    await withHandle(await open(aside, 'w', mode), async (file) => {
      await file.writeFile(text);
      await file.sync();
    });
    await rename(aside, path);
    // The rename itself lies in the folder.
    await withHandle(await open(this.#path, 'r'), (folder) => folder.sync());
  }

  async #takeLock(): Promise<void> {
    const held = await open(this.#lock, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return undefined;
    });
    if (held) return withHandle(held, (file) => file.writeFile(String(process.pid)));
    const owner = Number(await readIfThere(this.#lock));
    if (owner !== process.pid && isAlive(owner))
      throw new UsageError(`process ${owner} already works in ${this.#path}.`);
    await rm(this.#lock, { force: true });
    return this.#takeLock();
  }
}

const hashOfOrigin = (origin: string): string => createHash('sha256').update(origin).digest('hex');

async function withHandle(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

/** A process that was killed leaves its lock; its number says whether it is still there. */
function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
