import { type Said, type SignInSettings, said } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import type { PasswordCost, Profile, Trace } from '@zhiheng/http';
import { newPasswordFault } from './new-password.ts';
import { centreOfLink, lookAtLink, useLink } from './one-time-link.ts';
import { hashPassword } from './passwords.ts';
import { settingsOf } from './sign-in-settings.ts';
import { type Account, findActiveAccount } from './store/account-store.ts';
import { addCredentials } from './store/credential-store.ts';
import { append } from './store/log-store.ts';

const purpose = 'enrolment';

/** Whose link it is, while it is good. */
export async function holderOfLink(database: Database, token: string): Promise<Account | undefined> {
  return inCentre(database, centreOfLink(token), async (transaction) => {
    const link = await lookAtLink(transaction, token);
    return link?.purpose === purpose ? findActiveAccount(transaction, link.centre, link.account) : undefined;
  });
}

/** The rules of the centre that a link is of. */
export const rulesOfLink = (
  { database, profile }: EnrolmentDesk,
  token: string,
): Promise<SignInSettings['password']> => {
  const centre = centreOfLink(token);
  return inCentre(database, centre, async (transaction) => (await settingsOf(transaction, centre, profile)).password);
};

export interface EnrolmentDesk {
  database: Database;
  profile: Profile;
  passwordCost: PasswordCost;
}

/** `over`: the link is good no more; a sentence: why its holder may not choose this password. */
export type Enrolled = 'done' | 'over' | Said;

/** Gives the holder of a link the first password, of their own choice. The link is used up when it is given. */
export async function enrolByLink(
  desk: EnrolmentDesk & { trace: Pick<Trace, 'correlationId' | 'address'> },
  token: string,
  { password, again }: { password: string; again: string },
): Promise<Enrolled> {
  const { database, trace } = desk;
  if (password !== again) return said('passwords-differ');
  const holder = await holderOfLink(database, token);
  if (!holder) return 'over';
  const fault = await newPasswordFault(database, holder, password, {
    rules: await rulesOfLink(desk, token),
    known: [],
  });
  if (fault) return fault;
  const hash = await hashPassword(password, desk.passwordCost);
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
