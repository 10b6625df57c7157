import type { Entry } from '@zhiheng/contracts';
import type { PublishedPermission } from './store/permission-store.ts';
import { subtreeOf, type UnitTree, without } from './unit-tree.ts';

/** Which entries somebody may see: those of these units only; or all, but for those of these units. */
export type Scope = { only: readonly string[] } | { except: readonly string[] };

export const wholeLog: Scope = { except: [] };

/** Entries without a unit, and of units that are no more, are among them. */
export const isWhole = (scope: Scope): boolean => 'except' in scope && scope.except.length === 0;

/**
 * How far permissions on entries reach: an allowed one opens the subtree at which it is held; over the whole tree it
 * opens the log, entries without a unit included. A denial closes its subtree, and over the whole tree everything. What is allowed for some
 * items only opens nothing, what is denied for some closes all the same. Undefined: nothing is open.
 */
export function scopeOf(
  permissions: readonly PublishedPermission[],
  action: string,
  tree: UnitTree,
): Scope | undefined {
  const reached = (effect: string, whateverItem: boolean) =>
    new Set(
      permissions
        .filter((one) => one.action === action && one.effect === effect && (!whateverItem || one.items === null))
        .flatMap(({ unit }) => [...subtreeOf(tree, unit)]),
    );
  const allowed = reached('allow', true);
  const denied = reached('deny', false);
  const tops = tree.get(null) ?? [];
  if (tops.length > 0 && tops.every((top) => allowed.has(top))) {
    return tops.some((top) => denied.has(top)) ? onlyOf(without(allowed, denied)) : { except: [...denied] };
  }
  return onlyOf(without(allowed, denied));
}

const onlyOf = (units: ReadonlySet<string>): Scope | undefined => (units.size ? { only: [...units] } : undefined);

export function inScope(scope: Scope, { unit }: Pick<Entry, 'unit'>): boolean {
  if ('only' in scope) return unit !== undefined && scope.only.includes(unit);
  return unit === undefined || !scope.except.includes(unit);
}
