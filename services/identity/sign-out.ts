import type { KoaContextWithOIDC } from 'oidc-provider';
import { allowFormTarget } from './form-target.ts';
import { holderOf } from './holder.ts';
import { confirmSignOutPage } from './pages.ts';

/**
 * RP-initiated logout. Who shows an ID token of this very person (checked by the provider before) is a client of ours
 * acting for them and is not asked again; anybody else is, lest a foreign page signs people out.
 */
export async function signOut(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  const { session, params, provider } = ctx.oidc;
  const hint = ctx.oidc.entities.IdTokenHint as { payload?: { sub?: string } } | undefined;
  if (!session?.accountId || hint?.payload?.sub !== holderOf(session.accountId).person) {
    const policy = ctx.response.get('content-security-policy');
    ctx.set('content-security-policy', allowFormTarget(policy, params?.post_logout_redirect_uri));
    ctx.body = confirmSignOutPage(form);
    return;
  }
  for (const { grantId } of Object.values(session.authorizations ?? {})) {
    if (!grantId) continue;
    await provider.RefreshToken.revokeByGrantId(grantId);
    await provider.AuthorizationCode.revokeByGrantId(grantId);
    await provider.Grant.adapter.destroy(grantId);
  }
  await session.destroy();
  ctx.cookies.set(provider.cookieName('session'), null, { httpOnly: true, sameSite: 'lax', signed: true });
  ctx.state.signedOut = true;
  ctx.status = 303;
  ctx.redirect(destination(params, ctx.oidc.urlFor('end_session_success')));
}

/** Nobody is signed in here: there is nothing to ask, and the provider's own page needs a script that it may not run. */
export function goOnWithoutSession(ctx: KoaContextWithOIDC): void {
  if (ctx.oidc.session?.accountId || ctx.status !== 200) return;
  ctx.status = 303;
  ctx.redirect(destination(ctx.oidc.params, ctx.oidc.urlFor('end_session_success')));
}

function destination(params: Record<string, unknown> | undefined, otherwise: string): string {
  const { post_logout_redirect_uri: wanted, state } = params ?? {};
  if (typeof wanted !== 'string') return otherwise;
  const url = new URL(wanted);
  if (typeof state === 'string') url.searchParams.set('state', state);
  return url.href;
}
