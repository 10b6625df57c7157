import { closeOnSignal, createServer, createTokenVerifier, listenOn, orExplain, readEnvironment } from '@zhiheng/http';
import { ensureConsoleBuilt } from './build.ts';
import { consolePages } from './plugin.ts';

/** The pages alone, in a process without a database; the reverse proxy brings the services to the same origin. */
await orExplain(async () => {
  const environment = readEnvironment(process.env, { port: 8485 });
  await ensureConsoleBuilt();
  const app = await createServer({
    environment,
    title: '制衡 Zhiheng: console',
    tokens: createTokenVerifier(environment),
    accountActive: async () => false,
  });
  await app.register(consolePages, { environment });
  await listenOn(app, environment.host, environment.port);
  closeOnSignal(() => app.close());
  process.stdout.write(`zhiheng console ready http://${environment.host}:${environment.port}\n`);
});
