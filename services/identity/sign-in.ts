import type { SignInSettings } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import type { Environment, Trace } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import { digestOf } from './adapter.ts';
import { type Outside, outsideNow } from './admission.ts';
import { Attempting, type Guesser, strangerId } from './guessing.ts';
import { type Holder, noCentre } from './holder.ts';
import { onlyCentre } from './only-centre.ts';
import { passwordMatches } from './passwords.ts';
import { settingsOf } from './sign-in-settings.ts';
import { type Account, findAccounts, holdActiveAccount } from './store/account-store.ts';
import { findHash } from './store/credential-store.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { forgetBeginning } from './store/session-store.ts';
import { putFailure } from './store/use-store.ts';

export interface Credentials {
  username: string;
  password: string;
  /** Only asked for when the username exists in several centres. */
  centre?: string | undefined;
}

export interface SignInContext {
  database: Database;
  environment: Environment;
  trace: Pick<Trace, 'correlationId' | 'address'>;
  client: string;
  /** The digest of what tells this browser from others. */
  browser: Buffer | undefined;
  log: FastifyBaseLogger;
  /** The session that the browser has already, if any. */
  session: string | undefined;
}

export type Refusal = 'wrong' | 'locked' | 'disabled' | Outside;
export type SignInOutcome =
  | { kind: 'signed-in'; holder: Holder }
  | { kind: 'refused'; why: Refusal }
  | { kind: 'ambiguous'; centres: string[] };

/**
 * Judges a username and password. Every refusal and every success is an entry; that an account is disabled, or shut at
 * this hour, is told only to who knows its password. Whether there is such an account makes no difference in what is
 * done: one hash is reckoned, and attempts are counted, either way.
 */
export async function signIn(context: SignInContext, credentials: Credentials): Promise<SignInOutcome> {
  const username = credentials.username.trim().toLowerCase();
  const known = isUsername.test(username) ? await findAccounts(context.database, username) : [];
  const candidates = onePerCentre(known).filter(({ centre }) => !credentials.centre || centre === credentials.centre);
  if (candidates.length > 1) return { kind: 'ambiguous', centres: candidates.map(({ centre }) => centre) };
  const [account] = candidates;
  return account
    ? judge(context, account, credentials.password)
    : judgeStranger(context, username, credentials.password);
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

interface Tried {
  settings: SignInSettings;
  attempting: Attempting;
  /** Whether the password may be looked at. */
  open: boolean;
  hash: string | undefined;
}

/** Counts the attempt, and finds what the password is held against. */
export async function tryAt(
  transaction: Transaction,
  { environment }: Pick<SignInContext, 'environment'>,
  { centre, account }: { centre: string; account: string },
  guesser: Guesser,
): Promise<Tried> {
  const settings = await settingsOf(transaction, centre, environment.profile);
  const attempting = new Attempting(centre, account, settings.lockout, guesser);
  const open = await attempting.begin(transaction);
  const hash = await findHash(transaction, centre, account);
  return { settings, attempting, open, hash };
}

const guesserOf = ({ trace, browser }: SignInContext): Guesser => ({ address: trace.address, browser });

async function judge(context: SignInContext, account: Account, password: string): Promise<SignInOutcome> {
  const { database } = context;
  const { centre } = account;
  const tried = await inCentre(database, centre, (transaction) =>
    tryAt(transaction, context, account, guesserOf(context)),
  );
  const matches = await passwordMatches(tried.open ? tried.hash : undefined, password);
  return inCentre(database, centre, (transaction) =>
    matches
      ? admit(transaction, context, account, tried)
      : refuse(transaction, context, account, tried.open ? 'wrong' : 'locked', tried),
  );
}

async function admit(
  transaction: Transaction,
  context: SignInContext,
  account: Account,
  { settings, attempting }: Tried,
): Promise<SignInOutcome> {
  await attempting.succeed(transaction);
  return letIn(transaction, context, account, settings);
}

/** Lets in somebody for whom another has vouched: all that bars a sign-in, but the password, bars this one. */
export function admitKnown(context: SignInContext, account: Account): Promise<SignInOutcome> {
  return inCentre(context.database, account.centre, async (transaction) =>
    letIn(transaction, context, account, await settingsOf(transaction, account.centre, context.environment.profile)),
  );
}

async function letIn(
  transaction: Transaction,
  context: SignInContext,
  account: Account,
  settings: SignInSettings,
): Promise<SignInOutcome> {
  const { centre, account: id, person, username } = account;
  const refusal = (await holdActiveAccount(transaction, centre, id))
    ? await outsideNow(transaction, settings, account, {
        address: context.trace.address,
        holidays: context.environment.holidays,
      })
    : 'disabled';
  if (refusal) {
    await append(transaction, centre, entryOf(context, account, refusal));
    return { kind: 'refused', why: refusal };
  }
  if (context.session) await forgetBeginning(transaction, centre, digestOf(context.session));
  await append(transaction, centre, entryOf(context, { account: id, person, username }));
  return { kind: 'signed-in', holder: { centre, account: id, person } };
}

async function refuse(
  transaction: Transaction,
  context: SignInContext,
  account: Account,
  why: 'wrong' | 'locked',
  { attempting, open, settings }: Tried,
): Promise<SignInOutcome> {
  const { centre } = account;
  const entry = entryOf(context, account, why);
  const locked = await attempting.fail(transaction, open);
  await putFailure(transaction, centre, account.account, context.trace.address);
  await append(transaction, centre, [entry, ...lockedEntries(entry, locked, settings)]);
  return { kind: 'refused', why };
}

function lockedEntries(entry: LogEntry, locked: number, { lockout }: SignInSettings): LogEntry[] {
  if (locked === 0) return [];
  return [{ ...entry, action: 'account.locked', outcome: 'done', details: { seconds: lockout.lockMinutes * 60 } }];
}

/** What the log calls each refusal. */
const reasons: Record<Refusal, string> = {
  wrong: 'wrong-password',
  locked: 'account-locked',
  disabled: 'account-disabled',
  'outside-hours': 'outside-hours',
  'outside-addresses': 'outside-addresses',
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
async function judgeStranger(context: SignInContext, username: string, password: string): Promise<SignInOutcome> {
  const { database, trace, client, log } = context;
  const only = await onlyCentre(database);
  const stranger = { centre: only ?? noCentre, account: strangerId(username) };
  const { attempting, open, settings } = await inCentre(database, stranger.centre, (transaction) =>
    tryAt(transaction, context, stranger, guesserOf(context)),
  );
  await passwordMatches(undefined, password);
  if (!only) log.warn({ reason: 'unknown-username' }, 'sign-in refused');
  await inCentre(database, stranger.centre, async (transaction) => {
    const locked = await attempting.fail(transaction, open);
    if (!only) return;
    const entry: LogEntry = {
      ...trace,
      client,
      action: 'sign-in.refused',
      outcome: 'denied',
      reason: 'unknown-username',
    };
    await append(transaction, only, [entry, ...lockedEntries(entry, locked, settings)]);
  });
  return { kind: 'refused', why: open ? 'wrong' : 'locked' };
}
