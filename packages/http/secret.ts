import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, EnvironmentError } from './environment.ts';

/** The one secret of a deployment; every key that services need is derived from it, each for one purpose. */
export interface Secret {
  /** 32 bytes for `purpose` (HKDF-SHA-256, RFC 5869); the same at each start. */
  derive(purpose: string): Buffer;
  /** The same as base64url text, for passwords. */
  deriveText(purpose: string): string;
}

/**
 * Opens `ZHIHENG_SECRET_FILE`, or the data folder's `secret`, which the first start makes in the demo profile.
 * In production a missing secret is refused rather than made: processes that share a database must share it.
 */
export async function openSecret(environment: Environment, source: NodeJS.ProcessEnv = process.env): Promise<Secret> {
  const given = source.ZHIHENG_SECRET_FILE;
  const path = given || join(environment.dataDirectory, 'secret');
  const text = (await read(path)) ?? (await makeSecret(environment, path, given));
  if (text.length < 32) throw new EnvironmentError(`The secret in ${path} is shorter than 32 characters.`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', text, 'zhiheng', purpose, 32));
  return { derive, deriveText: (purpose) => derive(purpose).toString('base64url') };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    // ENOTDIR: the data folder's own path is unusable, which making it will say.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new EnvironmentError(`The secret ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function makeSecret({ profile, dataDirectory }: Environment, path: string, given?: string): Promise<string> {
  if (given || profile === 'production') {
    throw new EnvironmentError(`The secret ${path} does not exist. Make it once: openssl rand -base64 48 > ${path}`);
  }
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o711 });
    await writeFile(path, `${randomBytes(36).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process that starts at the same moment may have made it first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new EnvironmentError(
        `The data folder ${dataDirectory} cannot be written (${(error as NodeJS.ErrnoException).code}).`,
      );
    }
  }
  return (await readFile(path, 'utf8')).trim();
}
