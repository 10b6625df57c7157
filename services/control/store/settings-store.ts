import type { ControlSettings } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface SettingsRow {
  version: number;
  settings: unknown;
  since: Date;
  /** Usernames. */
  proposedBy: string | null;
  approvedBy: string | null;
  reason: string;
  approval: string;
}

/** The newest version that was approved; none while the defaults apply. */
export async function newestSettings(
  transaction: Transaction,
  centre: string,
): Promise<Pick<SettingsRow, 'version' | 'settings'> | undefined> {
  const { rows } = await sql<SettingsRow>`select version, settings from control.settings
    where centre = ${centre} order by version desc limit 1`.execute(transaction);
  return rows[0];
}

/** Newest first, with who proposed and who approved it; one row more than `limit`. */
export async function pageSettings(
  transaction: Transaction,
  centre: string,
  { before, limit }: { before?: number; limit: number },
): Promise<SettingsRow[]> {
  const { rows } = await sql<SettingsRow>`
    select s.version, s.settings, s.since, asker.username as "proposedBy", decider.username as "approvedBy", a.reason,
      s.approval
    from control.settings s
    join control.approval a on a.centre = s.centre and a.id = s.approval
    left join access.published_person asker on asker.centre = a.centre and asker.person = a.asked_by
    left join access.published_person decider on decider.centre = a.centre and decider.person = a.decided_by
    where s.centre = ${centre} and s.version < ${before ?? 2_000_000_000}
    order by s.version desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

export async function insertSettings(
  transaction: Transaction,
  centre: string,
  { version, settings, approval }: { version: number; settings: ControlSettings; approval: string },
): Promise<void> {
  await sql`insert into control.settings (centre, version, settings, approval)
    values (${centre}, ${version}, ${JSON.stringify(settings)}::jsonb, ${approval})`.execute(transaction);
}
