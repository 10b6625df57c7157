import { accountActive, connect, type ServiceName } from '@zhiheng/database';
import type { App } from './app.ts';
import { requireDurable } from './durability.ts';
import { EnvironmentError, readEnvironment } from './environment.ts';
import { orExplain } from './explain.ts';
import { openSecret } from './secret.ts';
import { createServer } from './server.ts';
import type { ServiceOptions } from './service.ts';
import { createTokenVerifier } from './tokens.ts';

type ServicePlugin = (app: App, options: ServiceOptions) => Promise<void>;

/** Runs one service in a process of its own, over the PostgreSQL that `DATABASE_URL` names. */
export async function runService(name: ServiceName, plugin: ServicePlugin, port: number): Promise<void> {
  await orExplain(async () => {
    const environment = readEnvironment(process.env, { port });
    if (!environment.databaseUrl)
      throw new EnvironmentError('DATABASE_URL is needed: a service alone starts no PostgreSQL.');
    const secret = await openSecret(environment);
    const database = await connect({ url: environment.databaseUrl, service: name });
    const app = await createServer({
      environment,
      title: `制衡 Zhiheng: ${name}`,
      tokens: createTokenVerifier(environment),
      accountActive: (centre, account) => accountActive(database, centre, account),
    });
    app.addHook('onClose', () => database.close());
    await requireDurable([database], environment.profile, app.log);
    await app.register(plugin, { environment, secret, database });
    await listenOn(app, environment.host, environment.port);
    closeOnSignal(() => app.close());
    process.stdout.write(`zhiheng ${name} ready http://${environment.host}:${environment.port}\n`);
  });
}

/** Listens, or says in one sentence why not. */
export async function listenOn(app: App, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    await app.close();
    if (code === 'EADDRINUSE')
      throw new EnvironmentError(`Port ${port} of ${host} is taken by another program; set PORT to a free one.`);
    if (code === 'EACCES')
      throw new EnvironmentError(`Port ${port} may not be used by this user; set PORT to one above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new EnvironmentError(`HOST ${host} is no address of this machine.`);
    throw error;
  }
}

/** A launcher passes on the signal that a terminal has sent to the whole group already: within this time it is one. */
const sameSignalMs = 1_000;

/**
 * Ctrl-C, SIGTERM and the end of the process that launched this one end it cleanly, once; a later second signal ends it
 * at once.
 */
export function closeOnSignal(close: () => Promise<void>): void {
  let closingSince: number | undefined;
  const end = async (): Promise<void> => {
    if (closingSince !== undefined) {
      if (performance.now() - closingSince > sameSignalMs) process.exit(130);
      return;
    }
    closingSince = performance.now();
    await close().catch((error) => process.stderr.write(`${String(error)}\n`));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
}
