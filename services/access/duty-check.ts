import { listed, said } from '@zhiheng/contracts';
import { type Conflict, explain, type Holding, judge, judgeCeiling, type Period } from '@zhiheng/duties';
import { Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import type { HeldException } from './store/exception-store.ts';

type Explained = ReturnType<typeof explain>;

/**
 * What the person's holdings would break together with what is proposed, or it by itself where it is above a ceiling, less
 * what `exceptions` permit; explained, the blocking and the observed.
 */
export function conflictsOf(
  policy: CentrePolicy,
  holdings: readonly Holding[],
  proposed: Holding | readonly Holding[],
  at: number,
  exceptions: readonly HeldException[] = [],
): { blocking: Explained[]; observed: Explained[] } {
  const wanted = [proposed].flat() as Holding[];
  const all = [...holdings, ...wanted];
  const options = { proposed: wanted.map(({ id }) => id), from: at, exceptions: onAllItems(exceptions) };
  const broken = [...judge(policy.compiled, all, options), ...judgeCeiling(policy.compiled, all, options)];
  const found = lessExcepted(broken, exceptions);
  const explained = (effect: Conflict['effect']) =>
    found.filter((conflict) => conflict.effect === effect).map((conflict) => explain(conflict, policy.compiled));
  return { blocking: explained('block'), observed: explained('observe') };
}

/** Exceptions that the rules' own package takes: it knows none on some items only. */
export const onAllItems = (exceptions: readonly HeldException[]): HeldException[] =>
  exceptions.filter(({ items }) => items === undefined);

/**
 * Leaves out conflicts that exceptions on some items permit altogether: on every item they are broken on, for all of the
 * time. What is permitted in part only still counts in whole.
 */
export function lessExcepted(conflicts: readonly Conflict[], exceptions: readonly HeldException[]): Conflict[] {
  const onItems = exceptions.filter(({ items }) => items !== undefined);
  if (onItems.length === 0) return [...conflicts];
  return conflicts.filter((conflict) => {
    const own = onItems.filter(({ rule, person }) => rule === conflict.rule && person === conflict.person);
    return conflict.items.length === 0 || !conflict.items.every((item) => coversAll(conflict.periods, own, item));
  });
}

function coversAll(periods: readonly Period[], exceptions: readonly HeldException[], item: string): boolean {
  const on = exceptions.filter(({ items }) => items?.includes(item));
  return periods.every((period) => {
    let { from } = period;
    for (const one of [...on].sort((a, b) => a.from - b.from)) if (one.from <= from) from = Math.max(from, one.until);
    return from >= period.until;
  });
}

/** A refusal that explains itself: rules, legal sources, what it conflicts with, what would resolve it. */
export function dutyConflict(conflicts: (Explained & { person?: string })[], further = 0): Problem {
  const rules = listed([...new Set(conflicts.map(({ rule }) => rule))]);
  return new Problem('duty-conflict', said('breaks', { rules }), {
    conflicts,
    ...(further ? { furtherConflicts: further } : {}),
  });
}
