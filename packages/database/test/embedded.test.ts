import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, embeddedAddress, startEmbeddedPostgres } from '../embedded.ts';

let directory: string;
const password = 'embedded-test';
const started: EmbeddedPostgres[] = [];

const start = async (onLost?: () => void) => {
  const server = await startEmbeddedPostgres({ directory, password, ...(onLost ? { onLost } : {}) });
  started.push(server);
  return server;
};

const ask = async (url: string, sql: string) => {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhiheng-embedded-'));
  await chmod(directory, 0o711);
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const postmaster = async () =>
  Number((await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

test('what was committed is there after a stop and a start', async () => {
  const first = await start();
  await ask(first.url, 'create table kept (n int); insert into kept values (7)');
  await first.stop();
  const second = await start();
  expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('after kill -9 of PostgreSQL its user is told, and the next start recovers by itself', async () => {
  let told: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    told = resolve;
  });
  const first = await start(() => told());
  await ask(first.url, 'create table kept (n int); insert into kept values (7)');
  process.kill(await postmaster(), 'SIGKILL');
  await lost;
  const second = await start();
  expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('a server left behind by a killed process is taken over; two users of one folder are refused', async () => {
  const script = join(directory, 'user.ts');
  const library = fileURLToPath(new URL('../embedded.ts', import.meta.url));
  await writeFile(
    script,
    `const { startEmbeddedPostgres } = await import(${JSON.stringify(library)});
     const { url } = await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)}, password: '${password}' });
     console.log(url);
     setInterval(() => undefined, 1000);`,
  );
  const user = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(user.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();
  await expect(start()).rejects.toMatchObject({ code: 'already-running', message: expect.stringContaining(directory) });
  expect(await embeddedAddress({ directory, password })).toBe(url);
  user.kill('SIGKILL');
  await once(user, 'exit');
  const heir = await start();
  expect(heir.url).toBe(url);
});

test('a start killed while it makes the cluster leaves nothing that the next one stumbles over', async () => {
  await rm(join(directory, 'postgres'), { recursive: true, force: true });
  await writeFile(join(directory, 'postgres.new-1'), 'half');
  const server = await start();
  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a folder that cannot be written gets one sentence', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');
  await expect(startEmbeddedPostgres({ directory: join(file, 'data'), password })).rejects.toMatchObject({
    code: 'unwritable',
    message: expect.stringMatching(/^The data folder .* cannot be written \(ENOTDIR\)\.$/),
  });
});

test.runIf(process.getuid?.() === 0)('as root, a folder that the server’s user cannot get to is named', async () => {
  await chmod(directory, 0o700);
  await expect(startEmbeddedPostgres({ directory: join(directory, 'data'), password })).rejects.toMatchObject({
    code: 'unwritable',
    message: expect.stringContaining(`cannot get to ${join(directory, 'data')}`),
  });
});
