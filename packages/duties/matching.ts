/** People who may do a duty, by duty. */
export type Candidates = ReadonlyMap<string, readonly string[]>;

/** Who does which duty: distinct people. */
export type Assignment = Map<string, string>;

/**
 * As many duties as possible filled by distinct people: a maximum bipartite matching by augmenting paths (Kuhn),
 * starting from `start` and leaving out the people of `without`.
 */
export function match(candidates: Candidates, without: ReadonlySet<string>, start: Assignment = new Map()): Assignment {
  const dutyOf = new Map(
    [...start].filter(([, person]) => !without.has(person)).map(([duty, person]) => [person, duty]),
  );
  const filled = new Set(dutyOf.values());
  const augment = (duty: string, tried: Set<string>): boolean => {
    for (const person of candidates.get(duty) ?? []) {
      if (without.has(person) || tried.has(person)) continue;
      tried.add(person);
      const other = dutyOf.get(person);
      if (other === undefined || augment(other, tried)) {
        dutyOf.set(person, duty);
        return true;
      }
    }
    return false;
  };
  for (const duty of candidates.keys()) if (!filled.has(duty)) augment(duty, new Set());
  return new Map([...dutyOf].map(([person, duty]) => [duty, person]));
}

/**
 * All minimal sets of at most `size` people without whom fewer duties can be filled than with everybody.
 * To hurt, a set must take somebody from every best assignment; so each member is found among those of one.
 */
export function breakingSets(candidates: Candidates, best: Assignment, size: number): string[][] {
  const found = new Map<string, string[]>();
  const visited = new Set<string>();
  const explore = (away: readonly string[], assignment: Assignment): void => {
    if (away.length === size) return;
    for (const person of assignment.values()) {
      const set = [...away, person].sort();
      if (visited.has(set.join('\n'))) continue;
      visited.add(set.join('\n'));
      const next = match(candidates, new Set(set), assignment);
      if (next.size < best.size) found.set(set.join('\n'), set);
      else explore(set, next);
    }
  };
  explore([], best);
  const sets = [...found.values()];
  return sets.filter(
    (set) => !sets.some((other) => other.length < set.length && other.every((one) => set.includes(one))),
  );
}

/** Beyond `duties + size` candidates a duty can always be filled last, whoever `size` of them is away: the rest is left out. */
export function thin(candidates: Candidates, size: number): Candidates {
  return new Map([...candidates].map(([duty, people]) => [duty, people.slice(0, candidates.size + size)]));
}
