import type { Database } from '@zhiheng/database';
import type { Environment } from '@zhiheng/http';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { SignedInAccount } from './accounts.ts';
import { clientCentre } from './clients.ts';
import { type Holder, holderOf } from './holder.ts';
import { onlyCentre } from './only-centre.ts';
import { requestContext } from './request-context.ts';
import { extendSession } from './sessions.ts';
import { noteUse } from './store/client-care-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';
import { inUnit } from './store/unit-of-work.ts';
import type { AccessTokenClaims } from './structured-token.ts';

interface Told {
  centre: string | undefined;
  entry: LogEntry;
}

/** Writes what the provider's answer means into the log of the centre it concerns, in the answer's own transaction. */
export async function recordAnswer(
  ctx: KoaContextWithOIDC,
  database: Database,
  environment: Environment,
): Promise<void> {
  if (extending.has(ctx.oidc.route) && ctx.status < 400) await extendSession(ctx, database, environment);
  const told = whatHappened(ctx);
  if (!told) return;
  const { trace, log } = requestContext();
  const centre = told.centre ?? (await onlyCentre(database));
  if (!centre) {
    log.warn({ action: told.entry.action, reason: told.entry.reason }, 'no centre whose log could tell of this');
    return;
  }
  await inUnit(database, centre, async (transaction) => {
    await append(transaction, centre, { ...trace, ...told.entry });
    if (told.entry.action === 'token.issued' && told.entry.client)
      await noteUse(transaction, centre, told.entry.client);
  });
}

/** The answers at which somebody shows that they are there. */
const extending = new Set(['token', 'authorization', 'resume']);

function whatHappened(ctx: KoaContextWithOIDC): Told | undefined {
  switch (ctx.oidc.route) {
    case 'token':
      return ctx.status === 200 ? issued(ctx) : refused(ctx);
    case 'authorization':
    case 'resume':
      if (ctx.state.refusal instanceof errors.AccessDenied) return refused(ctx);
      return unanswerable(ctx);
    case 'revocation':
      return revoked(ctx);
    case 'end_session':
      return ctx.state.signedOut ? signedOut(ctx) : unanswerable(ctx);
    case 'end_session_confirm':
      return ctx.status === 303 && (ctx.oidc.session as { destroyed?: boolean } | undefined)?.destroyed
        ? signedOut(ctx)
        : undefined;
    default:
      return undefined;
  }
}

function issued(ctx: KoaContextWithOIDC): Told {
  const { client, entities } = ctx.oidc;
  const token = entities.AccessToken ?? entities.ClientCredentials;
  const account = ctx.oidc.account as SignedInAccount | undefined;
  return {
    centre: account?.holder.centre ?? clientCentre(client),
    entry: {
      action: 'token.issued',
      outcome: 'done',
      ...clientFact(ctx),
      ...(account ? personFacts(account.holder, account.username) : {}),
      details: { grantType: String(ctx.oidc.params?.grant_type), scope: token?.scope ?? '', jti: token?.jti ?? '' },
    },
  };
}

function refused(ctx: KoaContextWithOIDC): Told {
  const { entities, client } = ctx.oidc;
  const accountId = (entities.RefreshToken ?? entities.AuthorizationCode ?? entities.Grant ?? entities.Session)
    ?.accountId;
  const holder = accountId ? holderOf(accountId) : undefined;
  const fault = ctx.state.refusal as { error?: string; error_detail?: string; error_description?: string } | undefined;
  return {
    centre: holder?.centre ?? clientCentre(client),
    entry: {
      action: 'token.refused',
      outcome: 'denied',
      reason: [fault?.error, fault?.error_detail ?? fault?.error_description].filter(Boolean).join(': ').slice(0, 500),
      ...clientFact(ctx),
      ...(holder ? personFacts(holder) : {}),
      details: { grantType: String(ctx.oidc.params?.grant_type ?? 'authorization').slice(0, 100) },
    },
  };
}

/** A request that nobody is sent back with, as of an address that is not the client's: an attempt, or a fault of a client. */
function unanswerable(ctx: KoaContextWithOIDC): Told | undefined {
  const refusal = ctx.state.refusal as { error?: string; error_description?: string } | undefined;
  if (!refusal || ctx.status !== 400) return undefined;
  return {
    centre: clientCentre(ctx.oidc.client),
    entry: {
      action: 'authorization.refused',
      outcome: 'denied',
      reason: [refusal.error, refusal.error_description].filter(Boolean).join(': ').slice(0, 500),
      ...clientFact(ctx),
    },
  };
}

function revoked(ctx: KoaContextWithOIDC): Told | undefined {
  const claims = ctx.state.revoked as AccessTokenClaims | undefined;
  if (claims) {
    const { centre, account, username, sub: person, jti } = claims;
    return {
      centre,
      entry: {
        action: 'token.revoked',
        outcome: 'done',
        ...clientFact(ctx),
        ...(account ? personFacts({ centre, account, person }, username) : {}),
        details: { kind: 'access-token', jti },
      },
    };
  }
  const accountId = ctx.status === 200 ? ctx.oidc.entities.RefreshToken?.accountId : undefined;
  if (!accountId) return undefined;
  const holder = holderOf(accountId);
  return {
    centre: holder.centre,
    entry: {
      action: 'token.revoked',
      outcome: 'done',
      ...clientFact(ctx),
      ...personFacts(holder),
      details: { kind: 'refresh-token' },
    },
  };
}

function signedOut(ctx: KoaContextWithOIDC): Told | undefined {
  const accountId = ctx.oidc.session?.accountId;
  if (!accountId) return undefined;
  const holder = holderOf(accountId);
  return {
    centre: holder.centre,
    entry: { action: 'sign-out', outcome: 'done', ...clientFact(ctx), ...personFacts(holder) },
  };
}

function clientFact(ctx: KoaContextWithOIDC): Pick<LogEntry, 'client'> {
  const id = ctx.oidc.client?.clientId ?? ctx.oidc.params?.client_id;
  return typeof id === 'string' && id ? { client: id.slice(0, 200) } : {};
}

const personFacts = ({ person, account }: Holder, username?: string): Partial<LogEntry> => ({
  ...(username ? { actor: username } : {}),
  person,
  account,
});
