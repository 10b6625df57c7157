import type { CompiledPolicy } from './compile.ts';
import type { Held, Touch } from './held.ts';
import { collectParts, type Part } from './parts.ts';
import { ALWAYS, covers, isEmpty } from './periods.ts';
import type { Instant, Period, Rule } from './types.ts';

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

/** Every cell in which more than `atMost` of the rule's selectors are held at one instant on one key. */
export function findBroken(
  policy: CompiledPolicy,
  rule: Rule,
  touches: readonly Touch[],
  held: readonly Held[],
  search: Search,
): Broken {
  const { byKey, units } = collectParts(policy, rule, touches, held);
  const atMost = rule.atMost ?? 0;
  const cells: Cell[] = [];
  for (const { keys, group } of groupKeys(byKey, atMost)) {
    if (search.onlyProposed && !group.some((part) => held[part.held]!.proposed)) continue;
    cells.push(...sweep(keys, group, held, atMost, search));
  }
  return { cells, units };
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
