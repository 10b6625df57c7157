import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compressFolder } from './compress.ts';

const room = fileURLToPath(new URL('.', import.meta.url));
const repository = join(room, '..', '..');
const web = join(room, 'web');
const stampName = '.stamp';

/** Where the built pages are. */
export const builtFolder = join(room, 'dist');

/** What the bundle is made of: our own sources, and the versions of everything else. */
const sources = [web, ...['ledger', 'contracts', 'verifier'].map((name) => join(repository, 'packages', name))];

let running: Promise<void> | undefined;

/**
 * Builds the pages with Vite unless `dist` holds those of the present sources. Safe when two processes do it at once:
 * each builds aside, and whoever comes second keeps what it finds. Where the sources were left out (an image), `dist`
 * must be there. Rejects with the bundler's words when the sources do not build.
 */
export function ensureConsoleBuilt(): Promise<void> {
  running ??= buildIfStale().finally(() => {
    running = undefined;
  });
  return running;
}

async function buildIfStale(): Promise<void> {
  if (!existsSync(join(web, 'index.html'))) {
    if (existsSync(join(builtFolder, 'index.html'))) return;
    throw new Error('The console has neither its built pages (dist) nor their sources (web).');
  }
  const stamp = await stampOfSources();
  if ((await stampOf(builtFolder)) === stamp) return;
  // On the file system of `dist`, so that a rename puts it in place; named so that version control passes it over.
  const scratch = join(room, `.building-${randomUUID()}`);
  const aside = join(scratch, 'new', 'dist');
  try {
    await bundle(aside);
    await compressFolder(join(aside, 'assets'));
    await writeFile(join(aside, stampName), stamp);
    await putInPlace(aside, join(scratch, 'old', 'dist'), stamp);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A process of its own: the bundler's memory and native code are gone when it is done. */
async function bundle(folder: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
  const args = [vite, 'build', '--config', join(web, 'vite.config.ts'), '--outDir', folder, '--logLevel', 'warn'];
  // Whatever this process is run for (a test, say), the pages are those of production.
  const env = { ...process.env, NODE_ENV: 'production' };
  const run = (given: string[]) =>
    promisify(execFile)(process.execPath, given, { cwd: web, env, maxBuffer: 16 * 1024 * 1024 });
  await run(args);
  await run([require.resolve('@zhiheng/verifier/build'), join(folder, 'verifier.html')]);
}

async function putInPlace(aside: string, old: string, stamp: string): Promise<void> {
  if ((await stampOf(builtFolder)) === stamp) return;
  await mkdir(dirname(old), { recursive: true });
  await rename(builtFolder, old).catch(ignore('ENOENT'));
  await rename(aside, builtFolder).catch(ignore('ENOTEMPTY', 'EEXIST', 'EPERM'));
  // Another process may be between its two renames.
  for (let tries = 0; (await stampOf(builtFolder)) !== stamp; tries++) {
    if (tries === 50) throw new Error('Another process has put pages of other sources into dist.');
    await setTimeout(20);
  }
}

function ignore(...codes: string[]) {
  return (error: NodeJS.ErrnoException): void => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}

const stampOf = (folder: string): Promise<string | undefined> =>
  readFile(join(folder, stampName), 'utf8').catch(() => undefined);

async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['build.ts', 'compress.ts', '../../pnpm-lock.yaml']) hash.update(await readFile(join(room, file)));
  for (const folder of sources)
    for (const file of await filesBelow(folder))
      hash.update(`\0${relative(repository, file)}\0`).update(await readFile(file));
  return hash.digest('hex');
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const kept = entries.filter(({ name }) => name !== 'node_modules' && name !== 'test');
  const below = await Promise.all(
    kept.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    }),
  );
  return below.flat().sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureConsoleBuilt();
