import type { SignInSettings } from '@zhiheng/contracts';
import { kept, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface KeptSettings {
  settings: Partial<SignInSettings>;
  revision: number;
  changedAt: Date;
  /** Username; null when no account of theirs is known any more. */
  changedBy: string | null;
}

export async function findSettings(transaction: Transaction, centre: string): Promise<KeptSettings | undefined> {
  const row = await transaction
    .selectFrom('identity.sign_in_settings as s')
    .leftJoin('access.published_person as p', (join) =>
      join.onRef('p.centre', '=', 's.centre').onRef('p.person', '=', 's.changed_by'),
    )
    .select(['s.settings', 's.revision', 's.changed_at as changedAt', 'p.username as changedBy'])
    .where('s.centre', '=', centre)
    .executeTakeFirst();
  return row as KeptSettings | undefined;
}

/** What alone is asked for at each sign-in. */
export const settingsAt = (centre: string) =>
  kept(sql<Pick<KeptSettings, 'settings'>>`select settings from identity.sign_in_settings where centre = ${centre}`);

/** Keeps settings in place of those of `revision` (0: none); false when another has changed them meanwhile. */
export async function putSettings(
  transaction: Transaction,
  centre: string,
  settings: SignInSettings,
  { revision, by }: { revision: number; by: string },
): Promise<boolean> {
  const text = JSON.stringify(settings);
  const { numAffectedRows } =
    revision === 0
      ? await sql`insert into identity.sign_in_settings (centre, settings, revision, changed_by)
          values (${centre}, ${text}, 1, ${by}) on conflict do nothing`.execute(transaction)
      : await sql`update identity.sign_in_settings
          set settings = ${text}, revision = revision + 1, changed_at = clock_timestamp(), changed_by = ${by}
          where centre = ${centre} and revision = ${revision}`.execute(transaction);
  return numAffectedRows === 1n;
}

export async function databaseNow(transaction: Transaction): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(transaction);
  return rows[0]?.now as Date;
}
