import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountActive, type Database, inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import {
  type App,
  type Caller,
  createServer,
  createTokenVerifier,
  type Environment,
  openSecret,
  readEnvironment,
  type Secret,
} from '@zhiheng/http';
import { sql } from 'kysely';
import { identity, registerClients, setPassword } from '../plugin.ts';

export interface TestPerson {
  centre: string;
  person: string;
  account: string;
  username: string;
  password: string;
}

/** The service over a database of its own, reached by HTTP, with two centres and their people. */
export interface World {
  origin: string;
  environment: Environment;
  secret: Secret;
  test: TestDatabase;
  owner: Database;
  database: Database;
  app: App;
  addPerson(centre: string, username: string): Promise<TestPerson>;
  /** As access does it: disabled, gone, and everybody told. */
  depart(person: TestPerson, options?: { quietly?: boolean }): Promise<void>;
  entries(centre: string): Promise<Record<string, unknown>[]>;
  /** What a service of ours makes of an access token. */
  verify(token: string): Promise<Caller>;
  /** A further process over the same database, secret and address of the issuer. */
  another(
    port?: number,
    differently?: Partial<Environment>,
    connections?: number,
  ): Promise<{ app: App; origin: string; database: Database; close(): Promise<void> }>;
  close(): Promise<void>;
}

export const machine = {
  id: 'business',
  secret: 'a-long-random-secret-of-a-machine',
  scopes: ['decide', 'audit:read'],
};

/** `hear` is told what requests write to the operational log as a warning. */
export async function startWorld(
  centres = ['county'],
  { hear, rateLimit = 1_000_000 }: { hear?: (line: string) => void; rateLimit?: number } = {},
): Promise<World> {
  const test = await openTestDatabase();
  const [owner, database] = [await test.owner(), await test.connect('identity')];
  const dataDirectory = await mkdtemp(join(tmpdir(), 'zhiheng-identity-'));
  const port = await freePort();
  const environment: Environment = {
    ...readEnvironment(
      { PORT: String(port), LOG_LEVEL: 'silent', ZHIHENG_DATA_DIR: dataDirectory },
      { profile: 'demo' },
    ),
    rateLimit,
  };
  const secret = await openSecret(environment, {});
  for (const centre of centres) await found(owner, centre);
  await registerClients({ database, secret }, centres[0] as string, [machine]);
  const app = await startApp({ environment, secret, database, port, hear });
  const origin = `http://127.0.0.1:${port}`;
  const verifier = createTokenVerifier(environment);

  return {
    origin,
    environment,
    secret,
    test,
    owner,
    database,
    app,
    addPerson: (centre, username) => addPerson(owner, database, centre, username),
    depart: (person, options) => depart(owner, person, options),
    verify: async (token) => verifier.verify(`Bearer ${token}`),
    async entries(centre) {
      const { rows } = await owner.pool.query('select * from audit.entry where centre = $1 order by id', [centre]);
      return rows;
    },
    async another(at = 0, differently = {}, connections = 10) {
      const other = await test.connect('identity', { size: connections });
      const second = await startApp({
        environment: { ...environment, ...differently },
        secret,
        database: other,
        port: at,
      });
      const address = second.server.address();
      const bound = typeof address === 'object' && address ? address.port : 0;
      return { app: second, origin: `http://127.0.0.1:${bound}`, database: other, close: () => second.close() };
    },
    async close() {
      await app.close();
      await test.drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

interface StartOptions {
  environment: Environment;
  secret: Secret;
  database: Database;
  port: number;
  hear?: ((line: string) => void) | undefined;
}

async function startApp({ environment, secret, database, port, hear }: StartOptions): Promise<App> {
  const app = await createServer({
    environment,
    title: 'identity under test',
    tokens: createTokenVerifier(environment),
    accountActive: (centre, account) => accountActive(database, centre, account),
  });
  if (hear)
    app.addHook('onRequest', (request, _reply, done) => {
      request.log = Object.assign(Object.create(request.log), {
        warn: (...line: unknown[]) => hear(JSON.stringify(line)),
      });
      done();
    });
  await app.register(identity, { environment, secret, database });
  await app.listen({ host: '127.0.0.1', port });
  return app;
}

/** A centre with one unit and a log, as the access service founds one. */
async function found(owner: Database, centre: string): Promise<void> {
  await inCentre(owner, centre, async (transaction) => {
    await sql`insert into access.centre (centre, id, name)
      values (${centre}, ${randomUUID()}, ${JSON.stringify({ zh: `中心 ${centre}`, en: `Centre ${centre}` })})`.execute(
      transaction,
    );
    await sql`insert into access.unit (centre, code, id, kind, name)
      values (${centre}, 'centre', ${randomUUID()}, 'centre', '{"zh": "中心", "en": "Centre"}')`.execute(transaction);
    await sql`select audit.found_log(${centre}, ${`zhiheng.test/${centre}`})`.execute(transaction);
  });
}

async function addPerson(owner: Database, database: Database, centre: string, username: string): Promise<TestPerson> {
  const [person, account] = [randomUUID(), randomUUID()];
  await sql`insert into access.person (centre, id, staff_number, name, unit, post)
    values (${centre}, ${person}, ${randomUUID()}, ${`Name of ${username}`}, 'centre', 'clerk')`.execute(owner.query);
  await sql`insert into access.account (centre, id, person, username)
    values (${centre}, ${account}, ${person}, ${username})`.execute(owner.query);
  const password = `the password of ${username} in ${centre}`;
  await setPassword(database, centre, account, password);
  return { centre, person, account, username, password };
}

async function depart(owner: Database, { centre, person }: TestPerson, { quietly = false } = {}): Promise<void> {
  await inCentre(owner, centre, async (transaction) => {
    await sql`update access.person set state = 'departed' where centre = ${centre} and id = ${person}`.execute(
      transaction,
    );
    await sql`update access.account set state = 'disabled', disabled_at = clock_timestamp(), disabled_reason = 'retired'
      where centre = ${centre} and person = ${person}`.execute(transaction);
    if (quietly) return;
    await sql`select pg_notify('zhiheng_access', ${JSON.stringify({ centre, epoch: 2, person, departed: true })})`.execute(
      transaction,
    );
  });
}

export async function freePort(): Promise<number> {
  const probe = createNetServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
