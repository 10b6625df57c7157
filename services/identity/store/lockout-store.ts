import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Whose attempts are counted, and by where they come from. */
export interface Counter {
  centre: string;
  account: string;
  origin: string;
}

export interface Attempt {
  /** Attempts since the last success, within the window, this one included. */
  count: number;
  locked: boolean;
}

/**
 * Counts an attempt before its password is looked at, so that many at once cannot try more passwords than one after the
 * other. While it is locked nothing is counted.
 */
export async function beginAttempt(
  transaction: Transaction,
  { centre, account, origin }: Counter,
  windowMinutes: number,
): Promise<Attempt> {
  const over = sql`(l.locked_until is not null or l.since < clock_timestamp() - make_interval(mins => ${windowMinutes}))`;
  const { rows } = await sql<{ failures: number; locked: boolean }>`
    insert into identity.lockout as l (centre, account, origin, failures, since)
    values (${centre}, ${account}, ${origin}, 1, clock_timestamp())
    on conflict (centre, account, origin) do update set
      failures = case when l.locked_until > clock_timestamp() then l.failures when ${over} then 1 else l.failures + 1 end,
      since = case when l.locked_until > clock_timestamp() then l.since when ${over} then clock_timestamp() else l.since end,
      locked_until = case when l.locked_until > clock_timestamp() then l.locked_until end
    returning failures, coalesce(locked_until > clock_timestamp(), false) as locked`.execute(transaction);
  const [row] = rows;
  return { count: row?.failures ?? 0, locked: row?.locked ?? true };
}

export async function isLocked(transaction: Transaction, { centre, account, origin }: Counter): Promise<boolean> {
  const row = await transaction
    .selectFrom('identity.lockout')
    .select('origin')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('origin', '=', origin)
    .where('locked_until', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Locks; false when it was locked already. */
export async function lock(
  transaction: Transaction,
  { centre, account, origin }: Counter,
  minutes: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.lockout')
    .set({ locked_until: sql<Date>`clock_timestamp() + make_interval(mins => ${minutes})` })
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('origin', '=', origin)
    .where('locked_until', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function forgetAttempts(transaction: Transaction, { centre, account, origin }: Counter): Promise<void> {
  await transaction
    .deleteFrom('identity.lockout')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('origin', '=', origin)
    .execute();
}

/** Takes one attempt back that succeeded; what others tried stays counted. */
export async function takeBackAttempt(transaction: Transaction, { centre, account, origin }: Counter): Promise<void> {
  await transaction
    .updateTable('identity.lockout')
    .set({ failures: sql<number>`greatest(failures - 1, 0)` })
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('origin', '=', origin)
    .execute();
}

/** Whether the account was signed in with this browser before. */
export async function isKnownBrowser(
  transaction: Transaction,
  centre: string,
  account: string,
  browser: Buffer,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('identity.known_browser')
    .select('browser')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('browser', '=', browser)
    .executeTakeFirst();
  return row !== undefined;
}

export async function keepBrowser(
  transaction: Transaction,
  centre: string,
  account: string,
  browser: Buffer,
): Promise<void> {
  await transaction
    .insertInto('identity.known_browser')
    .values({ centre, account, browser })
    .onConflict((conflict) =>
      conflict.columns(['centre', 'account', 'browser']).doUpdateSet({ last_at: sql<Date>`clock_timestamp()` }),
    )
    .execute();
}

/** Removes what counts no more: counts a day old, browsers unused for long. */
export async function dropOldCounts(transaction: Transaction, centre: string, browserDays: number): Promise<void> {
  await transaction
    .deleteFrom('identity.lockout')
    .where('centre', '=', centre)
    .where('since', '<', sql<Date>`clock_timestamp() - interval '2 days'`)
    .execute();
  await transaction
    .deleteFrom('identity.known_browser')
    .where('centre', '=', centre)
    .where('last_at', '<', sql<Date>`clock_timestamp() - make_interval(days => ${browserDays})`)
    .execute();
}
