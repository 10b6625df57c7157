import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { digestOf } from './adapter.ts';
import { centreOfId } from './holder.ts';
import { limits } from './limits.ts';
import { append } from './store/log-store.ts';
import { accountsLeftBehind, dropOfAccount, dropOfPerson, prolongSession } from './store/session-store.ts';
import { inUnit } from './store/unit-of-work.ts';

/** Who refreshes is not idle: the session lives on, up to its end. */
export async function extendSession(ctx: KoaContextWithOIDC, database: Database): Promise<void> {
  const uid = ctx.oidc.entities.RefreshToken?.sessionUid;
  if (!uid) return;
  const centre = centreOfId(uid);
  await inUnit(database, centre, (transaction) => prolongSession(transaction, centre, digestOf(uid), limits));
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

/** A new sign-in ends what the account had open elsewhere; the browser's own session stays its own. */
export async function endOtherSessions(
  transaction: Transaction,
  centre: string,
  account: string,
  ownUid: string | undefined,
): Promise<number> {
  return dropOfAccount(transaction, centre, account, ownUid === undefined ? undefined : digestOf(ownUid));
}

/** Ends what people have open who left while nobody listened. */
export async function sweepLeavers(database: Database, centre: string): Promise<void> {
  const people = await inCentre(database, centre, (transaction) => accountsLeftBehind(transaction, centre));
  for (const person of people) await endSessionsOf(database, centre, person, 'account-disabled');
}
