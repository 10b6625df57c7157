import { kept, type Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';

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

/** One more attempt at a counter, if `wanted`. While it is locked nothing is counted. */
const raised = (
  { centre, account, origin }: Counter,
  windowMinutes: number,
  wanted: RawBuilder<boolean> = sql`true`,
) => {
  const over = sql`(l.locked_until is not null or l.since < clock_timestamp() - make_interval(mins => ${windowMinutes}::int))`;
  return sql<Attempt>`insert into identity.lockout as l (centre, account, origin, failures, since)
    select ${centre}, ${account}::uuid, ${origin}, 1, clock_timestamp() where ${wanted}
    on conflict (centre, account, origin) do update set
      failures = case when l.locked_until > clock_timestamp() then l.failures when ${over} then 1 else l.failures + 1 end,
      since = case when l.locked_until > clock_timestamp() then l.since when ${over} then clock_timestamp() else l.since end,
      locked_until = case when l.locked_until > clock_timestamp() then l.locked_until end
    returning failures as count, coalesce(locked_until > clock_timestamp(), false) as locked`;
};

/**
 * Counts an attempt before its password is looked at, so that many at once cannot try more passwords than one after the
 * other.
 */
export async function beginAttempt(
  transaction: Transaction,
  counter: Counter,
  windowMinutes: number,
): Promise<Attempt> {
  const { rows } = await raised(counter, windowMinutes).execute(transaction);
  return rows[0] ?? { count: 0, locked: true };
}

/** The same at two counters, at the second only where the first lets the attempt pass: neither locked nor above `most`. The first's is the first row. */
export const attemptsAt = (
  [own, all]: readonly [Counter, Counter | undefined],
  most: number,
  windowMinutes: number,
): RawBuilder<Attempt> => {
  const passes = sql<boolean>`${all !== undefined} and exists (select from own where not locked and count <= ${most}::int)`;
  return kept(sql<Attempt>`with own as (${raised(own, windowMinutes)}), everybody as (${raised(all ?? own, windowMinutes, passes)})
    select 1 as place, * from own union all select 2, * from everybody order by place`);
};

export const isLockedAt = ({ centre, account, origin }: Counter) =>
  kept(sql<{
    locked: boolean;
  }>`select exists (select from identity.lockout where centre = ${centre} and account = ${account}::uuid
    and origin = ${origin} and locked_until > clock_timestamp()) as locked`);

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

export const attemptsForgotten = ({ centre, account, origin }: Counter) =>
  kept(
    sql`delete from identity.lockout where centre = ${centre} and account = ${account}::uuid and origin = ${origin}`,
  );

export async function forgetAttempts(transaction: Transaction, counter: Counter): Promise<void> {
  await attemptsForgotten(counter).execute(transaction);
}

/** Takes one attempt back that succeeded; what others tried stays counted. */
export const attemptTakenBack = ({ centre, account, origin }: Counter) =>
  kept(sql`update identity.lockout set failures = greatest(failures - 1, 0)
    where centre = ${centre} and account = ${account}::uuid and origin = ${origin}`);

/** Whether the account was signed in with this browser before. */
export const isBrowserKnown = (centre: string, account: string, browser: Buffer | null) =>
  kept(sql<{ known: boolean }>`select exists (select from identity.known_browser
    where centre = ${centre} and account = ${account}::uuid and browser = ${browser}::bytea) as known`);

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
