import type { CompiledPolicy } from './compile.ts';
import { enough } from './matching.ts';
import { permittedOn } from './permitted-sets.ts';
import { PolicyError } from './policy-error.ts';
import { type Puzzle, type Solved, solvePuzzle } from './puzzle.ts';
import { qualifiedFor } from './qualified.ts';
import { StaffingGrants } from './staffing-grants.ts';
import { type BoundDuties, checkBound, type Task, tasksOf } from './tasks.ts';
import type { Exception, Holding, Instant, Item } from './types.ts';

export interface StaffingOptions {
  /** Grants that hold at this instant count. */
  readonly at: Instant;
  /** People who are not there: on leave, about to depart, or about to lose what they hold. */
  readonly away?: readonly string[] | undefined;
  /** How many further absences to try, whoever they may be; 0 by default. */
  readonly resiliency?: 0 | 1 | 2 | undefined;
  /** Only these items. */
  readonly items?: readonly string[] | undefined;
  /** Only these units. */
  readonly units?: readonly string[] | undefined;
  /**
   * `all`, the default: every duty of a case by another person, as the database keeps it. `rules`: one person may do all
   * that the blocking case rules let them.
   */
  readonly apart?: 'all' | 'rules' | undefined;
  /** Duties that one person has to do together; such a group is filled as a whole or not at all. */
  readonly bound?: readonly BoundDuties[] | undefined;
  /** What lifts a case rule for a person at `at`. */
  readonly exceptions?: readonly Exception[] | undefined;
}

/** Whether one item can be done at one unit. */
export interface StaffingRow {
  item: string;
  unit: string;
  /** Whether people can fill all duties without breaking what keeps these apart. */
  feasible: boolean;
  /** Who may do each duty, those away left out, by username or id as given; in the item's order of duties. */
  duties: { duty: string; holders: string[] }[];
  /** One way to fill as many duties as possible. */
  assignment: { duty: string; person: string }[];
  /** Duties that `assignment` leaves open; none if feasible. */
  unfilled: string[];
  /** People without whom fewer duties could be filled; always looked for. */
  critical: string[];
  /** Minimal sets of at most `max(1, resiliency)` people without whom fewer duties could be filled. */
  breaks: string[][];
  /** The most people, up to `resiliency`, who may be away, whoever they are; -1: infeasible as it is. */
  survives: -1 | 0 | 1 | 2;
}

/**
 * For every item in use, or every item asked for, at the unit that owns it and at each unit with a grant of it: can people fill
 * its duties? A grant counts at a unit if its subtree contains that unit or the item's own. Exact: workflow satisfiability with
 * duties kept apart, at most k of a rule's selectors a person, and bound duties; and its resiliency. Permissions with conditions
 * count as held.
 * @throws PolicyError `unknown-role`, `unknown-unit`, `unknown-item`, `unknown-duty`, `invalid-period`, `too-many-duties`
 */
export function staffing(
  policy: CompiledPolicy,
  holdings: readonly Holding[],
  options: StaffingOptions,
): StaffingRow[] {
  return new Staffing(policy, holdings, options).rows();
}

/** Beyond it, trying every set of duties a person could do takes too long. */
const MOST_TASKS = 12;

/** The staffing of a centre under one policy; rows are solved when they are asked for. */
export class Staffing {
  readonly #policy: CompiledPolicy;
  readonly #options: StaffingOptions;
  readonly #grants: StaffingGrants;
  readonly #absences: number;
  readonly #solved = new Map<string, Solved>();

  constructor(policy: CompiledPolicy, holdings: readonly Holding[], options: StaffingOptions) {
    checkNames(policy, options);
    this.#policy = policy;
    this.#options = options;
    this.#absences = Math.max(1, options.resiliency ?? 0);
    this.#grants = new StaffingGrants(policy, holdings, options.at, new Set(options.away));
  }

  rows(): StaffingRow[] {
    return this.items().flatMap((item) => this.rowsOf(item, this.unitsOf(item)));
  }

  items(): readonly Item[] {
    const { items } = this.#options;
    return this.#policy.items.filter(({ code, retired }) => (items === undefined ? !retired : items.includes(code)));
  }

  unitsOf(item: Item): string[] {
    const { units } = this.#options;
    return [...this.#grants.unitsOf(item)].filter((unit) => units?.includes(unit) !== false);
  }

  rowsOf(item: Item, units: readonly string[]): StaffingRow[] {
    return this.rowsWithQualified(item, units).map(({ row }) => row);
  }

  /** Rows, and up to two people who could do each duty while as many of the others are done as can be. */
  rowsWithQualified(item: Item, units: readonly string[]): QualifiedRow[] {
    const tasks = tasksOf(item, this.#options.bound);
    const byRules = this.#options.apart === 'rules';
    if (byRules && tasks.length > MOST_TASKS)
      throw new PolicyError({ code: 'too-many-duties', path: `items.${item.code}`, value: String(tasks.length) });
    const permitted = permittedOn(this.#policy, item, tasks, this.#options);
    return units.map((unit) => {
      const holders = this.#grants.holdersAt(item, unit);
      const candidates = tasks.map((task, index) => {
        const people = together(task.map((duty) => holders[item.duties.indexOf(duty)]!));
        return enough(people, (person) => permitted(person)([index]), tasks.length + this.#absences);
      });
      const weights = tasks.map((task) => task.length);
      const puzzle = { candidates, weights, ...(byRules ? { together: permitted } : {}) };
      const solved = this.#solve(item, puzzle);
      const row = { item: item.code, unit, ...this.#inWords(item, tasks, holders, solved) };
      const qualified = () => byDuty(tasks, qualifiedFor(puzzle, solved));
      return { row, qualified };
    });
  }

  /** Many rows are the same puzzle, which is solved once. */
  #solve(item: Item, puzzle: Puzzle): Solved {
    // What rules let people do together differs from item to item.
    const key = JSON.stringify([puzzle.together && item.code, puzzle.weights, puzzle.candidates]);
    const solved = this.#solved.get(key) ?? solvePuzzle(puzzle, this.#absences);
    this.#solved.set(key, solved);
    return solved;
  }

  #inWords(item: Item, tasks: readonly Task[], holders: readonly string[][], { best, breaks }: Solved) {
    const personOf = new Map(
      [...best].flatMap(([task, person]) => tasks[task]!.map((duty) => [duty, person] as const)),
    );
    const unfilled = item.duties.filter((duty) => !personOf.has(duty));
    const feasible = unfilled.length === 0;
    return {
      feasible,
      duties: item.duties.map((duty, index) => ({ duty, holders: [...holders[index]!] })),
      assignment: item.duties.flatMap((duty) => {
        const person = personOf.get(duty);
        return person === undefined ? [] : [{ duty, person }];
      }),
      unfilled,
      critical: breaks.flatMap((set) => (set.length === 1 ? set : [])),
      breaks: breaks.map((set) => [...set]),
      survives: feasible ? survived(breaks, this.#options.resiliency ?? 0) : (-1 as const),
    };
  }
}

/** A row, and who could do each of its duties; reckoned when it is asked for. */
export interface QualifiedRow {
  row: StaffingRow;
  qualified: () => ReadonlyMap<string, readonly string[]>;
}

const byDuty = (tasks: readonly Task[], people: readonly string[][]): Map<string, readonly string[]> =>
  new Map(tasks.flatMap((task, index) => task.map((duty) => [duty, people[index]!] as const)));

/** Who holds all of them. */
function together([first = [], ...others]: readonly (readonly string[])[]): readonly string[] {
  const sets = others.map((list) => new Set(list));
  return sets.length === 0 ? first : first.filter((person) => sets.every((set) => set.has(person)));
}

function survived(breaks: readonly string[][], resiliency: 0 | 1 | 2): 0 | 1 | 2 {
  if (resiliency === 0 || breaks.some((set) => set.length === 1)) return 0;
  return resiliency === 1 || breaks.some((set) => set.length === 2) ? 1 : 2;
}

function checkNames(policy: CompiledPolicy, options: StaffingOptions): void {
  for (const item of options.items ?? [])
    if (!policy.itemIndex.has(item)) throw new PolicyError({ code: 'unknown-item', path: 'items', value: item });
  for (const unit of options.units ?? [])
    if (!policy.unitOf.has(unit)) throw new PolicyError({ code: 'unknown-unit', path: 'units', value: unit });
  checkBound(policy, options.bound);
}
