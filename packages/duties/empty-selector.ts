import type { PolicyProblem } from './policy-error.ts';
import { picksItem, picksRole } from './selector.ts';
import type { Policy, Selector } from './types.ts';
import type { UnitTree } from './unit-tree.ts';

/** Selectors that leave out all they would pick: a rule with one could never count it, and would look as if it did. */
export function emptySelectors(
  policy: Policy,
  units: UnitTree,
  closures: ReadonlyMap<string, ReadonlySet<string>>,
): PolicyProblem[] {
  return policy.rules.flatMap((rule, index) =>
    (rule.of ?? []).flatMap((selector, position): PolicyProblem[] =>
      isEmpty(selector, policy, units, closures)
        ? [{ code: 'empty-selector', path: `rules.${index}.of.${position}`, value: rule.code }]
        : [],
    ),
  );
}

function isEmpty(
  selector: Selector,
  { items }: Policy,
  units: UnitTree,
  closures: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const { action, exceptAction, resource, exceptResource } = selector;
  const roles = [...closures.values()];
  return (
    leavesNone([action].flat(), [exceptAction].flat()) ||
    leavesNone([resource].flat(), [exceptResource].flat()) ||
    losesAll(selector, roles, (one, closure) => picksRole(one, closure)) ||
    losesAll(selector, items, (one, item) => picksItem(one, item, units))
  );
}

/** Of what is named all is left out; where nothing is named there is always something else. */
const leavesNone = (named: readonly unknown[], out: readonly unknown[]): boolean =>
  named[0] !== undefined && named.every((one) => out.includes(one));

/** Whether it picks some, and none but for what it leaves out. */
function losesAll<T>(selector: Selector, all: readonly T[], picks: (selector: Selector, one: T) => boolean): boolean {
  const whole = Object.fromEntries(Object.entries(selector).filter(([field]) => !field.startsWith('except')));
  return all.some((one) => picks(whole, one)) && !all.some((one) => picks(selector, one));
}
