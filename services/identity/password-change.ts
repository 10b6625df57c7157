import type { Said } from '@zhiheng/contracts';
import { inCentre, type Transaction, together } from '@zhiheng/database';
import type { Profile } from '@zhiheng/http';
import type { Holder } from './holder.ts';
import { newPasswordFault } from './new-password.ts';
import { hashPassword, isPasswordOf } from './passwords.ts';
import { type SignInContext, tryAt } from './sign-in.ts';
import { settingsOf } from './sign-in-settings.ts';
import { findActiveAccount } from './store/account-store.ts';
import { findFormerHashes, isDue, replaceHash } from './store/credential-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';
import { dropOfAccount, dropOtherSessions } from './store/session-store.ts';

/** Whether the holder has to choose another: it was given by somebody else, or is older than the centre lets it be. */
export async function passwordIsDue(
  transaction: Transaction,
  { centre, account }: Pick<Holder, 'centre' | 'account'>,
  profile: Profile,
): Promise<boolean> {
  const { password } = await settingsOf(transaction, centre, profile);
  return isDue(transaction, centre, account, password.expiryDays);
}

export type ChangeOutcome = { kind: 'changed' } | { kind: 'refused'; why: 'wrong' | 'locked' | Said };

interface Change {
  current: string;
  next: string;
  /** The session that asks, by the digest of its uid: the others end. */
  own: Buffer | undefined;
}

/**
 * Changes one's own password: whoever knows the present one, by the centre's rules. Attempts are counted like sign-ins.
 * What is open elsewhere ends. Of two at once one is done; the other's present password is none any more.
 */
export async function changePassword(
  context: Omit<SignInContext, 'session' | 'log'>,
  holder: Holder,
  { current, next, own }: Change,
): Promise<ChangeOutcome> {
  const { database, environment } = context;
  const { centre, account } = holder;
  const { tried, owner, former } = await inCentre(database, centre, async (transaction) => {
    const tried = await tryAt(transaction, context, holder, {
      address: context.trace.address,
      browser: context.browser,
    });
    return {
      tried,
      owner: await findActiveAccount(transaction, centre, account),
      former: await findFormerHashes(transaction, centre, account, tried.settings.password.history),
    };
  });
  const { attempting, open, hash, settings } = tried;
  const matches = await isPasswordOf(open && owner ? hash : undefined, current, environment.passwordCost);
  if (!matches || !hash || !owner) {
    const why = open ? 'wrong' : 'locked';
    await inCentre(database, centre, async (transaction) => {
      await attempting.fail(transaction, open);
      await append(
        transaction,
        centre,
        entryOf(context, holder, why === 'wrong' ? 'wrong-password' : 'account-locked'),
      );
    });
    return { kind: 'refused', why };
  }
  const known = [hash, ...former];
  const fault = await newPasswordFault(database, owner, next, { rules: settings.password, known });
  const fresh = fault ? undefined : await hashPassword(next, environment.passwordCost);
  return inCentre(database, centre, async (transaction) => {
    await together(transaction, ...attempting.succeeded());
    if (fault || !fresh) {
      await append(transaction, centre, entryOf(context, holder, 'against-the-rules'));
      return { kind: 'refused', why: fault ?? 'wrong' };
    }
    if (!(await replaceHash(transaction, centre, account, { from: hash, to: fresh }))) {
      await append(transaction, centre, entryOf(context, holder, 'wrong-password'));
      return { kind: 'refused', why: 'wrong' };
    }
    const ended = own
      ? await dropOtherSessions(transaction, { centre, account, uid: own })
      : await dropOfAccount(transaction, centre, account);
    const entry = entryOf(context, holder);
    await append(transaction, centre, [
      { ...entry, actor: owner.username },
      ...(ended
        ? [{ ...entry, action: 'sessions.ended' as const, reason: 'password-changed', details: { ended } }]
        : []),
    ]);
    return { kind: 'changed' };
  });
}

const entryOf = (
  { trace, client }: Pick<SignInContext, 'trace' | 'client'>,
  { account, person }: Holder,
  why?: string,
): LogEntry => ({
  ...trace,
  client,
  person,
  account,
  targetType: 'account',
  target: account,
  ...(why
    ? { action: 'password.refused', outcome: 'denied', reason: why }
    : { action: 'password.set', outcome: 'done', reason: 'by-holder' }),
});
