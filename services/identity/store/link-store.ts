import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface StoredLink {
  account: string;
  person: string;
  purpose: string;
}

export async function putLink(
  transaction: Transaction,
  centre: string,
  { digest, lifetime, ...link }: StoredLink & { digest: Buffer; lifetime: number },
): Promise<void> {
  await transaction
    .insertInto('identity.one_time_link')
    .values({ centre, digest, ...link, expires_at: sql<Date>`clock_timestamp() + make_interval(secs => ${lifetime})` })
    .execute();
}

/** The link, while it has neither been used nor run out. */
export async function findLink(
  transaction: Transaction,
  centre: string,
  digest: Buffer,
): Promise<StoredLink | undefined> {
  return transaction
    .selectFrom('identity.one_time_link')
    .select(['account', 'person', 'purpose'])
    .where('centre', '=', centre)
    .where('digest', '=', digest)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
}

/** Uses it up; false when somebody else has, or its time is over. */
export async function takeLink(transaction: Transaction, centre: string, digest: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.one_time_link')
    .set({ used_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('digest', '=', digest)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Uses up what an account has left of one purpose: only the newest link counts. */
export async function dropLinksOf(
  transaction: Transaction,
  centre: string,
  { account, purpose }: Pick<StoredLink, 'account' | 'purpose'>,
): Promise<void> {
  await transaction
    .deleteFrom('identity.one_time_link')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
}
