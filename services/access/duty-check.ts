import { type Conflict, explain, type Holding, judge } from '@zhiheng/duties';
import { Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';

type Explained = ReturnType<typeof explain>;

/** What the person's holdings would break together with a proposed one, explained; the blocking and the observed. */
export function conflictsOf(
  policy: CentrePolicy,
  holdings: Holding[],
  proposed: Holding,
  at: number,
): { blocking: Explained[]; observed: Explained[] } {
  const found = judge(policy.compiled, [...holdings, proposed], { proposed: [proposed.id], from: at });
  const explained = (effect: Conflict['effect']) =>
    found.filter((conflict) => conflict.effect === effect).map((conflict) => explain(conflict, policy.compiled));
  return { blocking: explained('block'), observed: explained('observe') };
}

/** A refusal that explains itself: rules, legal sources, what it conflicts with, what would resolve it. */
export function dutyConflict(conflicts: Explained[]): Problem {
  const rules = conflicts.map(({ rule }) => rule).join(', ');
  return new Problem('duty-conflict', `Breaks ${rules}.`, { conflicts });
}
