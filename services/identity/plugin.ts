import type { App, ServiceOptions } from '@zhiheng/http';
import { AccessTokens } from './access-tokens.ts';
import { guardAnswers } from './answers.ts';
import { createProvider } from './provider.ts';
import { meRoutes } from './routes/me.ts';
import { mountProvider } from './routes/provider.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { userinfoRoute } from './routes/userinfo.ts';
import { refuseDemoCredentials } from './setting-up.ts';
import { signals } from './signals/plugin.ts';
import { openSigningKeys } from './signing-keys.ts';
import { createAccessTokenReader } from './structured-token.ts';
import { startUpkeep } from './upkeep.ts';

export { type ClientRegistration, checkClients, registerClients } from './client-registration.ts';
export { type MachineScope, machineScopes } from './clients.ts';
export { type FirstPassword, FirstPasswordError, giveFirstPassword } from './first-password.ts';
export { demoClients, ensureDemoPasswords, refuseDemoCredentials, setPassword } from './setting-up.ts';
export { rotateSigningKey } from './signing-keys.ts';

/** Who you are: the OpenID provider under `/oidc`, its sign-in page, credentials and sessions. */
export async function identity(app: App, { environment, secret, database }: ServiceOptions): Promise<void> {
  if (environment.profile === 'production') await refuseDemoCredentials(database);
  const keys = await openSigningKeys(database, secret);
  const provider = createProvider({
    environment,
    database,
    secret,
    keys,
    cookieKeys: [secret.deriveText('identity cookies')],
  });
  const log = app.log.child({ service: 'identity' });
  const tokens = new AccessTokens(
    database,
    createAccessTokenReader(environment, () => keys),
  );
  guardAnswers(provider, database, tokens);

  userinfoRoute(app, database, tokens);
  meRoutes(app, database);
  await signInRoutes(app, provider, database);
  await mountProvider(app, provider, environment);

  await signals(app, { database, environment, secret, signingKey: () => keys[0] as (typeof keys)[number] });

  const upkeep = await startUpkeep(database, log);
  app.addHook('onClose', () => upkeep.stop());
}
