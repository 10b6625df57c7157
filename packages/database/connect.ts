import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { DatabaseError, explainDatabaseFault } from './errors.ts';
import { keepPlans } from './kept-plans.ts';
import { type ServiceName, serviceRole } from './roles.ts';
import type { DB } from './schema.gen.ts';

/** Row counts, log indexes and epochs stay far below 2^53; beyond it this throws rather than rounds. */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53`);
  return value;
});

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Connections take this service's role on. Absent: they stay the user of `url`. */
  service?: ServiceName;
  /** Largest number of connections. Default 10. */
  size?: number;
  /** Milliseconds after which PostgreSQL ends a statement. Default 30,000. */
  statementTimeout?: number;
  /** Told of connections that break while idle; the pool replaces them. */
  onError?: (error: Error) => void;
}

export interface Database {
  /** Typed queries. Everything that touches a centre's rows goes through `inCentre`. */
  readonly query: Kysely<DB>;
  readonly pool: pg.Pool;
  /** A few connections that answer one statement before they are sent the next, as COPY asks for. */
  readonly copies: pg.Pool;
  /** Settings for a connection of its own, outside the pool (listeners, elections). */
  readonly connection: pg.ClientConfig;
  close(): Promise<void>;
}

/** Opens a pool and proves that it answers; throws DatabaseError with a plain sentence when it does not. */
export async function connect(options: DatabaseOptions): Promise<Database> {
  const connection = clientConfig(options);
  const { size = 10 } = options;
  const pool = new pg.Pool({ ...connection, max: size, pipeline: true });
  const copies = new pg.Pool({ ...connection, max: Math.ceil(size / 2) });
  for (const one of [pool, copies]) one.on('error', (error) => options.onError?.(error));
  // A connection that breaks while it is lent says so to its query; unheard, its event would end the process.
  for (const one of [pool, copies]) one.on('connect', (client) => client.on('error', () => undefined));
  pool.on('connect', keepPlans);
  try {
    await requireSupportedVersion(pool);
  } catch (error) {
    await pool.end().catch(() => undefined);
    throw explainDatabaseFault(error, options.url);
  }
  const query = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { query, pool, copies, connection, close: () => closeAll([pool, copies]) };
}

async function closeAll(pools: readonly pg.Pool[]): Promise<void> {
  await Promise.all(pools.map((pool) => pool.end()));
}

function clientConfig({ url, service, statementTimeout = 30_000 }: DatabaseOptions): pg.ClientConfig {
  const settings = [
    `-c statement_timeout=${statementTimeout}`,
    '-c idle_in_transaction_session_timeout=30000',
    '-c lock_timeout=10000',
    '-c timezone=UTC',
    '-c jit=off',
    ...(service ? [`-c role=${serviceRole(service)}`] : []),
  ];
  return {
    connectionString: url,
    application_name: `zhiheng-${service ?? 'owner'}`,
    options: settings.join(' '),
    connectionTimeoutMillis: 10_000,
    // A server whose host is gone is given up after half a minute of silence, not after the system's two hours.
    keepAlive: true,
    keepAliveInitialDelayMillis: 20_000,
  };
}

async function requireSupportedVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  const major = Math.floor((rows[0]?.version ?? 0) / 10_000);
  if (major < 16)
    throw new DatabaseError('unsupported-version', `PostgreSQL 16, 17 or 18 is needed; this one is ${major}.`);
}
