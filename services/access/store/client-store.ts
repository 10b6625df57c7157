import type { Transaction } from '@zhiheng/database';

/** Machine clients that the person answers for, as identity publishes them. */
export async function clientsOwnedBy(transaction: Transaction, centre: string, owner: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('identity.published_client')
    .select('client')
    .where('centre', '=', centre)
    .where('owner', '=', owner)
    .where('ended_at', 'is', null)
    .orderBy('client')
    .execute();
  return rows.map(({ client }) => client as string);
}

/** Those whose owner took them over from somebody who is not there any more, since `from`. */
export async function takenOver(
  transaction: Transaction,
  centre: string,
  from: Date,
): Promise<{ id: string; owner: string; since: Date }[]> {
  const rows = await transaction
    .selectFrom('identity.published_client')
    .select(['id', 'owner', 'owner_since'])
    .where('centre', '=', centre)
    .where('owner', 'is not', null)
    .where('taken_from', 'is not', null)
    .where('ended_at', 'is', null)
    .where('owner_since', '>', from)
    .execute();
  return rows.map(({ id, owner, owner_since }) => ({ id, owner, since: owner_since }) as never);
}
