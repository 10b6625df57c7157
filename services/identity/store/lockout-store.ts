import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface Attempt {
  /** Attempts since the last success, within the window, this one included. */
  count: number;
  locked: boolean;
}

/**
 * Counts an attempt before its password is looked at, so that many at once cannot try more passwords than one after the
 * other. While the account is locked nothing is counted.
 */
export async function beginAttempt(
  transaction: Transaction,
  centre: string,
  account: string,
  windowSeconds: number,
): Promise<Attempt> {
  const { rows } = await sql<{ failures: number; locked: boolean }>`
    insert into identity.lockout as l (centre, account, failures, since)
    values (${centre}, ${account}, 1, clock_timestamp())
    on conflict (centre, account) do update set
      failures = case
        when l.locked_until > clock_timestamp() then l.failures
        when l.locked_until is not null or l.since < clock_timestamp() - make_interval(secs => ${windowSeconds}) then 1
        else l.failures + 1 end,
      since = case
        when l.locked_until > clock_timestamp() then l.since
        when l.locked_until is not null or l.since < clock_timestamp() - make_interval(secs => ${windowSeconds})
          then clock_timestamp()
        else l.since end,
      locked_until = case when l.locked_until > clock_timestamp() then l.locked_until end
    returning failures, coalesce(locked_until > clock_timestamp(), false) as locked`.execute(transaction);
  const [row] = rows;
  return { count: row?.failures ?? 0, locked: row?.locked ?? true };
}

/** Locks the account; false when it was locked already. */
export async function lockAccount(
  transaction: Transaction,
  centre: string,
  account: string,
  lockSeconds: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.lockout')
    .set({ locked_until: sql<Date>`clock_timestamp() + make_interval(secs => ${lockSeconds})` })
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('locked_until', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function forgetAttempts(transaction: Transaction, centre: string, account: string): Promise<void> {
  await transaction
    .deleteFrom('identity.lockout')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .execute();
}
