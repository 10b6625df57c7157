import { type Database, inCentre } from '@zhiheng/database';
import type { Trace } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import { noteSignIn } from './account-use.ts';
import type { Holder } from './holder.ts';
import { limits } from './limits.ts';
import { onlyCentre } from './only-centre.ts';
import { passwordMatches } from './passwords.ts';
import { endOtherSessions } from './sessions.ts';
import { type Account, findAccounts, holdActiveAccount } from './store/account-store.ts';
import { findHash } from './store/credential-store.ts';
import { beginAttempt, forgetAttempts, lockAccount } from './store/lockout-store.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { putFailure } from './store/use-store.ts';

export interface Credentials {
  username: string;
  password: string;
  /** Only asked for when the username exists in several centres. */
  centre?: string | undefined;
}

export interface SignInContext {
  database: Database;
  trace: Pick<Trace, 'correlationId' | 'address'>;
  client: string;
  /** As the browser calls itself. */
  userAgent: string | undefined;
  log: FastifyBaseLogger;
  /** The session that the browser has already, if any. */
  session: string | undefined;
}

export type Refusal = 'wrong' | 'locked' | 'disabled';
export type SignInOutcome =
  | { kind: 'signed-in'; holder: Holder }
  | { kind: 'refused'; why: Refusal }
  | { kind: 'ambiguous'; centres: string[] };

/**
 * Judges a username and password. Every refusal and every success is an entry; that an account is disabled is told only
 * to who knows its password.
 */
export async function signIn(context: SignInContext, credentials: Credentials): Promise<SignInOutcome> {
  const username = credentials.username.trim().toLowerCase();
  const known = isUsername.test(username) ? await findAccounts(context.database, username) : [];
  const candidates = onePerCentre(known).filter(({ centre }) => !credentials.centre || centre === credentials.centre);
  if (candidates.length > 1) return { kind: 'ambiguous', centres: candidates.map(({ centre }) => centre) };
  const [account] = candidates;
  if (account) return judge(context, account, credentials.password);
  await passwordMatches(undefined, credentials.password);
  await recordUnknown(context);
  return { kind: 'refused', why: 'wrong' };
}

/** What `access.account` admits; anything else is nobody's and not worth a question to the database. */
const isUsername = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** The active account of a centre, else its newest: a rehire has several. */
function onePerCentre(accounts: Account[]): Account[] {
  const chosen = new Map<string, Account>();
  for (const account of accounts)
    if (!chosen.has(account.centre) || account.state === 'active') chosen.set(account.centre, account);
  return [...chosen.values()];
}

async function judge(context: SignInContext, account: Account, password: string): Promise<SignInOutcome> {
  const { database } = context;
  const { centre } = account;
  const { attempt, hash } = await inCentre(database, centre, async (transaction) => ({
    attempt: await beginAttempt(transaction, centre, account.account, limits.failureWindow),
    hash: await findHash(transaction, centre, account.account),
  }));
  const tooMany = attempt.locked || attempt.count > limits.failures;
  const matches = await passwordMatches(tooMany ? undefined : hash, password);
  if (tooMany) return refuse(context, account, 'locked', !attempt.locked);
  if (!matches) return refuse(context, account, 'wrong', attempt.count >= limits.failures);
  return admit(context, account);
}

async function admit(context: SignInContext, { centre, account, person, username }: Account): Promise<SignInOutcome> {
  const { database, session } = context;
  return inCentre(database, centre, async (transaction) => {
    await forgetAttempts(transaction, centre, account);
    if (!(await holdActiveAccount(transaction, centre, account))) {
      await append(transaction, centre, entryOf(context, { account, person, username }, 'disabled'));
      return { kind: 'refused', why: 'disabled' };
    }
    await noteSignIn(transaction, centre, account, context);
    const ended = await endOtherSessions(transaction, centre, account, session);
    const entry = entryOf(context, { account, person, username });
    await append(transaction, centre, [
      entry,
      ...(ended
        ? [{ ...entry, action: 'sessions.ended' as const, reason: 'signed-in-again', details: { ended } }]
        : []),
    ]);
    return { kind: 'signed-in', holder: { centre, account, person } };
  });
}

async function refuse(context: SignInContext, account: Account, why: Refusal, lock: boolean): Promise<SignInOutcome> {
  const { centre } = account;
  await inCentre(context.database, centre, async (transaction) => {
    await putFailure(transaction, centre, account.account, context.trace.address);
    const locked = lock && (await lockAccount(transaction, centre, account.account, limits.lock));
    const entry = entryOf(context, account, why);
    await append(transaction, centre, [
      entry,
      ...(locked
        ? [{ ...entry, action: 'account.locked' as const, outcome: 'done' as const, details: { seconds: limits.lock } }]
        : []),
    ]);
  });
  return { kind: 'refused', why };
}

/** What the log calls each refusal. */
const reasons: Record<Refusal, string> = {
  wrong: 'wrong-password',
  locked: 'account-locked',
  disabled: 'account-disabled',
};

function entryOf(
  { trace, client }: SignInContext,
  { username, person, account }: Pick<Account, 'username' | 'person' | 'account'>,
  why?: Refusal,
): LogEntry {
  return {
    ...trace,
    client,
    actor: username,
    person,
    account,
    ...(why
      ? { action: 'sign-in.refused', outcome: 'denied', reason: reasons[why] }
      : { action: 'sign-in.succeeded', outcome: 'done' }),
  };
}

/**
 * An unknown username is of no centre. It is not written down: people type their password into the wrong field.
 */
async function recordUnknown({ database, trace, client, log }: SignInContext): Promise<void> {
  const centre = await onlyCentre(database);
  if (!centre) {
    log.warn({ reason: 'unknown-username' }, 'sign-in refused');
    return;
  }
  await inCentre(database, centre, (transaction) =>
    append(transaction, centre, {
      ...trace,
      client,
      action: 'sign-in.refused',
      outcome: 'denied',
      reason: 'unknown-username',
    }),
  );
}
