import type { CompiledPolicy } from './compile.ts';
import { union, within } from './periods.ts';
import { type CentreHoldings, type ScanOptions, scan } from './scan.ts';
import type { Conflict, Exception } from './types.ts';

/**
 * Blocking conflicts that a change of roles, hierarchy, items, units or rules would bring to the holdings as they stand:
 * those of after that were not there before, or not on as much, or not for as long. A rule that turns from `observe` to
 * `block` brings all of its own.
 * @throws PolicyError `unknown-role` or `unknown-unit` when the change takes away what is still granted
 */
export function changeImpact(
  before: CompiledPolicy,
  after: CompiledPolicy,
  holdings: CentreHoldings,
  exceptions: readonly Exception[] = [],
  options: ScanOptions = {},
): Conflict[] {
  const blocking = (policy: CompiledPolicy): Conflict[] =>
    scan(policy, holdings, exceptions, options).filter((conflict) => conflict.effect === 'block');
  const old = new Map(blocking(before).map((conflict) => [keyOf(conflict), conflict]));
  return blocking(after).filter((conflict) => {
    const known = old.get(keyOf(conflict));
    return known === undefined || !isContained(conflict, known);
  });
}

const keyOf = (conflict: Conflict): string => JSON.stringify([conflict.person, conflict.rule]);

function isContained(conflict: Conflict, known: Conflict): boolean {
  return isSubset(heldIn(conflict), heldIn(known)) && within(conflict.periods, union(known.periods));
}

const isSubset = (inner: readonly string[], outer: readonly string[]): boolean => {
  const all = new Set(outer);
  return inner.every((one) => all.has(one));
};

const heldIn = (conflict: Conflict): string[] =>
  conflict.sides.flatMap((side) =>
    side.permissions.map((permission) => JSON.stringify([side.holding, permission.action, permission.item ?? null])),
  );
