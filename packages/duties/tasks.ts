import type { CompiledPolicy } from './compile.ts';
import { PolicyError } from './policy-error.ts';
import type { Item } from './types.ts';

/** Duties of one item that the same person has to do. */
export interface BoundDuties {
  readonly item: string;
  readonly duties: readonly string[];
}

/** What is given to one person as a whole: a duty, or several that are bound to one another, in the item's order. */
export type Task = readonly string[];

/**
 * The item's duties in their order, those bound together, by the item itself or as said, in the place of their first.
 * @throws PolicyError `unknown-duty`
 */
export function tasksOf(item: Item, bound: readonly BoundDuties[] = []): Task[] {
  const taskOf = new Map(item.duties.map((duty) => [duty, new Set([duty])]));
  const join = (duties: readonly string[], path: string) => {
    const joined = new Set(duties.flatMap((duty) => [...dutiesWith(taskOf, duty, path)]));
    for (const duty of joined) taskOf.set(duty, joined);
  };
  for (const [index, duties] of (item.bound ?? []).entries()) join(duties, `items.${item.code}.bound.${index}`);
  for (const [index, binding] of bound.entries())
    if (binding.item === item.code) join(binding.duties, `bound.${index}.duties`);
  return [...new Set(taskOf.values())].map((task) => item.duties.filter((duty) => task.has(duty)));
}

function dutiesWith(taskOf: ReadonlyMap<string, ReadonlySet<string>>, duty: string, path: string): ReadonlySet<string> {
  const task = taskOf.get(duty);
  if (task === undefined) throw new PolicyError({ code: 'unknown-duty', path, value: duty });
  return task;
}

/** @throws PolicyError `unknown-item` */
export function checkBound(policy: CompiledPolicy, bound: readonly BoundDuties[] = []): void {
  for (const [index, { item }] of bound.entries())
    if (!policy.itemIndex.has(item))
      throw new PolicyError({ code: 'unknown-item', path: `bound.${index}.item`, value: item });
}
