/** People who may do each task, by the task's index. */
export type Candidates = readonly (readonly string[])[];

/** Who does which task, by index. */
export type Assignment = Map<number, string>;

/**
 * As many tasks as possible filled by distinct people: a maximum bipartite matching by augmenting paths (Kuhn), starting
 * from `start` and leaving out the people of `without`. Tasks are taken in the order of `order`: with none to start from,
 * an earlier one is never left open for a later one.
 */
export function match(
  candidates: Candidates,
  without: ReadonlySet<string>,
  start: Assignment = new Map(),
  order: Iterable<number> = candidates.keys(),
): Assignment {
  const taskOf = new Map<string, number>();
  for (const [task, person] of start) if (!without.has(person)) taskOf.set(person, task);
  const filled = new Set(taskOf.values());
  const augment = (task: number, tried: Set<string>): boolean => {
    for (const person of candidates[task]!) {
      if (without.has(person) || tried.has(person)) continue;
      tried.add(person);
      const other = taskOf.get(person);
      if (other === undefined || augment(other, tried)) {
        taskOf.set(person, task);
        return true;
      }
    }
    return false;
  };
  for (const task of order) if (!filled.has(task)) augment(task, new Set());
  return new Map([...taskOf].map(([person, task]) => [task, person]));
}

/**
 * The first `most` of those able to do a task. Beyond as many as there are tasks and people away it can always be filled last by somebody
 * who does nothing else, whoever is away.
 */
export function enough(people: readonly string[], able: (person: string) => boolean, most: number): string[] {
  const taken: string[] = [];
  for (const person of people) {
    if (taken.length === most) break;
    if (able(person)) taken.push(person);
  }
  return taken;
}
