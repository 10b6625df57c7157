import { access } from '@zhiheng/access';
import { audit } from '@zhiheng/audit';
import { consolePages, ensureConsoleBuilt } from '@zhiheng/console';
import { control } from '@zhiheng/control';
import { accountActive, connect, type Database, freePort, type ServiceName, serviceNames } from '@zhiheng/database';
import {
  type App,
  createServer,
  createTokenVerifier,
  type Environment,
  listenOn,
  openSecret,
  requireDurable,
  withPort,
} from '@zhiheng/http';
import { identity } from '@zhiheng/identity';
import { type Demo, foundDemo } from './demo.ts';
import { openServer } from './postgres.ts';

export { CatalogueError } from '@zhiheng/access';
export { CeremonyError, FirstPasswordError } from '@zhiheng/identity';
export { bootstrap } from './bootstrap.ts';
export { ceremony } from './ceremony.ts';
export { importCatalogue } from './import.ts';
export { parent } from './parent.ts';
export { rotateKeys } from './rotate-keys.ts';
export { upstream } from './upstream.ts';

export interface Standalone {
  readonly app: App;
  /** Where all of it is reached, e.g. `http://127.0.0.1:8480`. */
  readonly origin: string;
  readonly demo: Demo | undefined;
  /** Requests in flight are answered first; then the services, then PostgreSQL end. */
  stop(): Promise<void>;
}

/**
 * Starts every service in this process: PostgreSQL (embedded unless `DATABASE_URL` names one), migrations, the demo
 * centre in the demo profile, then all plugins on one origin. Resolves when every service is ready.
 * Throws DatabaseError or EnvironmentError with one sentence.
 */
export async function startStandalone(given: Environment, onDatabaseLost?: () => void): Promise<Standalone> {
  const environment = given.port === 0 ? withPort(given, await freePort()) : given;
  const secret = await openSecret(environment);
  await ensureConsoleBuilt();
  const server = await openServer(environment, secret, onDatabaseLost ? { onLost: onDatabaseLost } : {});
  const cleanUp = new CleanUp(() => server.stop());
  try {
    const open = async (service: ServiceName) => {
      const database = await connect(server.connectionOf(service));
      cleanUp.add(() => database.close());
      return [service, database] as const;
    };
    const databases = Object.fromEntries(await Promise.all(serviceNames.map(open))) as Record<ServiceName, Database>;
    const demo = environment.profile === 'demo' ? await foundDemo(environment, secret, databases) : undefined;
    const app = await createServer({
      environment,
      title: '制衡 Zhiheng',
      tokens: createTokenVerifier(environment),
      accountActive: (centre, account) => accountActive(databases.access, centre, account),
    });
    cleanUp.add(() => app.close());
    await requireDurable(Object.values(databases), environment.profile, app.log);
    await app.register(identity, { environment, secret, database: databases.identity });
    await app.register(access, { environment, secret, database: databases.access });
    await app.register(audit, { environment, secret, database: databases.audit });
    await app.register(control, { environment, secret, database: databases.control });
    await app.register(consolePages, { environment });
    await listenOn(app, environment.host, environment.port);
    await requireReady(app);
    return { app, origin: environment.origin, demo, stop: () => cleanUp.run() };
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

/** What was opened last is closed first, once, even when one of them fails to close. */
class CleanUp {
  readonly #steps: (() => Promise<unknown>)[];

  constructor(...steps: (() => Promise<unknown>)[]) {
    this.#steps = steps;
  }

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) await step().catch(() => undefined);
  }
}

async function requireReady(app: App): Promise<void> {
  const answer = await app.inject('/health/ready');
  if (answer.statusCode !== 200) throw new Error(`Not every service is ready: ${answer.body}`);
}
