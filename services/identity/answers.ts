import type { Database } from '@zhiheng/database';
import type { Environment } from '@zhiheng/http';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import type { AccessTokens } from './access-tokens.ts';
import { clientCentre } from './clients.ts';
import { recordAnswer } from './recording.ts';
import { requestContext } from './request-context.ts';
import { goOnWithoutSession } from './sign-out.ts';
import { endStraySession } from './standing.ts';
import { asOneUnit } from './store/unit-of-work.ts';

interface Surroundings {
  database: Database;
  environment: Environment;
  tokens: AccessTokens;
}

/**
 * Around every answer of the provider: all that it reads and writes, and the entries that tell of it, are one
 * transaction, which is over before the answer leaves. An answer that says "fault" undoes everything.
 */
export function guardAnswers(provider: Provider, { database, environment, tokens }: Surroundings): void {
  const noteRefusal = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    ctx.state.refusal = error;
  };
  provider.on('authorization.error', noteRefusal);
  provider.on('end_session.error', noteRefusal);
  provider.on('grant.error', noteRefusal);
  provider.on('introspection.error', noteRefusal);
  provider.on('revocation.error', noteRefusal);
  provider.on('server_error', (_ctx: KoaContextWithOIDC, error: Error) => {
    requestContext().log.error({ err: error }, 'identity fault');
  });
  // What Koa would write to standard error is logged here.
  provider.silent = true;
  provider.use(async (context, next) => {
    const ctx = context as unknown as KoaContextWithOIDC;
    try {
      await asOneUnit(database, async () => {
        await endStraySession(ctx, provider, { database, environment });
        return answer(ctx, next, { database, environment, tokens });
      });
    } catch (error) {
      requestContext().log.error({ err: error }, 'identity fault');
      ctx.status = 503;
      ctx.body = { error: 'temporarily_unavailable' };
    }
  });
}

/** False when the answer is a fault: then nothing of it is kept. */
async function answer(
  ctx: KoaContextWithOIDC,
  next: () => Promise<unknown>,
  { database, environment, tokens }: Surroundings,
): Promise<boolean> {
  await next();
  if (ctx.status >= 500) return false;
  if (!ctx.oidc) return true;
  if (ctx.state.refusal instanceof errors.UnsupportedTokenType) await answerForAccessToken(ctx, tokens);
  if (ctx.oidc.route === 'end_session') goOnWithoutSession(ctx);
  if (ctx.oidc.route === 'discovery') completeDiscovery(ctx);
  await recordAnswer(ctx, database, environment);
  return true;
}

/** The provider has authenticated the client, then declined because the token is a JWT. */
async function answerForAccessToken(ctx: KoaContextWithOIDC, tokens: AccessTokens): Promise<void> {
  const { client, params, route } = ctx.oidc;
  const token = params?.token;
  if (!client || typeof token !== 'string') return;
  const asker = { client: client.clientId, centre: clientCentre(client) };
  const { log } = requestContext();
  delete ctx.state.refusal;
  if (route === 'introspection') ctx.body = await tokens.introspect(token, asker, log);
  else {
    ctx.state.revoked = await tokens.revoke(token, asker, log);
    ctx.body = '';
  }
  ctx.status = 200;
}

/** What we answer beside the provider, and what its inner workings need not tell. */
function completeDiscovery(ctx: KoaContextWithOIDC): void {
  Object.assign(ctx.body as object, {
    userinfo_endpoint: `${ctx.oidc.issuer}/userinfo`,
    subject_types_supported: ['public'],
  });
}
