import { subtreesOf, type Unit } from './unit-tree.ts';

/** What access publishes: one permission of a person that is active at this moment, and the unit of its grant. */
export interface HeldPermission {
  action: string;
  resource: string;
  effect: string;
  unit: string;
}

/** How far a person's permissions reach over self-checks: units by code. */
export interface Reach {
  /** Units whose self-checks the person may see. */
  readonly sees: ReadonlySet<string>;
  /** Units whose self-checks the person may complete. */
  readonly completes: ReadonlySet<string>;
}

/** Those who plan inspections, read the log or read reports look at the whole centre. */
const overseers = [
  ['plan', 'inspection'],
  ['read', 'entry'],
  ['read', 'report'],
] as const;

/** A permission reaches the subtree of its grant's unit; what a role denies there, no other role gives. */
export function reachOf(permissions: readonly HeldPermission[], units: readonly Unit[]): Reach {
  const contains = subtreesOf(units);
  const held = (action: string, resource: string) =>
    permissions.filter((permission) => permission.action === action && permission.resource === resource);
  const completing = held('complete', 'self-check');
  const completes = units
    .map(({ unit }) => unit)
    .filter((unit) => allows(completing.filter((permission) => contains(permission.unit, unit))));
  const oversees = overseers.some(([action, resource]) => allows(held(action, resource)));
  return {
    sees: new Set(oversees ? units.map(({ unit }) => unit) : completes),
    completes: new Set(completes),
  };
}

function allows(permissions: readonly HeldPermission[]): boolean {
  return permissions.some(({ effect }) => effect === 'allow') && permissions.every(({ effect }) => effect !== 'deny');
}
