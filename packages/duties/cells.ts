import type { CompiledPolicy, CompiledRole } from './compile.ts';
import { ALWAYS, covers, isEmpty } from './periods.ts';
import type { Holding, Instant, Period, Rule } from './types.ts';

/** A holding with its role looked up. */
export interface Held extends Period {
  readonly holding: Holding;
  readonly role: CompiledRole;
  readonly proposed: boolean;
}

/** Where and when a rule is broken, and by whom: the same holders for all its keys and all its period. */
export interface Cell extends Period {
  /** Item indices for `within: item`, indices of `Broken.units` for `within: unit`, else a single 0. */
  readonly keys: readonly number[];
  /** For each selector held, the indices of the holdings that hold it. */
  readonly holders: ReadonlyMap<number, readonly number[]>;
}

export interface Broken {
  readonly cells: Cell[];
  /** What unit keys stand for. */
  readonly units: readonly string[];
}

/** What is looked for: only what involves a proposed holding, and only outside the holes that exceptions make. */
export interface Search {
  readonly onlyProposed: boolean;
  readonly holes: readonly Period[];
  readonly from: Instant;
}

/** Which selectors one holding holds on one key. */
interface Part {
  readonly held: number;
  readonly selectors: number[];
}

/** A holding that holds one of a rule's selectors, somewhere. */
export interface Touch {
  readonly held: number;
  readonly post: number;
}

/** The touches of each rule in question, by holding. */
export function collectTouches(
  policy: CompiledPolicy,
  held: readonly Held[],
  rules: readonly number[],
): Map<number, Touch[]> {
  const byRule = new Map(rules.map((rule): [number, Touch[]] => [rule, []]));
  held.forEach(({ role }, index) => {
    for (const post of role.posts) byRule.get(policy.posts[post]!.rule)?.push({ held: index, post });
  });
  return byRule;
}

/** Every cell in which more than `atMost` of the rule's selectors are held at one instant on one key. */
export function findBroken(
  policy: CompiledPolicy,
  rule: Rule,
  touches: readonly Touch[],
  held: readonly Held[],
  search: Search,
): Broken {
  const units =
    rule.within === 'unit' ? [...new Set(touches.map((touch) => held[touch.held]!.holding.unit))].sort() : [];
  const parts = collectParts(policy, rule, touches, held, units);
  const atMost = rule.atMost ?? 0;
  const cells: Cell[] = [];
  for (const { keys, group } of groupKeys(parts, atMost)) {
    if (search.onlyProposed && !group.some((part) => held[part.held]!.proposed)) continue;
    cells.push(...sweep(keys, group, held, atMost, search));
  }
  return { cells, units };
}

/** For every key, who holds what on it. */
function collectParts(
  policy: CompiledPolicy,
  rule: Rule,
  touches: readonly Touch[],
  held: readonly Held[],
  units: readonly string[],
): Map<number, Part[]> {
  const byKey = new Map<number, Part[]>();
  for (const touch of touches) {
    const { role, holding } = held[touch.held]!;
    const { selector } = policy.posts[touch.post]!;
    for (const key of keysOf(policy, rule, touch.post, role, holding, units)) addPart(byKey, key, touch.held, selector);
  }
  return byKey;
}

function addPart(byKey: Map<number, Part[]>, key: number, held: number, selector: number): void {
  let parts = byKey.get(key);
  if (parts === undefined) {
    parts = [];
    byKey.set(key, parts);
  }
  const last = parts.at(-1);
  if (last?.held === held) last.selectors.push(selector);
  else parts.push({ held, selectors: [selector] });
}

const CENTRE = [0];

function keysOf(
  policy: CompiledPolicy,
  rule: Rule,
  postId: number,
  role: CompiledRole,
  holding: Holding,
  units: readonly string[],
): Iterable<number> {
  if (rule.within === 'item') return itemsOf(policy, postId, role);
  if (rule.within !== 'unit') return CENTRE;
  // Subtrees that overlap pairwise form a chain, so they all share the lowest unit at which one of them is rooted.
  return units.flatMap((unit, index) => (policy.units.contains(holding.unit, unit) ? [index] : []));
}

/** Items on which the role holds the post; several actions on one item count once. */
function itemsOf(policy: CompiledPolicy, postId: number, role: CompiledRole): Set<number> {
  const items = new Set<number>();
  for (const atom of pickedAtoms(policy, postId, role)) {
    const item = policy.atoms[atom]!.item;
    if (item >= 0) items.add(item);
  }
  return items;
}

/** The role's atoms that the post picks; all of them when it picks the grant itself. */
export function pickedAtoms(policy: CompiledPolicy, postId: number, role: CompiledRole): readonly number[] {
  const post = policy.posts[postId]!;
  return post.bare ? role.atoms : role.atoms.filter((atom) => post.atoms.has(atom));
}

/** Keys on which too much is held at some time or other, together where the same holdings hold the same selectors. */
function groupKeys(
  byKey: ReadonlyMap<number, readonly Part[]>,
  atMost: number,
): { keys: number[]; group: readonly Part[] }[] {
  const groups = new Map<string, { keys: number[]; group: readonly Part[] }>();
  for (const [key, group] of byKey) {
    if (countSelectors(group) <= atMost) continue;
    const signature = group.map((part) => `${part.held}:${part.selectors.join()}`).join(';');
    const known = groups.get(signature);
    if (known === undefined) groups.set(signature, { keys: [key], group });
    else known.keys.push(key);
  }
  return [...groups.values()];
}

function countSelectors(group: readonly Part[]): number {
  const [only, ...others] = group;
  if (others.length === 0) return only?.selectors.length ?? 0;
  return new Set(group.flatMap((part) => part.selectors)).size;
}

/** Walks through time from change to change. */
function sweep(
  keys: readonly number[],
  group: readonly Part[],
  held: readonly Held[],
  atMost: number,
  search: Search,
): Cell[] {
  const periods = group.map((part) => held[part.held]!);
  const cells: Cell[] = [];
  for (const { from, until } of pieces([...periods, ...search.holes], search.from)) {
    if (search.holes.some((hole) => covers(hole, from))) continue;
    const active = group.filter((part) => covers(held[part.held]!, from));
    if (search.onlyProposed && !active.some((part) => held[part.held]!.proposed)) continue;
    const holders = holdersOf(active);
    if (holders.size > atMost) cells.push({ from, until, keys, holders });
  }
  return cells;
}

function holdersOf(active: readonly Part[]): Map<number, number[]> {
  const holders = new Map<number, number[]>();
  for (const part of active)
    for (const selector of part.selectors) {
      const list = holders.get(selector);
      if (list === undefined) holders.set(selector, [part.held]);
      else list.push(part.held);
    }
  return holders;
}

/** Time from `start` on, cut wherever one of the periods begins or ends. */
function pieces(periods: readonly Period[], start: Instant): Period[] {
  const cuts = new Set([start, ALWAYS.until]);
  for (const { from, until } of periods) cuts.add(Math.max(start, from)).add(Math.max(start, until));
  const sorted = [...cuts].sort((a, b) => a - b || 0);
  return sorted
    .slice(0, -1)
    .map((from, index) => ({ from, until: sorted[index + 1]! }))
    .filter((piece) => !isEmpty(piece));
}
