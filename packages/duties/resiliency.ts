import { compare } from './evaluate.ts';
import type { Assignment } from './matching.ts';

/** A best assignment without some people; what it builds on may be handed in to start from. */
export type Solve = (without: ReadonlySet<string>, start?: Assignment) => Assignment;

/**
 * All minimal sets of at most `size` people without whom less can be filled than with everybody, smallest first, then by
 * name. To hurt, a set must take somebody from every best assignment; so each member is found among those of one.
 */
export function breakingSets(
  solve: Solve,
  best: Assignment,
  size: number,
  worth: (assignment: Assignment) => number,
): string[][] {
  const found = new Map<string, string[]>();
  const visited = new Set<string>();
  const explore = (away: readonly string[], assignment: Assignment): void => {
    if (away.length === size) return;
    for (const person of new Set(assignment.values())) {
      const set = [...away, person].sort(compare);
      const key = set.join('\n');
      if (visited.has(key)) continue;
      visited.add(key);
      const next = solve(new Set(set), assignment);
      if (worth(next) < worth(best)) found.set(key, set);
      else explore(set, next);
    }
  };
  explore([], best);
  const sets = [...found.values()];
  return sets
    .filter((set) => !sets.some((other) => other.length < set.length && other.every((one) => set.includes(one))))
    .sort((a, b) => a.length - b.length || compare(a.join(), b.join()));
}
