import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { advisoryLocks } from './advisory-locks.ts';
import { controlCluster, createCluster, freePort, logTail, runningPort, unreachable } from './embedded-cluster.ts';
import { DatabaseError } from './errors.ts';

export interface EmbeddedOptions {
  /** Folder of the cluster and its log; made when missing. */
  directory: string;
  /** The superuser's password, the same at each start. */
  password: string;
  /** Further server settings, e.g. `fsync=off` for tests. */
  settings?: string[];
  /** Told when the server goes away while nobody asked it to. */
  onLost?: () => void;
}

export interface EmbeddedPostgres {
  /** Superuser's address of the database `zhiheng`. */
  readonly url: string;
  /** A clean stop: open transactions are rolled back, what was committed is kept. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the project over `directory`. A server left behind by a killed process is
 * taken over; one that crashed recovers from its own write-ahead log. Throws DatabaseError: `unwritable`,
 * `already-running`, `embedded-failed`.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = join(options.directory, 'postgres');
  await requireWritable(options.directory);
  if (!(await exists(join(cluster, 'PG_VERSION')))) await createWhole(options, cluster);
  await requireReachable(options);
  const port = await startOrAdopt(options, cluster);
  const owner = await claim(options, port);
  let stopping = false;
  owner.on('error', () => undefined);
  owner.on('end', () => stopping || options.onLost?.());
  return {
    url: addressOf(options, port, 'zhiheng'),
    async stop() {
      stopping = true;
      await owner.end().catch(() => undefined);
      await controlCluster(cluster, ['stop', '-m', 'fast']).catch(() => undefined);
    },
  };
}

/** The address of the server that runs on `directory` at this moment, for a second process; undefined when none does. */
export async function embeddedAddress(options: EmbeddedOptions): Promise<string | undefined> {
  const port = await runningPort(join(options.directory, 'postgres'));
  return port && (await answers(options, port)) ? addressOf(options, port, 'zhiheng') : undefined;
}

const addressOf = ({ password }: EmbeddedOptions, port: number, database: string) =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

async function requireWritable(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o711 });
    const probe = join(directory, `.probe-${process.pid}`);
    await (await open(probe, 'w')).close();
    await rm(probe);
  } catch (error) {
    throw new DatabaseError(
      'unwritable',
      `The data folder ${directory} cannot be written (${(error as NodeJS.ErrnoException).code}).`,
      {
        cause: error,
      },
    );
  }
}

async function requireReachable({ directory }: EmbeddedOptions): Promise<void> {
  const place = await unreachable(directory);
  if (!place) return;
  throw new DatabaseError(
    'unwritable',
    `PostgreSQL does not run as root but as the user postgres, who cannot get to ${place}: a folder above it is closed to others.`,
  );
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Made aside and renamed, so that a start killed halfway leaves no half cluster behind. */
async function createWhole({ directory, password }: EmbeddedOptions, cluster: string): Promise<void> {
  const aside = `${cluster}.new-${process.pid}`;
  await rm(aside, { recursive: true, force: true });
  try {
    await createCluster(aside, password);
    await rename(aside, cluster);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (await exists(join(cluster, 'PG_VERSION'))) return; // another start was first
    throw new DatabaseError(
      'embedded-failed',
      `The embedded PostgreSQL cannot be set up in ${directory}: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}

async function startOrAdopt(options: EmbeddedOptions, cluster: string): Promise<number> {
  const log = join(cluster, 'server.log');
  for (let attempt = 1; ; attempt++) {
    const running = await runningPort(cluster);
    if (running && (await answers(options, running))) return running;
    try {
      const port = await freePort();
      await controlCluster(cluster, ['start', '-l', log, '-o', serverFlags(port, options.settings)]);
      return port;
    } catch (error) {
      if (attempt === 5) {
        const reason = `${(error as Error).message}\n${await logTail(log)}`;
        throw new DatabaseError('embedded-failed', `The embedded PostgreSQL does not start: ${reason}`, {
          cause: error,
        });
      }
      await pause(500 * attempt);
    }
  }
}

function serverFlags(port: number, settings: string[] = []): string {
  const all = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=128MB',
    'password_encryption=scram-sha-256',
    'log_min_messages=warning',
    ...settings,
  ];
  return [`-p ${port}`, ...all.map((setting) => `-c ${setting}`)].join(' ');
}

/** A server that was killed may need a moment to recover before it answers. */
async function answers(options: EmbeddedOptions, port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const client = new pg.Client({
      connectionString: addressOf(options, port, 'postgres'),
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== '57P03') return false;
      await pause(250);
    }
  }
  return false;
}

async function claim(options: EmbeddedOptions, port: number): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: addressOf(options, port, 'postgres'), keepAlive: true });
  await client.connect();
  const { rows } = await client.query('select pg_try_advisory_lock($1) as mine', [advisoryLocks.embeddedOwner]);
  if (!rows[0].mine) {
    await client.end();
    throw new DatabaseError('already-running', `Another process already runs on the data folder ${options.directory}.`);
  }
  const { rowCount } = await client.query("select from pg_database where datname = 'zhiheng'");
  if (rowCount === 0) await client.query("create database zhiheng encoding 'UTF8' template template0");
  return client;
}
