import { actSaid, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { type HeldPermission, readPermissions, readUnits } from './store/directory-store.ts';
import { subtreesOf, type Unit } from './unit-tree.ts';

/** What a person may do in internal control, and on which units. */
export interface Authority {
  readonly units: readonly Unit[];
  /** The units on which they may, each in the subtree of a grant. */
  within(action: string, resource: string): ReadonlySet<string>;
  /** Whether they may on this unit. */
  may(action: string, resource: string, unit: string): boolean;
  /** Whether they hold this duty on cases of this item, which that unit owns. */
  holds(duty: string, item: string, owner: string): boolean;
}

/** A permission reaches the subtree of its grant's unit; what a role denies there, no other role gives. */
export function authorityFrom(permissions: readonly HeldPermission[], units: readonly Unit[]): Authority {
  const contains = subtreesOf(units);
  const given = (of: (permission: HeldPermission) => boolean, unit: string) =>
    allows(permissions.filter((permission) => of(permission) && contains(permission.unit, unit)));
  const may = (action: string, resource: string, unit: string) =>
    given((permission) => permission.action === action && permission.resource === resource, unit);
  return {
    units,
    may,
    within: (action, resource) => new Set(units.map(({ unit }) => unit).filter((unit) => may(action, resource, unit))),
    holds: (duty, item, owner) =>
      given(
        ({ action, resource, items }) =>
          action === duty && resource === 'case' && (items === null || items.includes(item)),
        owner,
      ),
  };
}

function allows(permissions: readonly HeldPermission[]): boolean {
  return permissions.some(({ effect }) => effect === 'allow') && permissions.every(({ effect }) => effect !== 'deny');
}

/** The caller's authority as the transaction sees it. */
export async function authorityOf(transaction: Transaction, { centre, person }: PersonCaller): Promise<Authority> {
  const units = await readUnits(transaction, centre);
  return authorityFrom(await readPermissions(transaction, centre, person), units);
}

/** Those who plan inspections, read the log or read reports look at the whole centre. */
export const oversees = (authority: Authority): boolean =>
  [
    ['plan', 'inspection'],
    ['read', 'entry'],
    ['read', 'report'],
  ].some(([action, resource]) => authority.within(action as string, resource as string).size > 0);

/** Throws Problem `not-permitted` for one who may not do this anywhere, or not on the unit where one is named. */
export function requireAuthority(authority: Authority, action: string, resource: string, unit?: string): void {
  const within = authority.within(action, resource);
  if (within.size === 0)
    throw new Problem('not-permitted', said('permission', { action: actSaid(action), resource: thingSaid(resource) }));
  if (unit !== undefined && !within.has(unit)) throw new Problem('not-permitted', said('no-reach', { unit }));
}
