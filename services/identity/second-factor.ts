import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { inCentre, type Transaction } from '@zhiheng/database';
import { digestOf } from './adapter.ts';
import { attempt, type Judged, type Refused } from './factor-attempts.ts';
import type { FactorContext } from './factor-context.ts';
import type { Holder } from './holder.ts';
import { limits } from './limits.ts';
import { recoveryDigest } from './recovery-codes.ts';
import { unseal } from './sealing.ts';
import { putChallenge, takeChallenge } from './store/challenge-store.ts';
import { factorsOf, passkeysOf, totpOf, useCounter, useStep } from './store/factor-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { codesLeft, useCode } from './store/recovery-store.ts';
import { stepOf } from './totp.ts';

export type Shown = { code: string } | { passkey: AuthenticationResponseJSON };
export type FactorOutcome = { kind: 'done'; value: { amr: string[] } } | Refused;

/** Whether an account has any factor: then it is always asked for. */
export async function hasFactor(transaction: Transaction, holder: Holder): Promise<boolean> {
  return (await factorsOf(transaction, holder)).length > 0;
}

/** What may be shown at this place: a passkey's challenge where there are passkeys, and whether codes are known. */
export async function askFactor(context: FactorContext, holder: Holder) {
  const { database, party, place } = context;
  const { centre, account } = holder;
  return inCentre(database, centre, async (transaction) => {
    const passkeys = party.possible ? await passkeysOf(transaction, holder) : [];
    const options = passkeys.length ? await party.authentication(passkeys) : undefined;
    if (options)
      await putChallenge(
        transaction,
        { centre, account, place, kind: 'use-passkey' },
        digestOf(options.challenge),
        limits.interaction,
      );
    const totp = (await totpOf(transaction, holder)) !== undefined;
    return { options, totp, codes: await codesLeft(transaction, holder) };
  });
}

/** Judges what somebody shows as their second factor: a one-time password, a recovery code, a passkey's signature. */
export async function useFactor(context: FactorContext, holder: Holder, shown: Shown): Promise<FactorOutcome> {
  // Taken in a transaction of its own: whatever becomes of the response, its challenge is spent.
  const challenge = 'passkey' in shown ? await takenChallenge(context, holder) : undefined;
  return attempt(context, holder, 'factor.refused', async (transaction, _account, entry) => {
    if ('passkey' in shown)
      return judgePasskey(transaction, context, holder, { shown: shown.passkey, challenge }, entry);
    const code = shown.code.trim();
    return /^\d{3}\s?\d{3}$/.test(code)
      ? judgeTotp(transaction, context, holder, code.replace(/\s/g, ''), entry)
      : judgeRecovery(transaction, context, holder, code, entry);
  });
}

const takenChallenge = ({ database, place }: FactorContext, { centre, account }: Holder) =>
  inCentre(database, centre, (transaction) =>
    takeChallenge(transaction, { centre, account, place, kind: 'use-passkey' }),
  );

type Used = Judged<{ amr: string[] }>;
type NewEntry = (action: LogEntry['action']) => LogEntry;
const wrong = (reason: string): Used => ({ kind: 'refused', why: 'wrong', reason });
const used = (amr: string[], entries: LogEntry[]): Used => ({ kind: 'done', value: { amr }, entries });

async function judgeTotp(
  transaction: Transaction,
  { sealing }: FactorContext,
  holder: Holder,
  code: string,
  entry: NewEntry,
): Promise<Used> {
  const totp = await totpOf(transaction, holder);
  if (!totp) return wrong('no-totp');
  const step = stepOf(unseal(sealing, totp.id, totp.sealed), code, totp.now);
  if (step === undefined) return wrong('wrong-code');
  if (!(await useStep(transaction, holder.centre, totp.id, step))) return wrong('code-replayed');
  return used(['otp', 'mfa'], [{ ...entry('factor.used'), details: { kind: 'totp', name: totp.name } }]);
}

async function judgeRecovery(
  transaction: Transaction,
  { recovery }: FactorContext,
  holder: Holder,
  typed: string,
  entry: NewEntry,
): Promise<Used> {
  const digest = recoveryDigest(recovery, holder, typed);
  if (!digest || !(await useCode(transaction, holder, digest))) return wrong('wrong-code');
  const left = await codesLeft(transaction, holder);
  return used(['otp', 'mfa'], [{ ...entry('recovery-code.used'), details: { left } }]);
}

async function judgePasskey(
  transaction: Transaction,
  { party }: FactorContext,
  holder: Holder,
  { shown, challenge }: { shown: AuthenticationResponseJSON; challenge: Buffer | undefined },
  entry: NewEntry,
): Promise<Used> {
  if (!challenge) return { kind: 'refused', why: 'expired', reason: 'no-challenge' };
  const id = Buffer.from(String(shown.id), 'base64url');
  const passkey = (await passkeysOf(transaction, holder)).find(({ credential }) => credential.equals(id));
  if (!passkey) return wrong('no-such-passkey');
  const counter = await party.signed(shown, passkey, challenge);
  if (counter === undefined) return wrong('wrong-signature');
  // Somebody else may have a copy of it.
  if (!(await useCounter(transaction, holder.centre, passkey.id, counter))) return wrong('counter-regressed');
  const details = { kind: 'passkey', name: passkey.name, factor: passkey.id };
  return used([passkey.synced ? 'swk' : 'hwk', 'user', 'mfa'], [{ ...entry('factor.used'), details }]);
}
