import type { CompiledPolicy } from './compile.ts';
import { union, within } from './periods.ts';
import { type CentreHoldings, type ScanOptions, scan } from './scan.ts';
import { scanCeilings } from './scan-ceilings.ts';
import type { Conflict, Effect, Exception } from './types.ts';

export interface ImpactOptions extends ScanOptions {
  /** Which rules to report; those that block by default. */
  readonly effect?: Effect | undefined;
}

/**
 * Conflicts that a change of roles, hierarchy, items, units or rules would bring to the holdings as they stand: those of
 * after that were not there before, or not on as much, or not for as long. Static rules and ceilings. A rule that is new, or
 * turns from `observe` to `block`, brings all of its own.
 * @throws PolicyError `unknown-role` or `unknown-unit` when the change takes away what is still granted
 */
export function changeImpact(
  before: CompiledPolicy,
  after: CompiledPolicy,
  holdings: CentreHoldings,
  exceptions: readonly Exception[] = [],
  options: ImpactOptions = {},
): Conflict[] {
  const effect = options.effect ?? 'block';
  const broken = (policy: CompiledPolicy): Conflict[] =>
    [...scan(policy, holdings, exceptions, options), ...scanCeilings(policy, holdings, exceptions, options)].filter(
      (conflict) => conflict.effect === effect,
    );
  return newIn(broken(after), broken(before));
}

/** What of `after` is not in `before`, or not all of it. */
export function newIn(after: readonly Conflict[], before: readonly Conflict[]): Conflict[] {
  const old = new Map(before.map((conflict) => [keyOf(conflict), conflict]));
  return after.filter((conflict) => {
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

/** A bare grant takes part, too, although it permits nothing. */
const heldIn = (conflict: Conflict): string[] =>
  conflict.sides.flatMap((side) => [
    JSON.stringify([side.holding]),
    ...side.permissions.map((permission) => JSON.stringify([side.holding, permission.action, permission.item ?? null])),
  ]);
