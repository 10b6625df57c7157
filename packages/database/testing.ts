import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { advisoryLocks } from './advisory-locks.ts';
import { connect, type Database } from './connect.ts';
import { migrate } from './migrate.ts';
import { type ServiceName, serviceNames, serviceRole } from './roles.ts';

/** A database of its own for one test file, migrated, on the server that the test run started (`ZHIHENG_TEST_DATABASE_URL`). */
export interface TestDatabase {
  /** The owner's (superuser's) address. */
  readonly url: string;
  /** The address under which a service itself signs in. */
  urlOf(service: ServiceName): string;
  /** A pool signed in as the service; closed by `drop`. */
  connect(service: ServiceName, options?: { size?: number }): Promise<Database>;
  /** A pool of the owner; closed by `drop`. */
  owner(): Promise<Database>;
  /**
   * Ends when all that was being written anywhere on the server has: below its oldest transaction the log is read, and
   * another test file may have a long one.
   */
  settled(): Promise<void>;
  drop(): Promise<void>;
}

const template = 'zhiheng_template';
/** Known, because these servers live on loopback for one test run only. */
const passwords = Object.fromEntries(serviceNames.map((name) => [name, `test-${name}`])) as Record<ServiceName, string>;

/** Migrates the template that every test database is copied from. Run once, by the test run's global set-up. */
export async function prepareTemplate(server: string): Promise<void> {
  await onServer(server, async (client) => {
    await client.query(`drop database if exists ${template}`);
    await client.query(`create database ${template}`);
  });
  await migrate(databaseUrl(server, template), { passwords });
}

/** What a test database is a copy of, when the bare schema is not enough. */
export interface Source {
  /** Of a database of that name, kept for the run. */
  readonly name: string;
  /** Fills the database of that name, the first time anybody asks for a copy of it. */
  fill(database: Pick<TestDatabase, 'url' | 'urlOf'>): Promise<unknown>;
}

export async function openTestDatabase(
  source?: Source,
  server = process.env.ZHIHENG_TEST_DATABASE_URL,
): Promise<TestDatabase> {
  if (!server) throw new Error('No test server: run the tests through vitest, whose set-up starts one.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, async (client) => {
    // A copy waits until nobody is connected to what it is a copy of: two test files at once take turns.
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.testTemplate]);
    if (source) await ensureFilled(client, source, databaseUrl(server, source.name));
    await client.query(
      `create database ${name} template ${source?.name ?? template} strategy ${await cheapest(client)}`,
    );
  });
  const url = databaseUrl(server, name);
  const open: Database[] = [];
  const keep = (database: Database) => {
    open.push(database);
    return database;
  };
  const urlOf = urlsAt(url);
  return {
    url,
    urlOf,
    connect: async (service, options) => keep(await connect({ url: urlOf(service), ...options })),
    owner: async () => keep(await connect({ url })),
    settled: () => settledServer(server),
    async drop() {
      await Promise.all(open.map((database) => database.close().catch(() => undefined)));
      await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** `settled` of any server, by the address of its superuser. */
export const settledServer = (server: string): Promise<void> =>
  onServer(server, async (client) => {
    const { rows } = await client.query('select pg_current_xact_id()::text as begun');
    const ended = 'select pg_snapshot_xmin(pg_current_snapshot()) > $1::text::xid8 as ended';
    while (!(await client.query(ended, [rows[0].begun])).rows[0].ended) await pause(50);
  });

/** Copied file by file a database costs half of what it does through the log, where nothing waits for the disk. */
async function cheapest(client: pg.Client): Promise<'file_copy' | 'wal_log'> {
  const { rows } = await client.query('show fsync');
  return rows[0].fsync === 'off' ? 'file_copy' : 'wal_log';
}

async function ensureFilled(client: pg.Client, { name, fill }: Source, url: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount) return;
  await client.query(`create database ${name} template ${template}`);
  try {
    await fill({ url, urlOf: urlsAt(url) });
    // Whatever still ends its work there would stand in the way of a copy.
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  } catch (error) {
    await client.query(`drop database ${name} with (force)`);
    throw error;
  }
}

function urlsAt(url: string): TestDatabase['urlOf'] {
  return (service) => {
    const address = new URL(url);
    address.username = serviceRole(service);
    address.password = passwords[service];
    return address.href;
  };
}

async function onServer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
