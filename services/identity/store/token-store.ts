import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export async function isRevoked(transaction: Transaction, centre: string, jti: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('identity.revoked_token')
    .select('jti')
    .where('centre', '=', centre)
    .where('jti', '=', jti)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps the token refused until its own end (seconds since the epoch). False when it was revoked already. */
export async function revokeToken(
  transaction: Transaction,
  centre: string,
  { jti, exp }: { jti: string; exp: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('identity.revoked_token')
    .values({ centre, jti, expires_at: sql<Date>`to_timestamp(${exp})` })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
