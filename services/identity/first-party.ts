import type { Database } from '@zhiheng/database';
import { assurance, type Environment } from '@zhiheng/http';
import { type ClientMetadata, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { holderOf } from './holder.ts';
import { personAudience, personScopes } from './resources.ts';
import { hasFactor } from './second-factor.ts';
import { inUnit } from './store/unit-of-work.ts';

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

/**
 * A session whose account is no longer active asks for a sign-in like none at all. The second factor is a step of its own
 * after the password, and in a session that needs to be stronger or fresher the only one.
 */
export function signInPolicy(database: Database, environment: Environment): interactionPolicy.DefaultPolicy {
  const { Check, Prompt } = interactionPolicy;
  const policy = interactionPolicy.base();
  const checks = policy.get('login')?.checks;
  checks?.add(
    new Check('account_inactive', 'the account of this session is not active', ({ oidc }) =>
      oidc.session?.accountId !== undefined && oidc.account === undefined
        ? Check.REQUEST_PROMPT
        : Check.NO_NEED_TO_PROMPT,
    ),
  );
  // Where a second factor is asked for, showing it anew is what makes a session fresh.
  checks?.remove('max_age');
  checks?.add(
    new Check('max_age', 'End-User authentication could not be obtained', ({ oidc }) =>
      !wantsTwoFactors(oidc) && tooOld(oidc) ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
    ),
  );
  const needed = new Check('second_factor', 'a second factor is needed', async ({ oidc }) => {
    const { session, account } = oidc;
    if (!session?.accountId || !account) return Check.NO_NEED_TO_PROMPT;
    if (session.acr === assurance.twoFactor)
      return wantsTwoFactors(oidc) && tooOld(oidc) ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    if (environment.secondFactor === 'required' || wantsTwoFactors(oidc)) return Check.REQUEST_PROMPT;
    const holder = holderOf(session.accountId);
    return inUnit(database, holder.centre, (transaction) => hasFactor(transaction, holder));
  });
  policy.add(new Prompt({ name: 'second_factor', requestable: false }, needed), 1);
  return policy;
}

type Asked = KoaContextWithOIDC['oidc'];

const wantsTwoFactors = ({ params }: Asked): boolean =>
  String(params?.acr_values ?? '')
    .split(' ')
    .includes(assurance.twoFactor);

/** Unless the sign-in has just been made for this very request. */
const tooOld = ({ params, session, result }: Asked): boolean =>
  params?.max_age !== undefined && session?.past(Number(params.max_age)) === true && !result?.login;
