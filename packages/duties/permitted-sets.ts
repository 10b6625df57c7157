import type { CompiledPolicy } from './compile.ts';
import { holesFor } from './evaluate.ts';
import { covers } from './periods.ts';
import type { Task } from './tasks.ts';
import type { Exception, Instant, Item, Rule } from './types.ts';

/** Which of an item's tasks (by index) one person may do on one case. With every set each part of it is permitted, too. */
export type Permitted = (tasks: readonly number[]) => boolean;

/**
 * What the blocking case rules let one person do on one case of the item. People differ by the exceptions they have at the
 * instant; those for whom the same rules count share one answer.
 */
export function permittedOn(
  policy: CompiledPolicy,
  item: Item,
  tasks: readonly Task[],
  { exceptions, at }: { exceptions?: readonly Exception[] | undefined; at: Instant },
): (person: string) => Permitted {
  const picking = policy.rules
    .filter((rule) => rule.kind === 'case' && rule.effect === 'block')
    .map((rule) => ({ rule, picked: tasks.map((task) => pickedBy(policy, rule, item, task)) }))
    .filter(({ picked }) => picked.some((selectors) => selectors.length > 0));
  const exceptionsOf = Map.groupBy(exceptions ?? [], ({ person }) => person);
  const plain: Permitted = (set) => picking.every((one) => isKept(one, set));
  const shared = new Map([[picking.map(({ rule }) => rule.code).join('\n'), plain]]);
  return (person) => {
    const own = exceptionsOf.get(person);
    if (own === undefined) return plain;
    const binding = picking.filter(({ rule }) => !holesFor(person, rule.code, own).some((one) => covers(one, at)));
    const key = binding.map(({ rule }) => rule.code).join('\n');
    const permitted = shared.get(key) ?? ((set) => binding.every((one) => isKept(one, set)));
    shared.set(key, permitted);
    return permitted;
  };
}

interface Picking {
  readonly rule: Rule;
  /** For each task the selectors that its duties are. */
  readonly picked: readonly (readonly number[])[];
}

/** What a rule does not speak of adds no selector. */
const isKept = ({ rule, picked }: Picking, set: readonly number[]): boolean => {
  const selectors = new Set(set.flatMap((task) => picked[task]!));
  return selectors.size === 0 || selectors.size <= (rule.atMost ?? 0);
};

const pickedBy = (policy: CompiledPolicy, rule: Rule, item: Item, task: Task): number[] =>
  task.flatMap((duty) => [...(policy.caseRules.picked(item, duty).get(rule) ?? [])]);
