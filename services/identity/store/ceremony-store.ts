import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** An active account whose person holds a duty of administration. */
export interface Administrator {
  username: string;
  account: string;
  person: string;
  action: string;
  /** Whether it has a password. */
  enrolled: boolean;
}

export async function activeHolders(
  transaction: Transaction,
  centre: string,
  actions: string[],
): Promise<Administrator[]> {
  return transaction
    .selectFrom('access.published_permission as held')
    .innerJoin('access.published_account as a', (join) =>
      join.onRef('a.centre', '=', 'held.centre').onRef('a.person', '=', 'held.person').on('a.state', '=', 'active'),
    )
    .leftJoin('identity.credential as c', (join) =>
      join.onRef('c.centre', '=', 'a.centre').onRef('c.account', '=', 'a.account'),
    )
    .select(['a.username', 'a.account', 'a.person', 'held.action', sql<boolean>`c.account is not null`.as('enrolled')])
    .distinct()
    .where('held.centre', '=', centre)
    .where('held.action', 'in', actions)
    .where('held.effect', '=', 'allow')
    .orderBy('a.username')
    .$narrowType<Administrator>()
    .execute();
}

/** False when one was held before. */
export async function putCeremony(
  transaction: Transaction,
  ceremony: { centre: string; system: string; security: string; audit: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('identity.ceremony')
    .values(ceremony)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
