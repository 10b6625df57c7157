import type { CompiledPolicy } from './compile.ts';
import type { Step, StepConflict } from './judge-step.ts';
import type { Effect, Text } from './types.ts';
import { dutyName, list } from './wording.ts';

/** A refused step as a refusal shows it: like an `Explanation`, but what conflicts are prior steps. */
export interface StepExplanation {
  rule: string;
  name: Text;
  source: string;
  effect: Effect;
  items: string[];
  with: Step[];
  resolution: Text;
  /** No grant stands in the way: only another person resolves it. */
  resolutions: [];
}

export function explainStep(conflict: StepConflict, policy: CompiledPolicy): StepExplanation {
  const { rule, name, source, effect, items, steps } = conflict;
  return {
    rule,
    name,
    source,
    effect,
    items: [...items],
    with: steps.map((step) => ({ ...step })),
    resolution: wayOut(conflict, policy),
    resolutions: [],
  };
}

function wayOut({ duty, steps, items }: StepConflict, policy: CompiledPolicy): Text {
  const now = dutyName(duty);
  const item = list(items.flatMap((code) => policy.items[policy.itemIndex.get(code) ?? -1]?.name ?? []));
  if (steps.length === 0)
    return {
      zh: `按本规则，任何一人都不得在“${item.zh}”的办件上办理“${now.zh}”环节。`,
      en: `By this rule nobody may ${now.en} a case of “${item.en}”.`,
    };
  const done = list([...new Set(steps.map((step) => step.duty))].map(dutyName));
  return {
    zh: `本人已在“${item.zh}”的同一办件上办理“${done.zh}”环节，“${now.zh}”须由未参与该环节的其他人员办理。`,
    en: `The same person already did ${done.en} on this case of “${item.en}”; somebody else must ${now.en} it.`,
  };
}
