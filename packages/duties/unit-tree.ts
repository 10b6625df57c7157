import type { PolicyProblem } from './policy-error.ts';
import type { Unit } from './types.ts';

/** The centre's units, numbered so that a subtree is an interval. */
export interface UnitTree {
  readonly byCode: ReadonlyMap<string, Unit>;
  /** Whether `inner` lies in the subtree of `outer`; a unit lies in its own. */
  contains(outer: string, inner: string): boolean;
  /** The unit itself and all above it, nearest first. */
  pathUp(code: string): Unit[];
}

export function buildUnitTree(units: readonly Unit[], problems: PolicyProblem[]): UnitTree {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const children = Map.groupBy(units, (unit) => unit.parent);
  const interval = numberSubtrees(children);
  units.forEach((unit, index) => {
    const path = `units.${index}.parent`;
    if (unit.parent !== null && !byCode.has(unit.parent))
      problems.push({ code: 'unknown-unit', path, value: unit.parent });
    else if (!interval.has(unit.code) && reaches(byCode, unit, unit.code))
      problems.push({ code: 'cyclic-units', path, value: unit.code });
  });
  return {
    byCode,
    contains(outer, inner) {
      const a = interval.get(outer);
      const b = interval.get(inner);
      return a !== undefined && b !== undefined && a.first <= b.first && b.first < a.after;
    },
    pathUp: (code) => [...ancestors(byCode, code)],
  };
}

interface Numbers {
  first: number;
  after: number;
}

function numberSubtrees(children: ReadonlyMap<string | null, readonly Unit[]>): Map<string, Numbers> {
  const interval = new Map<string, Numbers>();
  const stack = [...(children.get(null) ?? [])].map((unit) => ({ code: unit.code, leaving: false }));
  let next = 0;
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (step.leaving) {
      interval.get(step.code)!.after = next;
      continue;
    }
    // A code that stands twice (which is told elsewhere) may hang below itself.
    if (interval.has(step.code)) continue;
    interval.set(step.code, { first: next++, after: next });
    stack.push({ code: step.code, leaving: true });
    for (const child of children.get(step.code) ?? []) stack.push({ code: child.code, leaving: false });
  }
  return interval;
}

function reaches(byCode: ReadonlyMap<string, Unit>, from: Unit, target: string): boolean {
  const seen = new Set<string>();
  for (let at = from.parent; at !== null && !seen.has(at); at = byCode.get(at)?.parent ?? null) {
    if (at === target) return true;
    seen.add(at);
  }
  return false;
}

function* ancestors(byCode: ReadonlyMap<string, Unit>, code: string): Generator<Unit> {
  for (
    let unit = byCode.get(code);
    unit !== undefined;
    unit = unit.parent === null ? undefined : byCode.get(unit.parent)
  )
    yield unit;
}
