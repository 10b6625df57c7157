import { createHash } from 'node:crypto';
import type { SignInSettings } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { QueryResult, RawBuilder } from 'kysely';
import {
  type Attempt,
  attemptsAt,
  attemptsForgotten,
  attemptTakenBack,
  beginAttempt,
  type Counter,
  lock,
} from './store/lockout-store.ts';

/** Where an attempt comes from. `browser` is the digest of the cookie that a browser got at an earlier sign-in. */
export interface Guesser {
  address: string;
  browser: Buffer | undefined;
}

type Limits = SignInSettings['lockout'];

/** What the database knows of who guesses. */
export interface Known {
  /** Whether the account was signed in to with this browser before. */
  browser: boolean;
  /** Whether nobody at all may try from this address. */
  addressLocked: boolean;
}

/** Runs the statement that counts, which may be a transaction's last. */
export type Count = (transaction: Transaction, statement: RawBuilder<Attempt>) => Promise<QueryResult<Attempt>>;
const counted: Count = (transaction, statement) => statement.execute(transaction);

const nobody = '00000000-0000-0000-0000-000000000000';
/** All browsers together that the account was never signed in with. */
const strangers = '*';

/** Where attempts from an address at all accounts are counted. */
export const addressCounter = (centre: string, address: string): Counter => ({
  centre,
  account: nobody,
  origin: address,
});

/**
 * Who is let try a password, judged and counted before it is looked at. An account is counted by address, so that who
 * guesses from elsewhere does not shut its owner out; all strangers together, so that many addresses do not guess
 * without end; and each address over all accounts, lest one password be tried on everybody. A browser with which the
 * account was signed in to before is counted by itself alone: nobody else's guessing shuts it out.
 *
 * Whoever has no account is counted just so, under an id made of what was typed: a lock tells nothing of who exists.
 */
export class Attempting {
  readonly #centre: string;
  readonly #account: string;
  readonly #limits: Limits;
  readonly #guesser: Guesser;
  #known = false;
  /** Those that this attempt has raised, and how far. */
  readonly #raised: { counter: Counter; count: number; most: number }[] = [];

  constructor(centre: string, account: string, limits: Limits, guesser: Guesser) {
    this.#centre = centre;
    this.#account = account;
    this.#limits = limits;
    this.#guesser = guesser;
  }

  /** False when no password may be tried; what is to be locked is locked by `fail`. */
  async begin(transaction: Transaction, known: Known, count = counted): Promise<boolean> {
    const { address, browser } = this.#guesser;
    const { failures, accountFailures, windowMinutes } = this.#limits;
    this.#known = known.browser;
    if (!known.browser && known.addressLocked) return false;
    const at = (origin: string): Counter => ({ centre: this.#centre, account: this.#account, origin });
    const counters =
      browser && known.browser
        ? ([at(`browser:${browser.toString('hex')}`), undefined] as const)
        : ([at(address), at(strangers)] as const);
    const { rows } = await count(transaction, attemptsAt(counters, failures, windowMinutes));
    const mosts = [failures, accountFailures];
    const open = rows.map(({ count, locked }, place) => {
      const [counter, most] = [counters[place] as Counter, mosts[place] as number];
      if (!locked) this.#raised.push({ counter, count, most });
      return !locked && count <= most;
    });
    return open.length > 0 && open.every(Boolean);
  }

  /** After a wrong password, or none tried. How many locks it has closed. */
  async fail(transaction: Transaction, tried: boolean): Promise<number> {
    let locked = 0;
    for (const { counter, count, most } of this.#raised)
      if (count >= most && (await lock(transaction, counter, this.#limits.lockMinutes))) locked++;
    if (!tried || this.#known) return locked;
    const { count } = await beginAttempt(transaction, this.#address, this.#limits.windowMinutes);
    if (count >= this.#limits.addressFailures && (await lock(transaction, this.#address, this.#limits.lockMinutes)))
      locked++;
    return locked;
  }

  /** What the right password is followed by: its own count is over, that of strangers less by this one. */
  succeeded(): RawBuilder<unknown>[] {
    return this.#raised.map(({ counter }) =>
      counter.origin === strangers ? attemptTakenBack(counter) : attemptsForgotten(counter),
    );
  }

  get #address(): Counter {
    return addressCounter(this.#centre, this.#guesser.address);
  }
}

/** The id under which somebody unknown is counted. */
export function strangerId(username: string): string {
  const hex = createHash('sha256').update(`stranger ${username}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
