import { cover, type Worker } from './covering.ts';
import { type Assignment, type Candidates, match } from './matching.ts';
import type { Permitted } from './permitted-sets.ts';
import { breakingSets, type Solve } from './resiliency.ts';

/** Who could do each task (`enough` of them), how many duties a task is, and what one person may do together. */
export interface Puzzle {
  readonly candidates: Candidates;
  readonly weights: readonly number[];
  /** Absent: every task by another person. */
  readonly together?: ((person: string) => Permitted) | undefined;
}

export interface Solved {
  /** A way to fill as many duties as possible. */
  readonly best: Assignment;
  /** Minimal sets of people, at most as many as tried, without whom fewer could be filled. */
  readonly breaks: readonly string[][];
}

/** Exact, for at most twelve tasks if people may do several. */
export function solvePuzzle(puzzle: Puzzle, absences: number): Solved {
  const solve = puzzle.together === undefined ? apart(puzzle) : byRules(puzzle, puzzle.together);
  const best = solve(new Set());
  const worth = (assignment: Assignment) =>
    [...assignment.keys()].reduce((sum, task) => sum + puzzle.weights[task]!, 0);
  return { best, breaks: breakingSets(solve, best, absences, worth) };
}

function apart({ candidates, weights }: Puzzle): Solve {
  if (weights.every((weight) => weight === 1)) return (without, start) => match(candidates, without, start);
  const heaviestFirst = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!);
  return (without) => match(candidates, without, new Map(), heaviestFirst);
}

function byRules({ candidates, weights }: Puzzle, together: (person: string) => Permitted): Solve {
  const workers = workersOf(candidates, together);
  return (without, start) => {
    // Distinct people always keep the rules; only if they are too few may somebody do several tasks.
    const distinct = match(candidates, without, start && distinctPart(start));
    return distinct.size === candidates.length ? distinct : cover(workers, weights, without);
  };
}

/** One task a person. */
const distinctPart = (assignment: Assignment): Assignment =>
  new Map(
    [...new Map([...assignment].map(([task, person]) => [person, task]))].map(([person, task]) => [task, person]),
  );

function workersOf(candidates: Candidates, together: (person: string) => Permitted): Worker[] {
  const tasksOf = new Map<string, number>();
  candidates.forEach((people, task) => {
    for (const person of people) tasksOf.set(person, (tasksOf.get(person) ?? 0) | (1 << task));
  });
  const tables = new Map<Permitted, (set: number) => boolean>();
  return [...tasksOf].map(([person, tasks]) => {
    const permitted = together(person);
    const table = tables.get(permitted) ?? tabulate(permitted, candidates.length);
    tables.set(permitted, table);
    return { person, tasks, permitted: table };
  });
}

const UNKNOWN = 2;

function tabulate(permitted: Permitted, tasks: number): (set: number) => boolean {
  const table = new Uint8Array(1 << tasks).fill(UNKNOWN);
  return (set) => {
    if (table[set] === UNKNOWN) {
      const indices = Array.from({ length: tasks }, (_, task) => task).filter((task) => (set >> task) & 1);
      table[set] = permitted(indices) ? 1 : 0;
    }
    return table[set] === 1;
  };
}
