import type { App } from '../app.ts';
import type { Environment } from '../environment.ts';
import { createServer } from '../server.ts';
import { startTestIssuer, type TestCaller } from '../testing.ts';
import { createTokenVerifier } from '../tokens.ts';

export interface TestServers {
  /** A server of its own, with counts of its own: `/known` and `/busy` for whoever has a token, `/open` for anybody. */
  open(environment?: Partial<Environment>, declare?: (app: App) => void): Promise<App>;
  bearer(caller: TestCaller): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

export async function openTestIssuer(base: Partial<Environment> = {}): Promise<TestServers> {
  const issuer = await startTestIssuer();
  const apps: App[] = [];
  return {
    async open(more, declare) {
      const environment = { ...issuer.environment, ...base, ...more };
      const app = await createServer({
        environment,
        title: 'test',
        tokens: createTokenVerifier(environment),
        accountActive: async (_centre, account) => account !== 'left',
      });
      const answer = async () => ({ answered: true });
      app.get('/open', { config: { access: 'public' }, schema: { hide: true } }, answer);
      app.get('/known', { config: { access: 'authenticated' }, schema: { hide: true } }, answer);
      app.get('/busy', { config: { access: 'authenticated', rateLimit: false }, schema: { hide: true } }, answer);
      declare?.(app);
      await app.ready();
      apps.push(app);
      return app;
    },
    bearer: async (caller) => ({ authorization: `Bearer ${await issuer.tokenFor(caller)}` }),
    async close() {
      await Promise.all(apps.map((app) => app.close()));
      await issuer.close();
    },
  };
}
