import { type Database, inCentre } from '@zhiheng/database';
import type { Trace } from '@zhiheng/http';
import { centreOfLink, lookAtLink, useLink } from './one-time-link.ts';
import { hashPassword, longestPassword, shortestPassword } from './passwords.ts';
import { findActiveAccount } from './store/account-store.ts';
import { addCredentials } from './store/credential-store.ts';
import { append } from './store/log-store.ts';

const purpose = 'enrolment';

/** Whose link it is, while it is good. */
export async function holderOfLink(database: Database, token: string): Promise<string | undefined> {
  return inCentre(database, centreOfLink(token), async (transaction) => {
    const link = await lookAtLink(transaction, token);
    if (link?.purpose !== purpose) return undefined;
    return (await findActiveAccount(transaction, link.centre, link.account))?.username;
  });
}

export type Enrolled = 'done' | 'over' | 'differ' | 'short';

/** Gives the holder of a link the first password, of their own choice. The link is used up when it is given. */
export async function enrolByLink(
  { database, trace }: { database: Database; trace: Pick<Trace, 'correlationId' | 'address'> },
  token: string,
  { password, again }: { password: string; again: string },
): Promise<Enrolled> {
  if (password !== again) return 'differ';
  if ([...password].length < shortestPassword || password.length > longestPassword) return 'short';
  if ((await holderOfLink(database, token)) === undefined) return 'over';
  const hash = await hashPassword(password);
  return inCentre(database, centreOfLink(token), async (transaction) => {
    const link = await useLink(transaction, token, purpose);
    const account = link && (await findActiveAccount(transaction, link.centre, link.account));
    if (!account) return 'over';
    const given = await addCredentials(transaction, link.centre, [{ account: link.account, hash, demo: false }]);
    if (given.length === 0) return 'over';
    await append(transaction, link.centre, {
      ...trace,
      action: 'password.set',
      outcome: 'done',
      actor: account.username,
      person: link.person,
      account: link.account,
      targetType: 'account',
      target: link.account,
      reason: 'enrolment-link',
    });
    return 'done';
  });
}
