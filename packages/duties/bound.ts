import type { PolicyProblem } from './policy-error.ts';
import type { Step } from './step-types.ts';
import type { Item } from './types.ts';

/** The other duties of the item that whoever does this one has to do as well. */
export const boundWith = ({ bound = [] }: Pick<Item, 'bound'>, duty: string): readonly string[] =>
  (bound.find((group) => group.includes(duty)) ?? []).filter((other) => other !== duty);

/**
 * The step of the round by which it is settled who has to do the duty: one that is bound to it. Undefined: anybody may. Each
 * round binds anew, so that a case whose handler has left goes on once it is returned.
 */
export function bindingStep<S extends Step>(
  item: Pick<Item, 'bound'>,
  duty: string,
  round: number,
  steps: readonly S[],
): S | undefined {
  const others = boundWith(item, duty);
  return others.length === 0 ? undefined : steps.find((step) => step.round === round && others.includes(step.duty));
}

/** Groups that bind nothing, name no duty of the item, or share one. */
export function boundProblems({ code, duties, bound = [] }: Item, path: string): PolicyProblem[] {
  const seen = new Set<string>();
  return bound.flatMap((group, index) => {
    const small: PolicyProblem[] =
      group.length < 2 ? [{ code: 'invalid-item', path: `${path}.bound.${index}`, value: code }] : [];
    const wrong = group.flatMap((duty, position): PolicyProblem[] => {
      const at = `${path}.bound.${index}.${position}`;
      if (!duties.includes(duty)) return [{ code: 'unknown-duty', path: at, value: duty }];
      if (seen.has(duty)) return [{ code: 'invalid-item', path: at, value: duty }];
      seen.add(duty);
      return [];
    });
    return [...small, ...wrong];
  });
}
