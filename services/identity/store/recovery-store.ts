import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

interface Place {
  centre: string;
  account: string;
}

/** Puts new codes in the place of all former ones. */
export async function replaceCodes(
  transaction: Transaction,
  { centre, account }: Place,
  digests: Buffer[],
): Promise<void> {
  await transaction
    .deleteFrom('identity.recovery_code')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .execute();
  if (digests.length === 0) return;
  await transaction
    .insertInto('identity.recovery_code')
    .values(digests.map((digest) => ({ centre, account, digest })))
    .execute();
}

/** Uses a code up; false when there is none such, or no longer. */
export async function useCode(transaction: Transaction, { centre, account }: Place, digest: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.recovery_code')
    .set({ used_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('digest', '=', digest)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function codesLeft(transaction: Transaction, { centre, account }: Place): Promise<number> {
  const row = await transaction
    .selectFrom('identity.recovery_code')
    .select(({ fn }) => fn.countAll().as('left'))
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(row?.left ?? 0);
}
