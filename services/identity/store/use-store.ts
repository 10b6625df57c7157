import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Where somebody signed in from, by what. */
export interface Origin {
  address: string;
  client: string;
  browser: string | undefined;
}

export interface UseFacts {
  at: Date | null;
  address: string | null;
  client: string | null;
  browser: string | null;
  failures: number;
  failedAt: Date | null;
  failedAddress: string | null;
}

/** `at` and what goes with it are null where nobody had signed in before. */
export interface AccountUse {
  last: UseFacts;
  before: UseFacts | null;
}

const facts = sql`jsonb_build_object('at', u.last_at, 'address', u.address, 'client', u.client, 'browser', u.browser,
  'failures', u.failures, 'failedAt', u.failed_at, 'failedAddress', u.failed_address)`;

/** Notes a sign-in that succeeded; what was known until then is kept beside it. */
export async function putUse(transaction: Transaction, centre: string, account: string, origin: Origin): Promise<void> {
  const { address, client, browser = null } = origin;
  await sql`
    insert into identity.account_use as u (centre, account, first_at, last_at, address, client, browser)
    select ${centre}, ${account}, now, now, ${address}, ${client}, ${browser} from clock_timestamp() as now
    on conflict (centre, account) do update set
      first_at = coalesce(u.first_at, excluded.first_at),
      last_at = greatest(u.last_at, excluded.last_at),
      address = excluded.address, client = excluded.client, browser = excluded.browser,
      failures = 0, failed_at = null, failed_address = null,
      before = ${facts}`.execute(transaction);
}

/** Counts one in vain. */
export async function putFailure(transaction: Transaction, centre: string, account: string, address: string) {
  await sql`
    insert into identity.account_use as u (centre, account, failures, failed_at, failed_address)
    values (${centre}, ${account}, 1, clock_timestamp(), ${address})
    on conflict (centre, account) do update set
      failures = least(u.failures, 999999) + 1, failed_at = excluded.failed_at, failed_address = excluded.failed_address
    `.execute(transaction);
}

export async function findUse(
  transaction: Transaction,
  centre: string,
  account: string,
): Promise<AccountUse | undefined> {
  const { rows } = await sql<{ last: UseFacts; before: UseFacts | null }>`
    select ${facts} as last, u.before from identity.account_use as u
    where u.centre = ${centre} and u.account = ${account}`.execute(transaction);
  const [row] = rows;
  return row && { last: dated(row.last), before: row.before && dated(row.before) };
}

/** JSON has no instants. */
const dated = (told: UseFacts): UseFacts => ({ ...told, at: instant(told.at), failedAt: instant(told.failedAt) });
const instant = (text: Date | string | null): Date | null => (text === null ? null : new Date(text));
