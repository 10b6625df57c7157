import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Counts an attempt before it is looked at; how many there are within the window, this one included. */
export async function countAttempt(
  transaction: Transaction,
  { centre, account }: { centre: string; account: string },
  windowSeconds: number,
): Promise<number> {
  const { rows } = await sql<{ attempts: number }>`
    insert into identity.factor_attempt as a (centre, account, attempts, since)
    values (${centre}, ${account}, 1, clock_timestamp())
    on conflict (centre, account) do update set
      attempts = case when a.since < clock_timestamp() - make_interval(secs => ${windowSeconds}) then 1 else a.attempts + 1 end,
      since = case when a.since < clock_timestamp() - make_interval(secs => ${windowSeconds}) then clock_timestamp() else a.since end
    returning attempts`.execute(transaction);
  return rows[0]?.attempts ?? Number.POSITIVE_INFINITY;
}

export async function forgetFactorAttempts(
  transaction: Transaction,
  { centre, account }: { centre: string; account: string },
): Promise<void> {
  await transaction
    .deleteFrom('identity.factor_attempt')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .execute();
}
