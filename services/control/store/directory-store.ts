import type { Transaction } from '@zhiheng/database';
import type { Unit } from '../unit-tree.ts';

export async function readUnits(transaction: Transaction, centre: string): Promise<Unit[]> {
  return transaction
    .selectFrom('access.published_unit')
    .select(['unit', 'parent', 'kind'])
    .where('centre', '=', centre)
    .orderBy('unit')
    .$narrowType<{ unit: string; kind: string }>()
    .execute();
}

/** The unit that all others lie below. */
export async function readRoot(transaction: Transaction, centre: string): Promise<{ id: string; unit: string }> {
  return transaction
    .selectFrom('access.published_unit')
    .select(['id', 'unit'])
    .where('centre', '=', centre)
    .where('parent', 'is', null)
    .$narrowType<{ id: string; unit: string }>()
    .executeTakeFirstOrThrow();
}

/** The units that own an item. */
export async function readItemOwners(transaction: Transaction, centre: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('access.published_item')
    .select('unit')
    .distinct()
    .where('centre', '=', centre)
    .$narrowType<{ unit: string }>()
    .execute();
  return rows.map(({ unit }) => unit);
}

/** What access publishes: one permission of a person that is active at this moment, and the unit of its grant. */
export interface HeldPermission {
  action: string;
  resource: string;
  /** The items that a duty on cases is for; null for all, and for what is no duty. */
  items: readonly string[] | null;
  effect: string;
  unit: string;
}

/** The person's permissions that are active at this moment. */
export async function readPermissions(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<HeldPermission[]> {
  return transaction
    .selectFrom('access.published_permission')
    .select(['action', 'resource', 'items', 'effect', 'unit'])
    .where('centre', '=', centre)
    .where('person', '=', person)
    .$narrowType<{ action: string; resource: string; effect: string; unit: string }>()
    .execute();
}

/** The unit that owns an item. */
export async function readItemOwner(
  transaction: Transaction,
  centre: string,
  item: string,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('access.published_item')
    .select('unit')
    .where('centre', '=', centre)
    .where('item', '=', item)
    .$narrowType<{ unit: string }>()
    .executeTakeFirst();
  return row?.unit;
}

/** Whoever signs in by that name, while they are there. */
export async function readPersonNamed(
  transaction: Transaction,
  centre: string,
  username: string,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('access.published_person')
    .select('person')
    .where('centre', '=', centre)
    .where('username', '=', username)
    .where('state', '=', 'active')
    .$narrowType<{ person: string }>()
    .executeTakeFirst();
  return row?.person;
}

/** Names of the units, by code. */
export async function readUnitNames(
  transaction: Transaction,
  centre: string,
): Promise<Map<string, { zh: string; en: string }>> {
  const rows = await transaction
    .selectFrom('access.published_unit')
    .select(['unit', 'name'])
    .where('centre', '=', centre)
    .$narrowType<{ unit: string; name: { zh: string; en: string } }>()
    .execute();
  return new Map(rows.map(({ unit, name }) => [unit, name]));
}
