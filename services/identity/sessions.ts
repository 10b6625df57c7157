import { type Database, inCentre, newId, type Transaction } from '@zhiheng/database';
import type { Environment, PersonCaller } from '@zhiheng/http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { noteSignIn } from './account-use.ts';
import type { SignedInAccount } from './accounts.ts';
import { digestOf } from './adapter.ts';
import { browserName } from './browsers.ts';
import { centreOfId } from './holder.ts';
import { requestContext } from './request-context.ts';
import { settingsOf } from './sign-in-settings.ts';
import { keepBrowser } from './store/lockout-store.ts';
import { append } from './store/log-store.ts';
import {
  accountsLeftBehind,
  dropOfPerson,
  dropOtherSessions,
  dropSession,
  hasBegun,
  prolongSession,
  putSession,
  sessionOfGrant,
} from './store/session-store.ts';
import { inUnit } from './store/unit-of-work.ts';

/** Who refreshes or returns is not idle: the session lives on, up to its end, by the centre's settings and the database's clock. */
export async function extendSession(
  ctx: KoaContextWithOIDC,
  database: Database,
  { profile }: Environment,
): Promise<void> {
  const { entities, session, route } = ctx.oidc;
  const uid = route === 'token' ? entities.RefreshToken?.sessionUid : session?.accountId && session.uid;
  if (!uid) return;
  const centre = centreOfId(uid);
  await inUnit(database, centre, async (transaction) => {
    const { sessions } = await settingsOf(transaction, centre, profile);
    await prolongSession(transaction, centre, digestOf(uid), sessions);
  });
}

/**
 * A sign-in that wants nothing more becomes a session, in the transaction that lets it in. Where an account has one at
 * most, what it has open elsewhere ends here; sign-ins of one account take turns at the row of its use, so that of two
 * at once the later one is left. Done once for each session.
 */
export async function beginSession(
  { oidc, ...ctx }: Arrival,
  database: Database,
  { profile }: Environment,
): Promise<void> {
  const { session, account, client } = oidc;
  if (!session || !account) return;
  const { holder, username } = account as SignedInAccount;
  const { centre, account: id, person } = holder;
  const { trace } = requestContext();
  const uid = digestOf(session.uid);
  await inUnit(database, centre, async (transaction) => {
    if (await hasBegun(transaction, centre, uid)) return;
    const userAgent = ctx.userAgent;
    await noteSignIn(transaction, centre, id, { trace, client: client?.clientId ?? '', userAgent });
    const { sessions } = await settingsOf(transaction, centre, profile);
    if (sessions.oneSession !== 'many') {
      const ended = await dropOtherSessions(transaction, { centre, account: id, uid });
      if (ended > 0)
        await append(transaction, centre, {
          ...trace,
          action: 'sessions.ended',
          outcome: 'done',
          actor: username,
          person,
          account: id,
          reason: 'signed-in-again',
          details: { ended },
        });
    }
    const browser = browserName(userAgent);
    await putSession(transaction, { centre, account: id, person, uid, id: newId(), address: trace.address, browser });
    if (ctx.browser) await keepBrowser(transaction, centre, id, ctx.browser);
  });
}

/** What the provider knows of the request that lets somebody in. */
export interface Arrival {
  oidc: Pick<KoaContextWithOIDC['oidc'], 'session' | 'account' | 'client'>;
  userAgent: string | undefined;
  /** The digest of what tells this browser from others. */
  browser: Buffer | undefined;
}

/** The session that a caller's token comes from. */
export async function ownSession(
  transaction: Transaction,
  { centre, account, signIn }: Pick<PersonCaller, 'centre' | 'account' | 'signIn'>,
): Promise<{ id: string; uid: Buffer } | undefined> {
  return signIn === undefined
    ? undefined
    : sessionOfGrant(transaction, centre, account, Buffer.from(signIn, 'base64url'));
}

/** Ends one session and says why. False when it had ended before. */
export async function endSession(
  transaction: Transaction,
  centre: string,
  { uid, person, account }: { uid: Buffer; person: string; account: string },
  entry: { reason: string } & Partial<Parameters<typeof append>[2] & object>,
): Promise<boolean> {
  if (!(await dropSession(transaction, centre, uid))) return false;
  await append(transaction, centre, {
    person,
    account,
    ...entry,
    action: 'sessions.ended',
    outcome: 'done',
    details: { ended: 1 },
  });
  return true;
}

/** Ends what a person has open: sessions, grants, codes, refresh tokens. Nothing open: nothing done, nothing told. */
export async function endSessionsOf(database: Database, centre: string, person: string, reason: string): Promise<void> {
  await inCentre(database, centre, async (transaction) => {
    const ended = await dropOfPerson(transaction, centre, person);
    if (ended === 0) return;
    await append(transaction, centre, {
      action: 'sessions.ended',
      outcome: 'done',
      about: person,
      reason,
      details: { ended },
    });
  });
}

/** Ends what people have open who left while nobody listened. */
export async function sweepLeavers(database: Database, centre: string): Promise<void> {
  const people = await inCentre(database, centre, (transaction) => accountsLeftBehind(transaction, centre));
  for (const person of people) await endSessionsOf(database, centre, person, 'account-disabled');
}
