import type { Transaction } from '@zhiheng/database';

/** What access publishes: one permission of a person that is active at this moment. */
export interface PublishedPermission {
  action: string;
  effect: string;
  /** Null: held for whatever item. */
  items: string[] | null;
}

/** The person's active permissions on the log's entries. */
export async function permissionsOnEntries(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<PublishedPermission[]> {
  return transaction
    .selectFrom('access.published_permission')
    .select(['action', 'effect', 'items'])
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('resource', '=', 'entry')
    .$narrowType<PublishedPermission>()
    .execute();
}
