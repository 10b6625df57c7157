import { connect, type Database, migrate, newId } from '@zhiheng/database';
import { startTestIssuer, type TestIssuer } from '@zhiheng/http/testing';
import { LogProcess } from './log-process.ts';
import { FaultyServer, type ServerOptions } from './server.ts';

export const centre = 'north';

/** One centre's log over a server and processes that may be killed at any moment. */
export interface FaultyLog {
  server: FaultyServer;
  processes: LogProcess[];
  /** What the processes are started with. */
  variables: Record<string, string>;
  issuer: TestIssuer;
  /** The header by which the writing and reading client is known. */
  authorization: string;
  /** Opens a pool of the superuser; closed by `stop`. */
  owner(): Promise<Database>;
  stop(): Promise<void>;
}

export interface LogOptions extends ServerOptions {
  /** Further variables of the processes' environment. */
  settings?: Record<string, string>;
}

export async function startFaultyLog(count: number, { settings, ...options }: LogOptions = {}): Promise<FaultyLog> {
  const server = await FaultyServer.start(options);
  await migrate(server.url);
  const open: Database[] = [];
  const owner = async () => {
    const database = await connect({ url: server.url, onError: () => undefined });
    open.push(database);
    return database;
  };
  await found(await owner());
  const issuer = await startTestIssuer();
  const variables = {
    DATABASE_URL: server.url,
    ZHIHENG_PROFILE: 'demo',
    ZHIHENG_ORIGIN: issuer.environment.origin,
    ZHIHENG_DATA_DIR: issuer.environment.dataDirectory,
    ZHIHENG_RATE_LIMIT: '1000000000',
    ...settings,
  };
  const processes = await Promise.all(Array.from({ length: count }, () => LogProcess.start(variables)));
  const scopes = ['audit:write', 'audit:read'];
  const token = await issuer.tokenFor({ centre, client: 'business', scopes }, { lifetime: 3_600 });
  return {
    server,
    variables,
    processes,
    issuer,
    authorization: `Bearer ${token}`,
    owner,
    async stop() {
      await Promise.all(processes.map((one) => one.stop()));
      await Promise.all(open.map((database) => database.close().catch(() => undefined)));
      await server.stop();
      await issuer.close();
    },
  };
}

async function found({ pool }: Database): Promise<void> {
  const client = await pool.connect();
  await client.query('begin');
  await client.query(`select set_config('zhiheng.centre', $1, true)`, [centre]);
  const name = JSON.stringify({ zh: '名', en: 'Name' });
  await client.query('insert into access.centre (centre, id, name) values ($1, $2, $3)', [centre, newId(), name]);
  await client.query(`select audit.found_log($1, 'faults/log/north')`, [centre]);
  await client.query('commit');
  client.release();
}
