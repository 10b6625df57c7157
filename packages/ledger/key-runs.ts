/** Checkpoints one after the other that the same key has signed. */
interface Run {
  key: string;
  sizes: number[];
  count: number;
}

/** Of a run no more than these are told by their size, so that memory stays bounded. */
const mostNamed = 1_000;

/**
 * Which keys have signed the checkpoints of a log, by size: a key signs from when it comes into force until the next one does, and never
 * again. When that was nobody else can tell who trusts no clock of the database; the order of the checkpoints does.
 */
export class KeyRuns {
  readonly #runs: Run[] = [];

  /** In ascending order of the sizes. */
  see(key: string, size: number): void {
    const last = this.#runs.at(-1);
    const run = last?.key === key ? last : { key, sizes: [], count: 0 };
    if (run !== last) this.#runs.push(run);
    run.count++;
    if (run.sizes.length < mostNamed) run.sizes.push(size);
  }

  /** Sizes of the checkpoints that were signed out of their key's time; of those that do not go together the fewest are blamed. */
  outOfForce(): number[] {
    const runs = this.#runs.slice(-mostNamed);
    const blamed: number[] = [];
    for (;;) {
      const mixed = runs.filter((run, place) => isMixed(runs, run, place));
      const [least] = mixed.toSorted(
        (one, other) => one.count - other.count || Number(joins(runs, other)) - Number(joins(runs, one)),
      );
      if (!least) return blamed.toSorted((one, other) => one - other);
      blamed.push(...least.sizes);
      remove(runs, least);
    }
  }
}

/** Whether its key signs elsewhere, too, or it stands between two runs of another. */
function isMixed(runs: readonly Run[], { key }: Run, place: number): boolean {
  if (runs.some((other, at) => at !== place && other.key === key)) return true;
  const after = new Set(runs.slice(place + 1).map((run) => run.key));
  return runs.slice(0, place).some((before) => after.has(before.key));
}

/** Whether its neighbours are of one key: without it they go together. */
function joins(runs: readonly Run[], run: Run): boolean {
  const place = runs.indexOf(run);
  const before = runs[place - 1];
  return before !== undefined && before.key === runs[place + 1]?.key;
}

/** Its neighbours become one where the same key has signed them. */
function remove(runs: Run[], run: Run): void {
  const place = runs.indexOf(run);
  const [before, after] = [runs[place - 1], runs[place + 1]];
  if (!before || !after || before.key !== after.key) {
    runs.splice(place, 1);
    return;
  }
  before.count += after.count;
  before.sizes.push(...after.sizes.slice(0, mostNamed - before.sizes.length));
  runs.splice(place, 2);
}
