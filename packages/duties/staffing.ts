import type { CompiledPolicy } from './compile.ts';
import { compare } from './evaluate.ts';
import { type Assignment, breakingSets, type Candidates, match, thin } from './matching.ts';
import { checkPeriod, covers } from './periods.ts';
import { PolicyError } from './policy-error.ts';
import type { Holding, Instant, Item } from './types.ts';

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
}

/** Whether one item can be done at one unit. */
export interface StaffingRow {
  item: string;
  unit: string;
  /** Whether distinct people can fill all duties. */
  feasible: boolean;
  /** Who may do each duty, those away left out, by username or id as given; in the item's order of duties. */
  duties: { duty: string; holders: string[] }[];
  /** One way to fill as many duties as possible with distinct people. */
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
 * For every item, at the unit that owns it and at each unit with a grant of it: can distinct people fill its duties?
 * A grant counts at a unit if its subtree contains that unit or the item's own. Exact (workflow satisfiability and
 * resiliency, for duties that are all kept apart). Permissions with conditions count as held.
 * @throws PolicyError `unknown-role`, `unknown-unit`, `unknown-item`, `invalid-period`
 */
export function staffing(
  policy: CompiledPolicy,
  holdings: readonly Holding[],
  options: StaffingOptions,
): StaffingRow[] {
  checkNames(policy, options);
  const grants = collectGrants(policy, holdings, options.at);
  const away = new Set(options.away);
  const solve = solver(options.resiliency ?? 0);
  const rows: StaffingRow[] = [];
  for (const item of policy.items) {
    if (options.items?.includes(item.code) === false) continue;
    const own = grants.get(item.code) ?? [];
    for (const unit of new Set([item.unit, ...own.map((grant) => grant.unit).sort(compare)])) {
      if (options.units?.includes(unit) === false) continue;
      rows.push({ item: item.code, unit, ...solve(holdersAt(policy, item, unit, own, away)) });
    }
  }
  return rows;
}

/** One person's duty on one item, at a unit. */
interface ItemGrant {
  readonly duty: string;
  readonly person: string;
  readonly unit: string;
}

function checkNames(policy: CompiledPolicy, options: StaffingOptions): void {
  for (const item of options.items ?? [])
    if (!policy.itemIndex.has(item)) throw new PolicyError({ code: 'unknown-item', path: 'items', value: item });
  for (const unit of options.units ?? [])
    if (!policy.unitOf.has(unit)) throw new PolicyError({ code: 'unknown-unit', path: 'units', value: unit });
}

const ON_CASES = new Set(['case', 'all']);

function collectGrants(policy: CompiledPolicy, holdings: readonly Holding[], at: Instant): Map<string, ItemGrant[]> {
  const byItem = new Map<string, ItemGrant[]>();
  for (const holding of holdings) {
    checkPeriod(holding, `holdings.${holding.id}`);
    const role = policy.roles.get(holding.role);
    if (role === undefined)
      throw new PolicyError({ code: 'unknown-role', path: `holdings.${holding.id}.role`, value: holding.role });
    if (!policy.unitOf.has(holding.unit))
      throw new PolicyError({ code: 'unknown-unit', path: `holdings.${holding.id}.unit`, value: holding.unit });
    if (!covers(holding, at)) continue;
    for (const id of role.atoms) {
      const atom = policy.atoms[id]!;
      const item = policy.items[atom.item];
      if (!ON_CASES.has(atom.resource) || !item?.duties.includes(atom.action)) continue;
      const list = byItem.get(item.code) ?? [];
      byItem.set(item.code, list);
      list.push({ duty: atom.action, person: holding.person, unit: holding.unit });
    }
  }
  return byItem;
}

function holdersAt(
  policy: CompiledPolicy,
  item: Item,
  unit: string,
  grants: readonly ItemGrant[],
  away: ReadonlySet<string>,
): Candidates {
  const holders = new Map(item.duties.map((duty) => [duty, new Set<string>()]));
  for (const grant of grants)
    if (!away.has(grant.person) && (contains(policy, grant, unit) || contains(policy, grant, item.unit)))
      holders.get(grant.duty)!.add(grant.person);
  return new Map([...holders].map(([duty, people]) => [duty, [...people].sort(compare)]));
}

const contains = (policy: CompiledPolicy, grant: ItemGrant, unit: string): boolean =>
  policy.units.contains(grant.unit, unit);

type Solution = Omit<StaffingRow, 'item' | 'unit'>;

/** Many rows have the same holders; each such puzzle is solved once. */
function solver(resiliency: 0 | 1 | 2): (candidates: Candidates) => Solution {
  const known = new Map<string, Solution>();
  return (candidates) => {
    const key = JSON.stringify([...candidates]);
    const solution = known.get(key) ?? solveOne(candidates, resiliency);
    known.set(key, solution);
    return structuredClone(solution);
  };
}

function solveOne(candidates: Candidates, resiliency: 0 | 1 | 2): Solution {
  const absences = Math.max(1, resiliency);
  const enough = thin(candidates, absences);
  const best = match(enough, new Set());
  const breaks = breakingSets(enough, best, absences).sort(
    (a, b) => a.length - b.length || compare(a.join(), b.join()),
  );
  const feasible = best.size === candidates.size;
  return {
    feasible,
    duties: [...candidates].map(([duty, holders]) => ({ duty, holders: [...holders] })),
    assignment: inOrder(candidates, best),
    unfilled: [...candidates.keys()].filter((duty) => !best.has(duty)),
    critical: breaks.flatMap((set) => (set.length === 1 ? set : [])),
    breaks,
    survives: feasible ? survived(breaks, resiliency) : -1,
  };
}

const inOrder = (candidates: Candidates, best: Assignment): { duty: string; person: string }[] =>
  [...candidates.keys()].flatMap((duty) => {
    const person = best.get(duty);
    return person === undefined ? [] : [{ duty, person }];
  });

function survived(breaks: readonly string[][], resiliency: 0 | 1 | 2): 0 | 1 | 2 {
  if (resiliency === 0 || breaks.some((set) => set.length === 1)) return 0;
  return resiliency === 1 || breaks.some((set) => set.length === 2) ? 1 : 2;
}
