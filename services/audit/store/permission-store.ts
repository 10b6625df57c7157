import type { Transaction } from '@zhiheng/database';

/** What access publishes: one permission of a person that is active at this moment. */
export interface PublishedPermission {
  action: string;
  effect: string;
  /** Null: held for whatever item. */
  items: string[] | null;
  /** The unit at which it is held: it reaches that unit and all below it. */
  unit: string;
}

export interface PublishedUnit {
  unit: string;
  parent: string | null;
}

/** The person's active permissions on the log's entries. */
export async function permissionsOnEntries(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<PublishedPermission[]> {
  return transaction
    .selectFrom('access.published_permission')
    .select(['action', 'effect', 'items', 'unit'])
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('resource', '=', 'entry')
    .$narrowType<PublishedPermission>()
    .execute();
}

/** The tree of the centre's units as it is now. */
export async function publishedUnits(transaction: Transaction, centre: string): Promise<PublishedUnit[]> {
  return transaction
    .selectFrom('access.published_unit')
    .select(['unit', 'parent'])
    .where('centre', '=', centre)
    .$narrowType<PublishedUnit>()
    .execute();
}
