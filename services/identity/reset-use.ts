import type { Said } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import type { Trace } from '@zhiheng/http';
import { factorCounter } from './factor-attempts.ts';
import { centreOfId } from './holder.ts';
import { limits } from './limits.ts';
import { newPasswordFault } from './new-password.ts';
import { hashPassword } from './passwords.ts';
import { halvesMatch, type ResetDesk } from './resets.ts';
import { settingsOf } from './sign-in-settings.ts';
import { findActiveAccount } from './store/account-store.ts';
import { findFormerHashes, findHash, putCredential, replaceHash } from './store/credential-store.ts';
import { dropFactors, lockFactors } from './store/factor-store.ts';
import { forgetAttempts } from './store/lockout-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';
import { replaceCodes } from './store/recovery-store.ts';
import { endReset, findReset, type StoredReset, tryReset } from './store/reset-store.ts';
import { dropOfAccount } from './store/session-store.ts';

/** What a reset's address says: its centre and its id; neither is a secret. */
export const resetName = (centre: string, id: string): string => `${centre}~${id}`;

function resetPlace(name: string): { centre: string; id: string } {
  const centre = centreOfId(name);
  return { centre, id: name.slice(centre.length + 1) };
}

/** Whether a new password is to be chosen; undefined: there is nothing to do here. */
export function openReset({ database }: ResetDesk, name: string): Promise<{ password: boolean } | undefined> {
  const place = resetPlace(name);
  return inCentre(database, place.centre, async (transaction) => {
    const reset = await findReset(transaction, place);
    return reset?.state === 'confirmed' && !reset.over ? { password: reset.password } : undefined;
  });
}

export interface ResetForm {
  first: string;
  second: string;
  password?: string | undefined;
  again?: string | undefined;
}
export type ResetUse = 'done' | 'wrong' | 'over' | 'differ' | Said;

/**
 * The person brings both halves: their password becomes the one they choose, their factors go, and what they had open
 * ends. Tries are counted before the halves are looked at; of two uses at once one is done.
 */
export async function useReset(
  desk: ResetDesk,
  name: string,
  { first, second, password = '', again = '' }: ResetForm,
  trace: Pick<Trace, 'correlationId' | 'address'>,
): Promise<ResetUse> {
  const { database } = desk;
  const place = resetPlace(name);
  const opened = await openReset(desk, name);
  if (!opened) return 'over';
  if (opened.password && password !== again) return 'differ';
  const reset = await inCentre(database, place.centre, (transaction) =>
    tryReset(transaction, place, limits.resetFailures),
  );
  if (!reset) return 'over';
  if (!halvesMatch(desk, place.centre, reset, first, second)) {
    await inCentre(database, place.centre, (transaction) =>
      append(transaction, place.centre, refusal(reset, trace, 'wrong-code')),
    );
    return 'wrong';
  }
  const { former, fault } = reset.password ? await judgePassword(desk, place.centre, reset, password) : {};
  if (fault) return fault;
  const hash = reset.password ? await hashPassword(password, desk.passwordCost) : undefined;
  return inCentre(database, place.centre, async (transaction) => {
    const { centre } = place;
    const { account, person } = reset;
    await lockFactors(transaction, { centre, account });
    const owner = await findActiveAccount(transaction, centre, account);
    if (!owner) {
      await append(transaction, centre, refusal(reset, trace, 'account-disabled'));
      return 'over';
    }
    if (!(await endReset(transaction, place, 'used'))) return 'over';
    if (hash && !(former && (await replaceHash(transaction, centre, account, { from: former, to: hash }))))
      await putCredential(transaction, centre, { account, hash, demo: false });
    if (reset.factors) {
      await dropFactors(transaction, { centre, account });
      await replaceCodes(transaction, { centre, account }, []);
      await forgetAttempts(transaction, factorCounter({ centre, account }));
    }
    const ended = await dropOfAccount(transaction, centre, account);
    const entry = { ...facts(reset, trace), actor: owner.username, person, account, outcome: 'done' } as const;
    await append(transaction, centre, [
      {
        ...entry,
        action: 'reset.used',
        details: {
          ...{ password: reset.password, factors: reset.factors, ended },
          ...{ askedBy: reset.asked_by, confirmedBy: reset.confirmed_by },
        },
      },
      ...(hash
        ? [{ ...entry, action: 'password.set' as const, targetType: 'account', target: account, reason: 'reset' }]
        : []),
      ...(reset.factors ? [{ ...entry, action: 'factor.removed' as const, reason: 'reset' }] : []),
    ]);
    return 'done';
  });
}

/** Whether the person may choose this password; judged once both codes were right. */
async function judgePassword(
  { database, profile }: ResetDesk,
  centre: string,
  { account }: StoredReset,
  password: string,
): Promise<{ former?: string | undefined; fault?: Said | undefined }> {
  const { owner, rules, former, older } = await inCentre(database, centre, async (transaction) => {
    const { password: rules } = await settingsOf(transaction, centre, profile);
    return {
      rules,
      owner: await findActiveAccount(transaction, centre, account),
      former: await findHash(transaction, centre, account),
      older: await findFormerHashes(transaction, centre, account, rules.history),
    };
  });
  if (!owner) return {};
  const known = former === undefined ? older : [former, ...older];
  return { former, fault: await newPasswordFault(database, owner, password, { rules, known }) };
}

const facts = ({ id, person }: StoredReset, trace: Pick<Trace, 'correlationId' | 'address'>) => ({
  ...trace,
  targetType: 'reset',
  target: id,
  about: person,
});

const refusal = (reset: StoredReset, trace: Pick<Trace, 'correlationId' | 'address'>, reason: string): LogEntry => ({
  ...facts(reset, trace),
  action: 'reset.refused',
  outcome: 'denied',
  reason,
});
