import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@zhiheng/database';
import { prepareTemplate } from '@zhiheng/database/testing';
import { fastFolder } from '../support/fast-folder.ts';

interface Server {
  url: string;
  stop(): Promise<unknown>;
}

/** One PostgreSQL for the whole run: a container where a Docker engine answers, else the embedded one. */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env.ZHIHENG_TEST_SERVER_URL;
  const server: Server = given
    ? { url: given, stop: async () => undefined }
    : ((await startContainer()) ?? (await startEmbedded()));
  await prepareTemplate(server.url);
  process.env.ZHIHENG_TEST_DATABASE_URL = server.url;
  // What test files of this run share beside the database (`support/standalone.ts`).
  const shared = await mkdtemp(join(tmpdir(), 'zhiheng_run_'));
  process.env.ZHIHENG_TEST_FOLDER = shared;
  return async () => {
    await rm(shared, { recursive: true, force: true });
    await server.stop();
  };
}

async function startContainer(): Promise<Server | undefined> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const engine = await getContainerRuntimeClient().catch(() => undefined);
  if (!engine) return undefined;
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18').start();
  return { url: container.getConnectionUri(), stop: () => container.stop() };
}

/** A question over a socket of the file system costs both sides a third less than over TCP. Their names have a longest length. */
const hasSockets = (folder: string): boolean => process.platform !== 'win32' && folder.length < 80;

async function startEmbedded(): Promise<Server> {
  const directory = await fastFolder('zhiheng-test-');
  // As root the server runs as another user, who must get through to its own folder.
  await chmod(directory, 0o711);
  const sockets = join(directory, 'postgres');
  const server = await startEmbeddedPostgres({
    directory,
    password: 'test',
    settings: [
      ...['fsync=off', 'synchronous_commit=on', 'full_page_writes=off'],
      // A file opens a dozen connections, whose passwords are known to everybody.
      'scram_iterations=1',
      ...(hasSockets(sockets) ? [`unix_socket_directories=${sockets}`] : []),
    ],
  });
  const url = new URL(server.url);
  if (hasSockets(sockets)) url.searchParams.set('host', sockets);
  return {
    url: url.href,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
