import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Whether the account and its person are active, who stay so until the transaction ends: a departure waits for it. */
export async function holdAccount(transaction: Transaction, centre: string, account: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select access.hold_account(${centre}, ${account}) as held`.execute(
    transaction,
  );
  return rows[0]?.held === true;
}
