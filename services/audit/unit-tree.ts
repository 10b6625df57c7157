import type { PublishedUnit } from './store/permission-store.ts';

/** Units by their parent; that of the topmost is null. */
export type UnitTree = ReadonlyMap<string | null, readonly string[]>;

export const unitTree = (units: readonly PublishedUnit[]): UnitTree =>
  new Map(
    [...Map.groupBy(units, ({ parent }) => parent)].map(([parent, children]) => [
      parent,
      children.map(({ unit }) => unit),
    ]),
  );

/** The unit and all below it; an unknown one, as of an entry that is older than the present tree, stands alone. */
export function subtreeOf(tree: UnitTree, unit: string): Set<string> {
  const found = new Set([unit]);
  // A set may grow while it is walked.
  for (const one of found) for (const child of tree.get(one) ?? []) found.add(child);
  return found;
}

export const common = (units: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> =>
  new Set([...units].filter((unit) => others.has(unit)));

export const without = (units: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> =>
  new Set([...units].filter((unit) => !others.has(unit)));
