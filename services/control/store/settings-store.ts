import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

interface StoredSettings {
  version: number;
  settings: unknown;
}

/** The newest version that was approved; none while the defaults apply. */
export async function newestSettings(transaction: Transaction, centre: string): Promise<StoredSettings | undefined> {
  return transaction
    .selectFrom('control.settings')
    .select('version')
    .select(sql<unknown>`settings`.as('settings'))
    .where('centre', '=', centre)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
