import type { Transaction } from '@zhiheng/database';

/** What access publishes: a permission of a person that is active at this moment, and the unit of its grant. */
export interface HeldPermission {
  effect: string;
  unit: string;
  items: string[] | null;
}

/** The person's active permissions for an action on a kind of thing. */
export async function heldPermissions(
  transaction: Transaction,
  centre: string,
  person: string,
  [action, resource]: readonly [action: string, resource: string],
): Promise<HeldPermission[]> {
  return transaction
    .selectFrom('access.published_permission')
    .select(['effect', 'unit', 'items'])
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('action', 'in', [action, 'manage'])
    .where('resource', 'in', [resource, 'all'])
    .$narrowType<HeldPermission>()
    .execute();
}

export interface Unit {
  unit: string;
  parent: string | null;
}

/** The centre's units as they are now. */
export async function publishedUnits(transaction: Transaction, centre: string): Promise<Unit[]> {
  return transaction
    .selectFrom('access.published_unit')
    .select(['unit', 'parent'])
    .where('centre', '=', centre)
    .$narrowType<Unit>()
    .execute();
}

/** The roles that the person holds at this moment, as they were granted. */
export async function heldRoles(transaction: Transaction, centre: string, person: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('access.published_permission')
    .select('role')
    .distinct()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .execute();
  return rows.flatMap(({ role }) => role ?? []);
}

/** Which of these roles there are not. */
export async function unknownRoles(
  transaction: Transaction,
  centre: string,
  roles: readonly string[],
): Promise<string[]> {
  if (roles.length === 0) return [];
  const rows = await transaction
    .selectFrom('access.published_role')
    .select('role')
    .where('centre', '=', centre)
    .where('role', 'in', [...roles])
    .execute();
  const known = new Set(rows.map(({ role }) => role));
  return roles.filter((role) => !known.has(role));
}

/** Where a person belongs, by id or username. */
export async function findPerson(
  transaction: Transaction,
  centre: string,
  named: string,
): Promise<{ person: string; unit: string; username: string } | undefined> {
  const row = await transaction
    .selectFrom('access.published_person')
    .select(['person', 'unit', 'username'])
    .where('centre', '=', centre)
    .where((by) => by.or([by('username', '=', named), by(by.cast('person', 'text'), '=', named)]))
    .executeTakeFirst();
  return row as { person: string; unit: string; username: string } | undefined;
}
