import type { AccountSettings } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

const defaultSettings: AccountSettings = { dormantDays: 60, unownedDays: 30, endUnowned: false };

export async function readAccountSettings(transaction: Transaction, centre: string): Promise<AccountSettings> {
  const { rows } = await sql<AccountSettings>`select dormant_days as "dormantDays", unowned_days as "unownedDays",
    end_unowned as "endUnowned" from access.account_settings where centre = ${centre}`.execute(transaction);
  return rows[0] ?? defaultSettings;
}

/** Under the row's lock: gives what was set before. */
export async function writeAccountSettings(
  transaction: Transaction,
  centre: string,
  { dormantDays, unownedDays, endUnowned }: AccountSettings,
  by: string,
): Promise<AccountSettings> {
  await sql`insert into access.account_settings (centre, counted_from)
    select centre, founded_at from access.centre where centre = ${centre} on conflict (centre) do nothing`.execute(
    transaction,
  );
  await sql`select from access.account_settings where centre = ${centre} for update`.execute(transaction);
  const before = await readAccountSettings(transaction, centre);
  await sql`update access.account_settings set dormant_days = ${dormantDays}, unowned_days = ${unownedDays},
    end_unowned = ${endUnowned}, set_by = ${by}, set_at = clock_timestamp() where centre = ${centre}`.execute(
    transaction,
  );
  return before;
}

/** Whether it is this look's turn to go through all accounts: true once in so many minutes, for one of those who ask. */
export async function takeTurn(transaction: Transaction, centre: string, minutes: number): Promise<boolean> {
  const { rows } = await sql`insert into access.account_settings as s (centre, counted_from, looked_at)
    select centre, founded_at, clock_timestamp() from access.centre where centre = ${centre}
    on conflict (centre) do update set looked_at = clock_timestamp()
      where s.looked_at is null or s.looked_at < clock_timestamp() - make_interval(mins => ${minutes}::int)
    returning 1`.execute(transaction);
  return rows.length > 0;
}
