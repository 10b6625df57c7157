import { type Conflict, explain, type Holding, judge, judgeCeiling } from '@zhiheng/duties';
import { Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';

type Explained = ReturnType<typeof explain>;

/**
 * What the person's holdings would break together with a proposed one, or it by itself where it is above a ceiling;
 * explained, the blocking and the observed.
 */
export function conflictsOf(
  policy: CentrePolicy,
  holdings: Holding[],
  proposed: Holding,
  at: number,
): { blocking: Explained[]; observed: Explained[] } {
  const all = [...holdings, proposed];
  const options = { proposed: [proposed.id], from: at };
  const found = [...judge(policy.compiled, all, options), ...judgeCeiling(policy.compiled, all, options)];
  const explained = (effect: Conflict['effect']) =>
    found.filter((conflict) => conflict.effect === effect).map((conflict) => explain(conflict, policy.compiled));
  return { blocking: explained('block'), observed: explained('observe') };
}

/** A refusal that explains itself: rules, legal sources, what it conflicts with, what would resolve it. */
export function dutyConflict(conflicts: Explained[]): Problem {
  const rules = conflicts.map(({ rule }) => rule).join(', ');
  return new Problem('duty-conflict', `Breaks ${rules}.`, { conflicts });
}
