import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { inCentre, newId, type Transaction } from '@zhiheng/database';
import { digestOf } from './adapter.ts';
import { attempt, type Judged, type Refused } from './factor-attempts.ts';
import type { FactorContext } from './factor-context.ts';
import type { Holder } from './holder.ts';
import { limits } from './limits.ts';
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts';
import { seal, unseal } from './sealing.ts';
import { findActiveAccount } from './store/account-store.ts';
import { findChallenge, putChallenge, takeChallenge } from './store/challenge-store.ts';
import { databaseNow, factorsOf, insertPasskey, insertTotp, lockFactors, passkeysOf } from './store/factor-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { codesLeft, replaceCodes } from './store/recovery-store.ts';
import { newTotpSecret, stepOf, totpOffer } from './totp.ts';

/** More than anybody needs. */
const mostFactors = 20;

/**
 * `first`: at a sign-in that only a password stands behind, which is enough for the first factor and for no other.
 * `further`: behind a sign-in with a factor.
 */
export type Occasion = 'first' | 'further';
interface Enrolled {
  amr: string[];
  /** Shown once; only where the account had none. */
  codes: string[] | undefined;
}
export type EnrolmentOutcome = { kind: 'done'; value: Enrolled } | Refused;

/** A secret for an authenticator app: the same for as long as this place waits for its first code. */
export async function offerTotp({ database, sealing, place }: FactorContext, holder: Holder) {
  const { centre, account } = holder;
  const where = { centre, account, place, kind: 'enrol-totp' } as const;
  return inCentre(database, centre, async (transaction) => {
    await lockFactors(transaction, holder);
    const known = await findActiveAccount(transaction, centre, account);
    if (!known || (await factorsOf(transaction, holder)).some(({ kind }) => kind === 'totp')) return undefined;
    const waiting = await findChallenge(transaction, where);
    const secret = waiting ? unseal(sealing, pendingName(holder), waiting) : newTotpSecret();
    if (!waiting)
      await putChallenge(transaction, where, seal(sealing, pendingName(holder), secret), limits.interaction);
    return totpOffer(secret, known.username);
  });
}

const pendingName = ({ centre, account }: Holder) => `${centre}~${account}`;

export async function enrolTotp(
  context: FactorContext,
  holder: Holder,
  { code, name, occasion }: { code: string; name: string; occasion: Occasion },
): Promise<EnrolmentOutcome> {
  const { sealing, place } = context;
  const { centre, account } = holder;
  const where = { centre, account, place, kind: 'enrol-totp' } as const;
  return attempt(context, holder, 'factor.refused', async (transaction, _account, entry) => {
    const hindrance = await whyNot(transaction, holder, occasion);
    if (hindrance) return hindrance;
    const waiting = await findChallenge(transaction, where);
    if (!waiting) return { kind: 'refused', why: 'expired', reason: 'no-challenge' };
    const secret = unseal(sealing, pendingName(holder), waiting);
    const step = stepOf(secret, code.replace(/\s/g, ''), await databaseNow(transaction));
    if (step === undefined) return { kind: 'refused', why: 'wrong', reason: 'wrong-code' };
    await takeChallenge(transaction, where);
    const id = newId();
    const factor = { id, name, sealed: seal(sealing, id, secret), last_step: step };
    if (!(await insertTotp(transaction, holder, factor))) return { kind: 'refused', why: 'taken', reason: 'has-totp' };
    return enrolled(transaction, context, holder, ['otp', 'mfa'], added(entry, 'totp', name, id));
  });
}

/** What the browser makes a passkey with. */
export async function offerPasskey({ database, party, place }: FactorContext, holder: Holder) {
  const { centre, account } = holder;
  if (!party.possible) return undefined;
  return inCentre(database, centre, async (transaction) => {
    const known = await findActiveAccount(transaction, centre, account);
    if (!known) return undefined;
    const options = await party.registration(holder, known.username, await passkeysOf(transaction, holder));
    await putChallenge(
      transaction,
      { centre, account, place, kind: 'enrol-passkey' },
      digestOf(options.challenge),
      limits.interaction,
    );
    return options;
  });
}

export async function enrolPasskey(
  context: FactorContext,
  holder: Holder,
  { response, name, occasion }: { response: RegistrationResponseJSON; name: string; occasion: Occasion },
): Promise<EnrolmentOutcome> {
  const { database, party, place } = context;
  const { centre, account } = holder;
  const challenge = await inCentre(database, centre, (transaction) =>
    takeChallenge(transaction, { centre, account, place, kind: 'enrol-passkey' }),
  );
  return attempt(context, holder, 'factor.refused', async (transaction, _account, entry) => {
    const hindrance = await whyNot(transaction, holder, occasion);
    if (hindrance) return hindrance;
    if (!challenge) return { kind: 'refused', why: 'expired', reason: 'no-challenge' };
    const made = await party.registered(response, challenge);
    if (!made) return { kind: 'refused', why: 'wrong', reason: 'wrong-attestation' };
    const id = newId();
    if (!(await insertPasskey(transaction, holder, { id, name, ...made })))
      return { kind: 'refused', why: 'taken', reason: 'passkey-known' };
    const amr = [made.synced ? 'swk' : 'hwk', 'user', 'mfa'];
    return enrolled(transaction, context, holder, amr, added(entry, 'passkey', name, id));
  });
}

async function whyNot(
  transaction: Transaction,
  holder: Holder,
  occasion: Occasion,
): Promise<(Refused & { reason: string }) | undefined> {
  const { length } = await factorsOf(transaction, holder);
  if (occasion === 'first' && length > 0) return { kind: 'refused', why: 'not-first', reason: 'has-factor' };
  if (length >= mostFactors) return { kind: 'refused', why: 'taken', reason: 'too-many-factors' };
  return undefined;
}

const added = (entry: (action: LogEntry['action']) => LogEntry, kind: string, name: string, id: string): LogEntry => ({
  ...entry('factor.added'),
  details: { kind, name, factor: id },
});

async function enrolled(
  transaction: Transaction,
  context: FactorContext,
  holder: Holder,
  amr: string[],
  entry: LogEntry,
): Promise<Judged<Enrolled>> {
  const codes = (await codesLeft(transaction, holder)) ? undefined : await giveCodes(transaction, context, holder);
  return { kind: 'done', value: { amr, codes }, entries: [entry] };
}

/** New codes in the place of the former. */
export async function giveCodes(
  transaction: Transaction,
  { recovery }: Pick<FactorContext, 'recovery'>,
  holder: Holder,
): Promise<string[]> {
  const codes = newRecoveryCodes();
  const digests = codes.flatMap((code) => recoveryDigest(recovery, holder, code) ?? []);
  await replaceCodes(transaction, holder, digests);
  return codes;
}
