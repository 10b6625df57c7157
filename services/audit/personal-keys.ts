import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { said } from '@zhiheng/contracts';
import { newId } from '@zhiheng/database';
import { Problem, type Profile } from '@zhiheng/http';
import { makeOnce } from './whole-file.ts';

interface KeyFile {
  /** Oldest first; the last one wraps, all unwrap. `key`: 32 bytes in Base 64. */
  keys: { id: string; key: string }[];
}

/** Where the keys lie that wrap the data subjects' keys: never in the database. */
export const personalKeyPath = (dataDirectory: string, source: NodeJS.ProcessEnv = process.env): string =>
  source.ZHIHENG_PERSONAL_KEY_FILE || join(dataDirectory, 'keys', 'personal-data.json');

/** A subject's key as the database holds it. */
export interface WrappedKey {
  wrappedBy: string;
  wrapped: Uint8Array;
}

const cipher = 'aes-256-gcm';
const [nonceLength, tagLength] = [12, 16];

/** AES-256-GCM: nonce, ciphertext, tag. `place` is authenticated with it, so that what is sealed opens nowhere else. */
export function seal(key: Uint8Array, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
}

/** Throws when the bytes were altered, or sealed under another key or for another place. */
export function unseal(key: Uint8Array, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(-tagLength));
  return Buffer.concat([opening.update(bytes.subarray(nonceLength, -tagLength)), opening.final()]);
}

/** The keys that wrap. Read for each use: they are few and asked for seldom, and no process need be told of a new one. */
export class PersonalKeys {
  readonly #path: string;
  readonly #profile: Profile;

  constructor(path: string, profile: Profile) {
    this.#path = path;
    this.#profile = profile;
  }

  /** A new key for a subject, in clear and wrapped. `place` as in `seal`. */
  async make(place: string): Promise<{ key: Uint8Array; wrapped: WrappedKey }> {
    const { keys } = await this.#read();
    const last = keys.at(-1);
    if (!last) throw unusable(this.#path, 'it holds no key');
    const key = randomBytes(32);
    return { key, wrapped: { wrappedBy: last.id, wrapped: seal(Buffer.from(last.key, 'base64'), place, key) } };
  }

  async unwrap({ wrappedBy, wrapped }: WrappedKey, place: string): Promise<Uint8Array> {
    const { keys } = await this.#read();
    const found = keys.find(({ id }) => id === wrappedBy);
    if (!found) throw unusable(this.#path, `it lacks the key ${wrappedBy}`);
    return unseal(Buffer.from(found.key, 'base64'), place, wrapped);
  }

  async #read(): Promise<KeyFile> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as KeyFile;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' || this.#profile === 'production') throw unusable(this.#path, code ?? message);
      await make(this.#path);
      return JSON.parse(await readFile(this.#path, 'utf8')) as KeyFile;
    }
  }
}

const unusable = (path: string, why: string): Problem =>
  new Problem('unavailable', said('key-file-unusable', { path, why }));

function make(path: string): Promise<void> {
  const file: KeyFile = { keys: [{ id: newId(), key: randomBytes(32).toString('base64') }] };
  return makeOnce(path, `${JSON.stringify(file, null, 2)}\n`);
}
