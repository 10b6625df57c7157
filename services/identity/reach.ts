import type { HeldPermission, Unit } from './store/permission-store.ts';

/**
 * The units over which permissions reach: the subtree of each grant's unit, less what is denied. One for some items only
 * opens nothing here, where nothing is about an item; a denial closes all the same.
 */
export function reachOf(held: readonly HeldPermission[], units: readonly Unit[]): Set<string> {
  const children = Map.groupBy(units, ({ parent }) => parent);
  const under = (effect: string): Set<string> => {
    const found = new Set(
      held.filter((one) => one.effect === effect && (effect === 'deny' || one.items === null)).map(({ unit }) => unit),
    );
    // A set may grow while it is walked.
    for (const unit of found) for (const child of children.get(unit) ?? []) found.add(child.unit);
    return found;
  };
  const denied = under('deny');
  return new Set([...under('allow')].filter((unit) => !denied.has(unit)));
}

export const reachesAll = (reach: ReadonlySet<string>, units: readonly Unit[]): boolean =>
  units.length > 0 && units.every(({ unit }) => reach.has(unit));
