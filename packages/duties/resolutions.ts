import type { Cell } from './cells.ts';

const MOST = 8;
/** Enough for any person seen; beyond it the sets found so far stand, all of them minimal. */
const EFFORT = 4096;

/**
 * Minimal sets of holdings whose removal leaves none of the cells broken, smallest first, then in order of index.
 * Every cell needs all but `atMost` of its selectors emptied, or all its proposed holdings gone if only those matter;
 * the search tries each such choice for one broken cell after another, smallest sets first, hence finds all minimal ones.
 */
export function resolve(cells: readonly Cell[], atMost: number, isProposed?: (held: number) => boolean): number[][] {
  const problem: Problem = { cells: distinct(cells), atMost, isProposed };
  const found: number[][] = [];
  const layers = new Map<number, Map<string, number[]>>([[0, new Map([['', []]])]]);
  let effort = EFFORT;
  for (let size = 0; layers.size > 0; size += 1) {
    const layer = layers.get(size);
    layers.delete(size);
    for (const removed of inOrder(layer)) {
      if (found.some((set) => set.every((held) => removed.includes(held)))) continue;
      const cell = problem.cells.find((one) => isBroken(one, removed, problem));
      if (cell === undefined) {
        found.push(removed);
        if (found.length === MOST) return found;
        continue;
      }
      for (const next of cures(cell, removed, problem)) {
        if (--effort < 0) return found.length > 0 ? found : [shrink(problem)];
        const bucket = layers.get(next.length) ?? new Map<string, number[]>();
        layers.set(next.length, bucket.set(next.join(), next));
      }
    }
  }
  return found;
}

interface Problem {
  readonly cells: readonly Holders[];
  readonly atMost: number;
  readonly isProposed: ((held: number) => boolean) | undefined;
}
type Holders = Cell['holders'];

function distinct(cells: readonly Cell[]): Holders[] {
  const bySignature = new Map(
    cells.map(({ holders }) => [[...holders].map((one) => one.join(':')).join(';'), holders]),
  );
  return [...bySignature].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, holders]) => holders);
}

const inOrder = (layer: ReadonlyMap<string, number[]> | undefined): number[][] =>
  [...(layer?.values() ?? [])].sort((a, b) => {
    const at = a.findIndex((held, index) => held !== b[index]);
    return at < 0 ? 0 : a[at]! - b[at]!;
  });

function isBroken(cell: Holders, removed: readonly number[], { atMost, isProposed }: Problem): boolean {
  const left = [...cell.values()].map((list) => list.filter((held) => !removed.includes(held)));
  const involved = isProposed === undefined || left.some((list) => list.some(isProposed));
  return involved && left.filter((list) => list.length > 0).length > atMost;
}

/** Each way to mend one cell: empty just enough of the selectors still held, or drop what is proposed. */
function* cures(cell: Holders, removed: readonly number[], { atMost, isProposed }: Problem): Generator<number[]> {
  const left = [...cell.values()].filter((list) => list.some((held) => !removed.includes(held)));
  for (const emptied of choices(left.length, left.length - atMost))
    yield add(
      removed,
      emptied.flatMap((index) => left[index]!),
    );
  if (isProposed !== undefined) yield add(removed, left.flat().filter(isProposed));
}

const add = (removed: readonly number[], more: readonly number[]): number[] =>
  [...new Set([...removed, ...more])].sort((a, b) => a - b);

/** All ways to take `take` of the numbers below `from`. */
function* choices(from: number, take: number): Generator<number[]> {
  if (take === 0) yield [];
  else
    for (let last = take - 1; last < from; last += 1) for (const rest of choices(last, take - 1)) yield [...rest, last];
}

/** One minimal set by the plain way: drop everything, then put back what does no harm. */
function shrink(problem: Problem): number[] {
  const all = add(
    [],
    problem.cells.flatMap((cell) => [...cell.values()].flat()),
  );
  return all.reduce((removed, held) => {
    const fewer = removed.filter((one) => one !== held);
    return problem.cells.some((cell) => isBroken(cell, fewer, problem)) ? removed : fewer;
  }, all);
}
