/** A person who may be given tasks: which ones they could do at all (bits), and which sets of them one person may. */
export interface Worker {
  readonly person: string;
  readonly tasks: number;
  readonly permitted: (set: number) => boolean;
}

/** Who does which task, by index; a person may stand at several. */
export type Cover = Map<number, string>;

/**
 * Gives as much weight of tasks as possible to people, each a permitted set: workflow satisfiability by going from person to
 * person through the sets of tasks that those so far can cover. Exact; at worst 3^tasks steps a person, hence for at most
 * twelve tasks.
 */
export function cover(workers: readonly Worker[], weights: readonly number[], without: ReadonlySet<string>): Cover {
  const reached = new Uint8Array(1 << weights.length);
  // What nobody could do is never reached.
  const all = workers.reduce((tasks, worker) => tasks | worker.tasks, 0);
  reached[0] = 1;
  const layers: Layer[] = [];
  for (const worker of workers) {
    if (reached[all] === 1) break;
    if (!without.has(worker.person)) layers.push({ worker, given: extend(reached, worker) });
  }
  return trace(layers, heaviest(reached, weights));
}

/** For each set of tasks first covered with this worker, what they do of it; 0 for the others. */
interface Layer {
  readonly worker: Worker;
  readonly given: Uint16Array;
}

function extend(reached: Uint8Array, { tasks, permitted }: Worker): Uint16Array {
  const given = new Uint16Array(reached.length);
  for (let covered = 0; covered < reached.length; covered++) {
    if (reached[covered] !== 1) continue;
    const free = tasks & ~covered;
    for (let set = free; set > 0; set = (set - 1) & free)
      if (reached[covered | set] !== 1 && given[covered | set] === 0 && permitted(set)) given[covered | set] = set;
  }
  given.forEach((set, covered) => {
    if (set > 0) reached[covered] = 1;
  });
  return given;
}

function heaviest(reached: Uint8Array, weights: readonly number[]): number {
  let best = 0;
  let most = 0;
  reached.forEach((yes, set) => {
    const weight = yes === 1 ? weights.reduce((sum, one, task) => ((set >> task) & 1 ? sum + one : sum), 0) : 0;
    if (weight > most) [best, most] = [set, weight];
  });
  return best;
}

/** Goes back from the last worker to the first. */
function trace(layers: readonly Layer[], covered: number): Cover {
  const assignment: Cover = new Map();
  let left = covered;
  for (const { worker, given } of layers.toReversed()) {
    const set = given[left]!;
    for (let task = 0; set >> task > 0; task++) if ((set >> task) & 1) assignment.set(task, worker.person);
    left &= ~set;
  }
  return assignment;
}
