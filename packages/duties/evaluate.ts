import { type Broken, type Cell, findBroken, type Search } from './cells.ts';
import type { CompiledPolicy } from './compile.ts';
import { type Held, pickedAtoms, type Touch } from './held.ts';
import { checkPeriod, isEmpty, union } from './periods.ts';
import { PolicyError } from './policy-error.ts';
import { resolve } from './resolutions.ts';
import type { Conflict, Exception, HeldPermission, Holding, Instant, Side } from './types.ts';

export interface JudgeOptions {
  /** Only those of this person and rule count, for the instants they cover. */
  readonly exceptions?: readonly Exception[] | undefined;
  /** Judge from this instant on; what lies before is past. Absent: all of time. */
  readonly from?: Instant | undefined;
  /** Ids of the holdings being asked for: report only conflicts that involve one of them. */
  readonly proposed?: readonly string[] | undefined;
}

/**
 * Looks up roles and puts holdings in order of id, so that no answer depends on the order they came in.
 * @throws PolicyError `unknown-role`, `unknown-unit`, `unknown-holding`, `invalid-period`, `several-people`
 */
export function prepareHoldings(policy: CompiledPolicy, holdings: readonly Holding[], options: JudgeOptions): Held[] {
  const proposed = new Set(options.proposed);
  checkProposed(holdings, proposed);
  const from = options.from ?? -Infinity;
  checkPeriod({ from, until: Infinity }, 'from');
  const held = holdings.map((holding): Held => {
    checkHolding(policy, holding, holdings[0]!.person);
    const role = policy.roles.get(holding.role);
    if (role === undefined)
      throw new PolicyError({ code: 'unknown-role', path: `holdings.${holding.id}.role`, value: holding.role });
    return { holding, role, proposed: proposed.has(holding.id), from: holding.from, until: holding.until };
  });
  return held.filter((one) => !isEmpty(one) && one.until > from).sort((a, b) => compare(a.holding.id, b.holding.id));
}

/** A proposal that is not among the holdings would be found harmless. */
function checkProposed(holdings: readonly Holding[], proposed: ReadonlySet<string>): void {
  if (proposed.size === 0) return;
  const known = new Set(holdings.map(({ id }) => id));
  for (const id of proposed)
    if (!known.has(id)) throw new PolicyError({ code: 'unknown-holding', path: 'proposed', value: id });
}

function checkHolding(policy: CompiledPolicy, holding: Holding, person: string): void {
  checkPeriod(holding, `holdings.${holding.id}`);
  if (holding.person !== person)
    throw new PolicyError({ code: 'several-people', path: `holdings.${holding.id}.person`, value: holding.person });
  if (!policy.unitOf.has(holding.unit))
    throw new PolicyError({ code: 'unknown-unit', path: `holdings.${holding.id}.unit`, value: holding.unit });
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The one conflict with this rule, if there is any. */
export function evaluateRule(
  policy: CompiledPolicy,
  ruleIndex: number,
  touches: readonly Touch[],
  held: readonly Held[],
  options: JudgeOptions,
): Conflict | undefined {
  const person = held[0]?.holding.person;
  if (person === undefined) return undefined;
  const rule = policy.rules[ruleIndex]!;
  const search: Search = {
    onlyProposed: options.proposed !== undefined,
    holes: holesFor(person, rule.code, options.exceptions),
    from: options.from ?? -Infinity,
  };
  const broken = findBroken(policy, rule, touches, held, search);
  if (broken.cells.length === 0) return undefined;

  const periods = union(broken.cells);
  const sides = sidesOf(policy, ruleIndex, held, broken);
  const isProposed = search.onlyProposed ? (index: number) => held[index]!.proposed : undefined;
  return {
    rule: rule.code,
    name: rule.name,
    source: rule.source,
    effect: rule.effect,
    person,
    items: itemsOf(policy, sides),
    ...(rule.within === 'unit' ? { units: unitsOf(broken) } : {}),
    from: periods[0]!.from,
    until: periods.at(-1)!.until,
    periods,
    sides,
    resolutions: resolve(broken.cells, rule.atMost ?? 0, isProposed).map((set) =>
      set.map((index) => held[index]!.holding.id),
    ),
  };
}

export function holesFor(person: string, rule: string, exceptions: readonly Exception[] = []): Exception[] {
  return exceptions.filter((one) => {
    checkPeriod(one, `exceptions.${one.id}`);
    return one.person === person && one.rule === rule && !isEmpty(one);
  });
}

function sidesOf(policy: CompiledPolicy, ruleIndex: number, held: readonly Held[], broken: Broken): Side[] {
  const byHolding = new Map<number, Map<number, Set<number>>>();
  for (const cell of broken.cells) collectSides(cell, byHolding);
  return [...byHolding]
    .sort(([a], [b]) => a - b)
    .map(([index, bySelector]) => sideOf(policy, ruleIndex, held[index]!, bySelector));
}

/** holding → selector → keys */
function collectSides(cell: Cell, into: Map<number, Map<number, Set<number>>>): void {
  for (const [selector, holders] of cell.holders)
    for (const holder of holders) {
      const bySelector = into.get(holder) ?? new Map<number, Set<number>>();
      into.set(holder, bySelector);
      const keys = bySelector.get(selector) ?? new Set<number>();
      bySelector.set(selector, keys);
      for (const key of cell.keys) keys.add(key);
    }
}

function sideOf(
  policy: CompiledPolicy,
  ruleIndex: number,
  { holding, role, proposed }: Held,
  bySelector: ReadonlyMap<number, ReadonlySet<number>>,
): Side {
  const onItems = policy.rules[ruleIndex]!.within === 'item';
  const atoms = new Set<number>();
  for (const id of role.posts) {
    const post = policy.posts[id]!;
    const keys = post.rule === ruleIndex ? bySelector.get(post.selector) : undefined;
    if (keys === undefined) continue;
    for (const atom of pickedAtoms(policy, id, role))
      if (!onItems || keys.has(policy.atoms[atom]!.item)) atoms.add(atom);
  }
  return {
    holding: holding.id,
    role: holding.role,
    unit: holding.unit,
    permissions: permissionsOf(policy, atoms),
    selectors: [...bySelector.keys()].sort((a, b) => a - b),
    proposed,
    from: holding.from,
    until: holding.until,
  };
}

/** Atoms in words, by item in the policy's order, what has no item first. */
export function permissionsOf(policy: CompiledPolicy, atoms: Iterable<number>): HeldPermission[] {
  const seen = new Map<string, { action: string; item: number }>();
  for (const atom of atoms) {
    const { action, item } = policy.atoms[atom]!;
    seen.set(`${item} ${action}`, { action, item });
  }
  return [...seen.values()]
    .sort((a, b) => a.item - b.item || compare(a.action, b.action))
    .map(({ action, item }) => (item < 0 ? { action } : { action, item: policy.items[item]!.code }));
}

export function itemsOf(policy: CompiledPolicy, sides: readonly Side[]): string[] {
  const items = new Set(sides.flatMap((side) => side.permissions.flatMap(({ item }) => item ?? [])));
  return [...items].sort((a, b) => policy.itemIndex.get(a)! - policy.itemIndex.get(b)!);
}

const unitsOf = (broken: Broken): string[] =>
  [...new Set(broken.cells.flatMap((cell) => cell.keys))].sort((a, b) => a - b).map((key) => broken.units[key]!);
