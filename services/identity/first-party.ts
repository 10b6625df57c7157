import type { Environment } from '@zhiheng/http';
import { type ClientMetadata, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { holderOf } from './holder.ts';
import { personAudience, personScopes } from './resources.ts';

/** The console is our own, of all centres: public, code with PKCE, and nobody is asked whether it may. */
export function consoleClient({ origin }: Environment): ClientMetadata {
  return {
    client_id: 'console',
    client_name: '制衡 Zhiheng',
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`${origin}/callback`],
    post_logout_redirect_uris: [`${origin}/`],
    scope: 'openid profile offline_access',
    subject_type: 'pairwise',
    id_token_signed_response_alg: 'ES256',
  };
}

/**
 * All clients are the centre's own, and nobody is asked for consent: the grant is made at the first use. An application
 * is for the people of its centre.
 */
export async function grantWithoutAsking(ctx: KoaContextWithOIDC, environment: Environment) {
  const { client, session, account, provider } = ctx.oidc;
  if (!client || !session || !account) return undefined;
  if (client.centre !== undefined && client.centre !== holderOf(account.accountId).centre)
    throw new errors.AccessDenied('this application is of another centre', 'another-centre');
  const known = session.grantIdFor(client.clientId);
  const existing = known ? await provider.Grant.find(known) : undefined;
  if (existing && existing.accountId === account.accountId) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(`${personScopes} offline_access`);
  grant.addResourceScope(personAudience(client, environment), personScopes);
  await grant.save();
  return grant;
}

/** A session whose account is no longer active asks for a sign-in like none at all. */
export function signInPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check('account_inactive', 'the account of this session is not active', (ctx) =>
        ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined
          ? interactionPolicy.Check.REQUEST_PROMPT
          : interactionPolicy.Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}
