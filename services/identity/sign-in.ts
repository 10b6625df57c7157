import type { SignInSettings } from '@zhiheng/contracts';
import { type Database, inCentre, last, type Transaction, together } from '@zhiheng/database';
import type { Environment, Trace } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import type { RawBuilder } from 'kysely';
import { digestOf } from './adapter.ts';
import { type Outside, outsideNow } from './admission.ts';
import { Attempting, addressCounter, type Count, type Guesser, strangerId } from './guessing.ts';
import { type Holder, noCentre } from './holder.ts';
import { onlyCentre } from './only-centre.ts';
import { hashPassword, isOfCost, isPasswordOf } from './passwords.ts';
import { settingsFrom, settingsOf } from './sign-in-settings.ts';
import { type Account, accountHeld, findAccounts } from './store/account-store.ts';
import { hashOf, holdHash, putRehash } from './store/credential-store.ts';
import { isBrowserKnown, isLockedAt } from './store/lockout-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append, appendLast } from './store/log-store.ts';
import { beginningForgotten } from './store/session-store.ts';
import { settingsAt } from './store/settings-store.ts';
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
  count?: Count,
): Promise<Tried> {
  const { address, browser = null } = guesser;
  const [kept, known, locked, found] = await together(
    transaction,
    settingsAt(centre),
    isBrowserKnown(centre, account, browser),
    isLockedAt(addressCounter(centre, address)),
    hashOf(centre, account),
  );
  const settings = settingsFrom(kept.rows, environment.profile);
  const attempting = new Attempting(centre, account, settings.lockout, guesser);
  const facts = { browser: known.rows[0]?.known === true, addressLocked: locked.rows[0]?.locked === true };
  const open = await attempting.begin(transaction, facts, count);
  return { settings, attempting, open, hash: found.rows[0]?.hash };
}

const guesserOf = ({ trace, browser }: SignInContext): Guesser => ({ address: trace.address, browser });

async function judge(context: SignInContext, account: Account, password: string): Promise<SignInOutcome> {
  const { database } = context;
  const { centre } = account;
  const { passwordCost: cost } = context.environment;
  const tried = await inCentre(database, centre, (transaction) =>
    tryAt(transaction, context, account, guesserOf(context), last),
  );
  const hash = tried.open ? tried.hash : undefined;
  const shown = (await isPasswordOf(hash, password, cost)) ? hash : undefined;
  const fresh = shown !== undefined && !isOfCost(shown, cost) ? await hashPassword(password, cost) : undefined;
  return inCentre(database, centre, (transaction) =>
    shown === undefined
      ? refuse(transaction, context, account, tried.open ? 'wrong' : 'locked', tried)
      : admit(transaction, context, account, { ...tried, shown, fresh }),
  );
}

/** Whose password it was when it was held against, and still is: while it was, its holder may have chosen another. */
async function admit(
  transaction: Transaction,
  context: SignInContext,
  account: Account,
  { shown, fresh, ...tried }: Tried & { shown: string; fresh: string | undefined },
): Promise<SignInOutcome> {
  const { centre, account: id } = account;
  const [still, held] = await together(transaction, holdHash(centre, id, shown), accountHeld(centre, id));
  if (still.rows.length === 0) return refuse(transaction, context, account, 'wrong', tried);
  const changes = [...tried.attempting.succeeded(), ...(fresh ? [putRehash(centre, id, fresh)] : [])];
  const entry = fresh ? { details: { rehashed: true } } : {};
  return letIn(transaction, context, account, {
    held: held.rows[0]?.held === true,
    settings: tried.settings,
    changes,
    entry,
  });
}

/** Lets in somebody for whom another has vouched: all that bars a sign-in, but the password, bars this one. */
export function admitKnown(context: SignInContext, account: Account): Promise<SignInOutcome> {
  const { centre, account: id } = account;
  return inCentre(context.database, centre, async (transaction) => {
    const settings = await settingsOf(transaction, centre, context.environment.profile);
    const { rows } = await accountHeld(centre, id).execute(transaction);
    return letIn(transaction, context, account, { held: rows[0]?.held === true, settings, changes: [], entry: {} });
  });
}

interface Admission {
  /** Whether the account is active, and stays so until the transaction ends. */
  held: boolean;
  settings: SignInSettings;
  /** What the right password is followed by, whether or not its owner may come in now. */
  changes: RawBuilder<unknown>[];
  entry: Pick<LogEntry, 'details'>;
}

/** The end of the transaction: what changes, the entry and the commit go out together. */
async function letIn(
  transaction: Transaction,
  context: SignInContext,
  account: Account,
  { held, settings, changes, entry }: Admission,
): Promise<SignInOutcome> {
  const { centre, account: id, person } = account;
  const { address } = context.trace;
  const refusal = held
    ? await outsideNow(transaction, settings, account, { address, holidays: context.environment.holidays })
    : 'disabled';
  const begunBefore = !refusal && context.session ? [beginningForgotten(centre, digestOf(context.session))] : [];
  await Promise.all([
    together(transaction, ...changes, ...begunBefore),
    appendLast(transaction, centre, { ...entryOf(context, account, refusal), ...entry }),
  ]);
  return refusal ? { kind: 'refused', why: refusal } : { kind: 'signed-in', holder: { centre, account: id, person } };
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
    tryAt(transaction, context, stranger, guesserOf(context), last),
  );
  await isPasswordOf(undefined, password, context.environment.passwordCost);
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
