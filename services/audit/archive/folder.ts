import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Profile } from '@zhiheng/http';
import { decodeBundle, encodeBundle, FormatError, tilePath, tileWidth } from '@zhiheng/ledger';
import { replaceWhole } from '../whole-file.ts';
import type { Month } from './months.ts';

/** What stands in a bundle where an entry was removed: no entry is as short as that. */
export const removedEntry: Uint8Array = new Uint8Array();

/** The name under which a file is written before it gets its own. */
const unfinished = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Where months of the log go. In production it has to be named: each process that serves or archives needs the same folder, which is
 * to be backed up like the database. Undefined: there is none.
 */
export const archivePath = (
  dataDirectory: string,
  profile: Profile,
  source: NodeJS.ProcessEnv = process.env,
): string | undefined =>
  source.ZHIHENG_LOG_ARCHIVE || (profile === 'production' ? undefined : join(dataDirectory, 'log-archive'));

/** Entry bundles of each centre in C2SP tlog-tiles layout, and a manifest a month, as files that are whole or not there. */
export class ArchiveFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** The entries of bundle `n`, as many as were archived of it. Undefined when there is none that can be taken apart. */
  async read(centre: string, n: number): Promise<Uint8Array[] | undefined> {
    const path = await this.#widest(centre, n);
    const bundle = path === undefined ? undefined : await ifThere(readFile(path));
    try {
      return bundle && decodeBundle(bundle);
    } catch (error) {
      if (error instanceof FormatError) return undefined;
      throw error;
    }
  }

  /** Flushed when it returns; a narrower one of the same bundle is taken away then. */
  async write(centre: string, n: number, entries: readonly Uint8Array[]): Promise<void> {
    await writeFlushed(this.#file(centre, n, entries.length), encodeBundle(entries));
    for (const width of await this.#parts(centre, n))
      if (width < entries.length) await this.#removePart(centre, n, width);
  }

  /** All there is of bundle `n`. */
  async remove(centre: string, n: number): Promise<void> {
    const whole = this.#file(centre, n, tileWidth);
    await rm(whole, { force: true });
    await rm(`${whole}.p`, { recursive: true, force: true });
    await flushFolder(dirname(whole));
  }

  /** Takes away what writers of the past were killed over: nobody else may write meanwhile. */
  async sweep(centre: string): Promise<void> {
    const root = join(this.#path, centre);
    for (const name of (await ifThere(readdir(root, { recursive: true }))) ?? [])
      if (unfinished.test(name)) await rm(join(root, name), { force: true });
  }

  async writeManifest(centre: string, month: Month, text: string): Promise<void> {
    await writeFlushed(join(this.#path, centre, 'months', `${month}.json`), text);
  }

  async #widest(centre: string, n: number): Promise<string | undefined> {
    const whole = this.#file(centre, n, tileWidth);
    const found = await ifThere(open(whole));
    await found?.close();
    if (found) return whole;
    const [width] = (await this.#parts(centre, n)).toSorted((one, other) => other - one);
    return width === undefined ? undefined : this.#file(centre, n, width);
  }

  async #parts(centre: string, n: number): Promise<number[]> {
    const names = await ifThere(readdir(`${this.#file(centre, n, tileWidth)}.p`));
    return (names ?? []).filter((name) => /^[1-9]\d{0,2}$/.test(name)).map(Number);
  }

  async #removePart(centre: string, n: number, width: number): Promise<void> {
    await rm(this.#file(centre, n, width), { force: true });
  }

  #file(centre: string, n: number, width: number): string {
    return join(this.#path, centre, tilePath({ level: 'entries', n, width }));
  }
}

async function writeFlushed(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceWhole(path, content, 0o600);
  await flushFolder(dirname(path));
}

/** A new name is as safe as its folder. */
async function flushFolder(path: string): Promise<void> {
  const folder = await ifThere(open(path));
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
}

const ifThere = <T>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
