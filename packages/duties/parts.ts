import type { CompiledPolicy } from './compile.ts';
import type { Held, Touch } from './held.ts';
import type { Rule } from './types.ts';

/** Which selectors one holding holds on one key. */
export interface Part {
  readonly held: number;
  readonly selectors: number[];
}

/** For every key, who holds what on it. */
interface Parts {
  /** Keys are item indices for `within: item`, indices of `units` for `within: unit`, else a single 0. */
  readonly byKey: ReadonlyMap<number, readonly Part[]>;
  readonly units: readonly string[];
}

/** Lays out by key what the touching holdings hold; items on which nothing can be broken are left out. */
export function collectParts(
  policy: CompiledPolicy,
  rule: Rule,
  touches: readonly Touch[],
  held: readonly Held[],
): Parts {
  if (rule.within === 'item') return partsOnItems(policy, rule, touches, held);
  if (rule.within === 'unit') return partsAtUnits(policy, touches, held);
  return { byKey: layOut(policy, touches, () => CENTRE), units: [] };
}

const CENTRE = [0];

function partsOnItems(policy: CompiledPolicy, rule: Rule, touches: readonly Touch[], held: readonly Held[]): Parts {
  const hot = hotItems(policy, touches, held, rule.atMost ?? 0);
  const byKey = hot === undefined ? new Map() : layOut(policy, touches, (touch) => itemsOf(policy, touch, held, hot));
  return { byKey, units: [] };
}

/** Subtrees that overlap pairwise form a chain, so they all share the lowest unit at which one of them is rooted. */
function partsAtUnits(policy: CompiledPolicy, touches: readonly Touch[], held: readonly Held[]): Parts {
  const units = [...new Set(touches.map((touch) => held[touch.held]!.holding.unit))].sort();
  const indicesUnder = (top: string): number[] =>
    units.flatMap((unit, index) => (policy.units.contains(top, unit) ? [index] : []));
  return { byKey: layOut(policy, touches, (touch) => indicesUnder(held[touch.held]!.holding.unit)), units };
}

function layOut(
  policy: CompiledPolicy,
  touches: readonly Touch[],
  keysOf: (touch: Touch) => Iterable<number>,
): Map<number, Part[]> {
  const byKey = new Map<number, Part[]>();
  for (const touch of touches)
    for (const key of keysOf(touch)) addPart(byKey, key, touch.held, policy.posts[touch.post]!.selector);
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

/** Items on which the holding holds the post; several actions on one item count once. */
function itemsOf(policy: CompiledPolicy, touch: Touch, held: readonly Held[], hot: Uint8Array): Set<number> {
  const items = new Set<number>();
  const { atoms } = policy.posts[touch.post]!;
  for (const atom of held[touch.held]!.role.atoms) {
    const { item } = policy.atoms[atom]!;
    if (item >= 0 && hot[item] === 1 && atoms.has(atom)) items.add(item);
  }
  return items;
}

/** Marks the items on which too many selectors are held, time left aside: mostly none, and then there is no more to do. */
function hotItems(
  policy: CompiledPolicy,
  touches: readonly Touch[],
  held: readonly Held[],
  atMost: number,
): Uint8Array | undefined {
  const lastSelector = new Int32Array(policy.items.length).fill(-1);
  const count = new Uint32Array(policy.items.length);
  const hot = new Uint8Array(policy.items.length);
  let some = false;
  for (const touch of bySelector(touches)) {
    const { selector, atoms } = policy.posts[touch.post]!;
    for (const atom of held[touch.held]!.role.atoms) {
      const { item } = policy.atoms[atom]!;
      if (item < 0 || lastSelector[item] === selector || !atoms.has(atom)) continue;
      lastSelector[item] = selector;
      count[item]! += 1;
      if (count[item]! <= atMost) continue;
      hot[item] = 1;
      some = true;
    }
  }
  return some ? hot : undefined;
}

/** The posts of one rule are numbered in the order of its selectors. */
const bySelector = (touches: readonly Touch[]): Touch[] => touches.toSorted((a, b) => a.post - b.post);
