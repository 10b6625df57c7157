import { match } from './matching.ts';
import type { Puzzle, Solved } from './puzzle.ts';

/** Of one task so many are named; nobody asks who more than a second would be. */
const enough = 2;

/**
 * For each task, up to two people who could do it while as many duties are done as can be, each task by another person: whoever
 * is needed elsewhere is no second here. Where one person may do several tasks, whoever could do it.
 */
export function qualifiedFor({ candidates, weights, together }: Puzzle, { best }: Solved): string[][] {
  if (together) return candidates.map((people) => people.slice(0, enough));
  const worth = (tasks: Iterable<number>) => [...tasks].reduce((sum, task) => sum + weights[task]!, 0);
  const most = worth(best.keys());
  const heaviestFirst = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!);
  return candidates.map((people, task) => {
    const others = candidates.with(task, []);
    const found: string[] = [];
    for (const person of people) {
      if (found.length === enough) break;
      const filled = match(others, new Set([person]), new Map(), heaviestFirst);
      if (worth(filled.keys()) + weights[task]! === most) found.push(person);
    }
    return found;
  });
}
