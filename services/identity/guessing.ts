import { createHash } from 'node:crypto';
import type { SignInSettings } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import {
  beginAttempt,
  type Counter,
  forgetAttempts,
  isKnownBrowser,
  isLocked,
  lock,
  takeBackAttempt,
} from './store/lockout-store.ts';

/** Where an attempt comes from. `browser` is the digest of the cookie that a browser got at an earlier sign-in. */
export interface Guesser {
  address: string;
  browser: Buffer | undefined;
}

type Limits = SignInSettings['lockout'];

const nobody = '00000000-0000-0000-0000-000000000000';
/** All browsers together that the account was never signed in with. */
const strangers = '*';

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
  async begin(transaction: Transaction): Promise<boolean> {
    const { address, browser } = this.#guesser;
    this.#known = browser !== undefined && (await isKnownBrowser(transaction, this.#centre, this.#account, browser));
    const { failures, accountFailures } = this.#limits;
    if (browser && this.#known) return this.#raise(transaction, `browser:${browser.toString('hex')}`, failures);
    if (await isLocked(transaction, this.#address)) return false;
    return (
      (await this.#raise(transaction, address, failures)) &&
      (await this.#raise(transaction, strangers, accountFailures))
    );
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

  /** The right password: its own count is over, that of strangers less by this one. The browser is known from now on. */
  async succeed(transaction: Transaction): Promise<void> {
    for (const { counter } of this.#raised) {
      if (counter.origin === strangers) await takeBackAttempt(transaction, counter);
      else await forgetAttempts(transaction, counter);
    }
  }

  /** False when it is locked already, or is by too many at once. */
  async #raise(transaction: Transaction, origin: string, most: number): Promise<boolean> {
    const counter = { centre: this.#centre, account: this.#account, origin };
    const { locked, count } = await beginAttempt(transaction, counter, this.#limits.windowMinutes);
    if (!locked) this.#raised.push({ counter, count, most });
    return !locked && count <= most;
  }

  get #address(): Counter {
    return { centre: this.#centre, account: nobody, origin: this.#guesser.address };
  }
}

/** The id under which somebody unknown is counted. */
export function strangerId(username: string): string {
  const hex = createHash('sha256').update(`stranger ${username}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
