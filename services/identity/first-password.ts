import { randomBytes } from 'node:crypto';
import { type Database, inCentre } from '@zhiheng/database';
import { leastPasswordCost } from '@zhiheng/http';
import { hashPassword } from './passwords.ts';
import { findAccounts } from './store/account-store.ts';
import { addCredentials } from './store/credential-store.ts';
import { append } from './store/log-store.ts';

/** A first password that cannot be given; the message says why in one sentence. */
export class FirstPasswordError extends Error {
  override readonly name = 'FirstPasswordError';
}

/** What was given: to be handed over in person, for it is kept nowhere in clear. */
export interface FirstPassword {
  centre: string;
  username: string;
  password: string;
}

/**
 * Gives an active account that has none its first password, made at random. One that has a password keeps it: this is how
 * a new centre's people get in, not a way around them. Throws FirstPasswordError.
 */
export async function giveFirstPassword(database: Database, username: string, centre?: string): Promise<FirstPassword> {
  const active = (await findAccounts(database, username)).filter(
    (found) => found.state === 'active' && (centre === undefined || found.centre === centre),
  );
  const [only, ...others] = active;
  if (!only) throw new FirstPasswordError(`There is no active account ${username}${centre ? ` in ${centre}` : ''}.`);
  if (others.length)
    throw new FirstPasswordError(
      `${username} is in ${active.map((found) => found.centre).join(', ')}: say which with --centre.`,
    );
  const password = randomBytes(15).toString('base64url');
  // Its holder's first sign-in, at which it has to be changed, makes it what the deployment asks for.
  const hash = await hashPassword(password, leastPasswordCost);
  await inCentre(database, only.centre, async (transaction) => {
    const given = await addCredentials(transaction, only.centre, [
      { account: only.account, hash, demo: false, must_change: true },
    ]);
    if (given.length === 0) throw new FirstPasswordError(`${username} has a password already; it was not changed.`);
    await append(transaction, only.centre, {
      action: 'password.set',
      outcome: 'done',
      client: 'zhiheng',
      about: only.person,
      targetType: 'account',
      target: only.account,
      after: { username },
      reason: 'bootstrap',
    });
  });
  return { centre: only.centre, username, password };
}
