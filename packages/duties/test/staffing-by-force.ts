import type { Holding, Item, Policy, StaffingRow } from '../index.ts';
import { couldDo, isUnder } from './brute-force.ts';

/** Staffing once more, by trying every assignment with every set of people away. */

interface Options {
  at: number;
  away: string[];
  resiliency: 0 | 1 | 2;
}

type Row = Omit<StaffingRow, 'assignment' | 'unfilled'>;

export function staffByForce(policy: Policy, holdings: Holding[], options: Options): Row[] {
  const now = holdings.filter((one) => one.from <= options.at && options.at < one.until);
  return policy.items.flatMap((item) => {
    const holders = now.filter((one) => item.duties.some((duty) => couldDo(policy, one, duty, item)));
    const others = [...new Set(holders.map((one) => one.unit))].filter((unit) => unit !== item.unit).sort();
    return [item.unit, ...others].map((unit) => staffRow(policy, item, unit, holders, options));
  });
}

function staffRow(policy: Policy, item: Item, unit: string, holders: Holding[], options: Options): Row {
  const here = holders.filter((one) => isUnder(policy, unit, one.unit) || isUnder(policy, item.unit, one.unit));
  const duties = item.duties.map((duty) => ({
    duty,
    holders: [...new Set(here.filter((one) => couldDo(policy, one, duty, item)).map((one) => one.person))]
      .filter((person) => !options.away.includes(person))
      .sort(),
  }));
  const lists = duties.map((one) => one.holders);
  const best = most(lists, []);
  const breaks = setsOf([...new Set(lists.flat())].sort(), Math.max(1, options.resiliency))
    .filter((gone) => most(lists, gone) < best)
    .filter(
      (set, _, all) => !all.some((other) => other.length < set.length && other.every((one) => set.includes(one))),
    );
  const feasible = best === duties.length;
  return {
    item: item.code,
    unit,
    feasible,
    duties,
    critical: breaks.filter((set) => set.length === 1).flat(),
    breaks,
    survives: feasible ? survived(lists, options.resiliency) : -1,
  };
}

/** The most duties that distinct people can fill, by trying each holder or nobody for each. */
function most(lists: string[][], taken: string[]): number {
  const [first, ...rest] = lists;
  if (first === undefined) return 0;
  const filled = first.filter((person) => !taken.includes(person)).map((person) => 1 + most(rest, [...taken, person]));
  return Math.max(most(rest, taken), ...filled);
}

/** For each duty, everybody who does it in some way of filling as many duties as can be. */
export function qualifiedByForce(lists: string[][]): string[][] {
  const best = most(lists, []);
  return lists.map((people, index) => {
    const others = lists.filter((_, other) => other !== index);
    return people.filter((person) => 1 + most(others, [person]) === best);
  });
}

/** Sets of one person, then of two. */
function setsOf(people: string[], size: number): string[][] {
  const ones = people.map((person) => [person]);
  const twos = people.flatMap((a, index) => people.slice(index + 1).map((b) => [a, b]));
  return size === 1 ? ones : [...ones, ...twos];
}

function survived(lists: string[][], resiliency: 0 | 1 | 2): 0 | 1 | 2 {
  const people = [...new Set(lists.flat())];
  const stands = (size: number) =>
    setsOf(people, size).every((gone) => gone.length !== size || most(lists, gone) === lists.length);
  if (resiliency === 0 || !stands(1)) return 0;
  return resiliency === 1 || !stands(2) ? 1 : 2;
}
