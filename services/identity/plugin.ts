import type { App, ServiceOptions } from '@zhiheng/http';
import { AccessTokens } from './access-tokens.ts';
import { guardAnswers } from './answers.ts';
import { startLogoutTelling } from './back-channel-logout.ts';
import { ClientDesk } from './client-care.ts';
import { factorKeeper } from './factor-context.ts';
import { Introspection } from './introspection.ts';
import { KeyRing } from './key-ring.ts';
import { startKeyUpkeep } from './key-upkeep.ts';
import { createProvider } from './provider.ts';
import { ProviderInUse } from './provider-in-use.ts';
import { assetRoutes } from './routes/assets.ts';
import { clientRoutes } from './routes/clients.ts';
import { enrolmentLinkRoutes } from './routes/enrolment-link.ts';
import { furtherStepRoutes } from './routes/further-steps.ts';
import { meRoutes } from './routes/me.ts';
import { ownFactorRoutes } from './routes/own-factors.ts';
import { mountProvider } from './routes/provider.ts';
import { resetRoutes } from './routes/resets.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { signInSettingsRoutes } from './routes/sign-in-settings.ts';
import { upstreamRoutes } from './routes/upstream.ts';
import { userinfoRoute } from './routes/userinfo.ts';
import { refuseOtherSites } from './same-site.ts';
import { refuseDemoCredentials } from './setting-up.ts';
import { signals } from './signals/plugin.ts';
import { createAccessTokenReader } from './structured-token.ts';
import { startUpkeep } from './upkeep.ts';
import { Upstreams } from './upstream.ts';

export { CeremonyError, type Enrolment, holdCeremony, type Power } from './ceremony.ts';
export { type ClientRegistration, checkClients, registerClients } from './client-registration.ts';
export { type MachineScope, machineScopes } from './clients.ts';
export { type FirstPassword, FirstPasswordError, giveFirstPassword } from './first-password.ts';
export { demoClients, ensureDemoPasswords, refuseDemoCredentials, setPassword } from './setting-up.ts';
export { rotateSigningKey } from './signing-keys.ts';
export { removeUpstream, setUpstream } from './upstream-settings.ts';

/** Who you are: the OpenID provider under `/oidc`, its sign-in page, credentials and sessions. */
export async function identity(app: App, { environment, secret, database }: ServiceOptions): Promise<void> {
  if (environment.profile === 'production') await refuseDemoCredentials(database);
  const keys = await KeyRing.open(database, secret);
  const log = app.log.child({ service: 'identity' });
  const read = createAccessTokenReader(environment, () => keys.keys);
  const tokens = new AccessTokens(database, read);
  const inUse = new ProviderInUse(keys, () => {
    const made = createProvider({
      environment,
      database,
      secret,
      keys: [...keys.keys],
      cookieKeys: [secret.deriveText('identity cookies')],
    });
    guardAnswers(made, { database, environment, tokens });
    return made;
  });
  const { provider } = inUse;

  refuseOtherSites(app, database, environment);
  userinfoRoute(app, database, tokens);
  meRoutes(app, database, environment);
  await enrolmentLinkRoutes(app, { database, ...environment });
  signInSettingsRoutes(app, database, environment);
  sessionRoutes(app, database);
  const upstreams = new Upstreams({ database, secret, environment });
  await signInRoutes(app, provider, { database, environment, upstreams });
  upstreamRoutes(app, provider, { database, environment, upstreams });
  await furtherStepRoutes(app, provider, { database, environment });
  clientRoutes(app, new ClientDesk(database, secret));
  const keeper = factorKeeper(database, environment, secret);
  await secondFactorRoutes(app, provider, keeper);
  ownFactorRoutes(app, keeper);
  await resetRoutes(app, keeper, environment);
  await assetRoutes(app);
  const introspection = new Introspection({ database, secret, read });
  await mountProvider(app, inUse, { environment, introspection });

  await signals(app, { database, environment, secret, signingKey: () => keys.signing });

  const upkeep = await startUpkeep(database, log);
  const rotateAfter = environment.signingKeyDays * 86_400;
  const keyUpkeep = await startKeyUpkeep({ database, secret, keys, rotateAfter, log });
  const logoutTelling = await startLogoutTelling({ database, environment, keys, log });
  await introspection.start();
  app.addHook('onClose', async () => {
    await Promise.all([upkeep.stop(), keyUpkeep.stop(), logoutTelling.stop(), introspection.stop()]);
  });
}
