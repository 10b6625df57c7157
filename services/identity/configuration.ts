import type { Database } from '@zhiheng/database';
import { assurance, type Environment } from '@zhiheng/http';
import type { JWK } from 'jose';
import type { Configuration, Session } from 'oidc-provider';
import { activeAccount, findProviderAccount, type SignedInAccount } from './accounts.ts';
import { ArtefactAdapter, ClientAdapter, digestOf } from './adapter.ts';
import { browserName } from './browsers.ts';
import { judgeAssertion } from './client-assertion.ts';
import { assertionAlgorithms } from './client-keys.ts';
import { ownMetadata } from './client-metadata.ts';
import { clientCentre, machineScopes } from './clients.ts';
import { consoleClient, grantWithoutAsking, signInPolicy } from './first-party.ts';
import { interactionUrl, withFurtherSteps } from './further-steps.ts';
import { holderOf } from './holder.ts';
import { limits } from './limits.ts';
import { errorPage, signedOutPage } from './pages.ts';
import { resourceIndicators } from './resources.ts';
import { signOut } from './sign-out.ts';
import { requireInside } from './standing.ts';

export interface ProviderOptions {
  environment: Environment;
  database: Database;
  /** The one that signs first. */
  keys: JWK[];
  cookieKeys: string[];
}

/** How the OpenID provider is set up. What is not named here is off. */
export function configure({ environment, database, keys, cookieKeys }: ProviderOptions): Configuration {
  return {
    adapter: (kind) =>
      kind === 'Client'
        ? (new ClientAdapter(database) as unknown as ArtefactAdapter)
        : new ArtefactAdapter(database, kind),
    jwks: { keys },
    clients: [consoleClient(environment)],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    assertJwtClientAuthClaimsAndHeader: judgeAssertion,
    extraClientMetadata: { properties: ownMetadata },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'offline_access', ...machineScopes],
    acrValues: Object.values(assurance),
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      profile: ['name', 'username', 'preferred_username', 'centre'],
    },
    // The provider knows a holder by centre, account and person; outside, the subject is the person.
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: async (_ctx, accountId) => holderOf(accountId).person,
    findAccount: async (ctx, accountId, source) => {
      const account = await findProviderAccount(database, accountId);
      if (account && ctx.oidc.route === 'token' && source)
        await requireInside({ database, environment }, account.holder, {
          sessionUid: 'sessionUid' in source ? source.sessionUid : undefined,
          // The console is of no centre: it has no server, the browser itself refreshes.
          ...(source.kind === 'RefreshToken' && clientCentre(ctx.oidc.client) === undefined
            ? { shownBy: { browser: browserName(ctx.get('user-agent')) } }
            : {}),
        });
      return account;
    },
    loadExistingGrant: (ctx) => grantWithoutAsking(ctx, environment),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // Ever: whoever signs out, or is signed out, is out with all their tokens.
    expiresWithSession: async () => true,
    extraTokenClaims: async (ctx, token) => {
      if (token.kind === 'ClientCredentials') return { centre: ctx.oidc.client?.centre };
      const { holder, username } = ctx.oidc.account as SignedInAccount;
      const { acr, amr, authTime } = ctx.oidc.entities.RefreshToken ?? ctx.oidc.entities.AuthorizationCode ?? {};
      const signedIn = { acr, amr, auth_time: authTime };
      return { centre: holder.centre, account: holder.account, username, grant: grantMark(token.grantId), ...signedIn };
    },
    interactions: {
      url: interactionUrl,
      policy: withFurtherSteps(signInPolicy(database, environment), { database, environment }),
    },
    cookies: {
      keys: cookieKeys,
      names: { session: 'zhiheng_session', interaction: 'zhiheng_sign_in', resume: 'zhiheng_resume' },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      // Answered beside the provider, whose own takes no access token that has an audience.
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => {
          const holder = 'accountId' in token && token.accountId ? holderOf(token.accountId) : undefined;
          if (!holder || !(await activeAccount(database, holder))) return false;
          return token.clientId === client.clientId || client.centre === holder.centre;
        },
      },
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
      },
      // Known to discovery and in ID tokens; who tells the applications is `back-channel-logout.ts`.
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: signOut, postLogoutSuccessSource: signedOutPage },
      resourceIndicators: resourceIndicators(environment),
    },
    pkce: { required: () => true },
    clockTolerance: 2,
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], clientAuthSigningAlgValues: [...assertionAlgorithms] },
    renderError: errorPage,
    // Browsers name the origin of a page of ours, too; no other site's script may ask for tokens.
    clientBasedCORS: (_ctx, origin) => origin === environment.origin,
    ttl: {
      AccessToken: limits.accessToken,
      ClientCredentials: limits.accessToken,
      AuthorizationCode: limits.authorizationCode,
      IdToken: limits.idToken,
      Interaction: limits.interaction,
      RefreshToken: limits.refreshToken,
      Grant: limits.grant,
      Session: (_ctx, session) => sessionLifetime(session),
    },
  };
}

/** Which grant a token came from: the row is found by it, and nobody can act with it. */
const grantMark = (grantId: string | undefined): string | undefined =>
  grantId && digestOf(grantId).toString('base64url');

/** Seconds: the longest that any centre may set; `extendSession` brings its end nearer at once. */
function sessionLifetime({ loginTs }: Session): number {
  if (!loginTs) return limits.interaction;
  const left = loginTs + limits.session - Math.floor(Date.now() / 1000);
  return Math.max(1, Math.min(limits.idle, left));
}
