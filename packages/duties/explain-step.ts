import type { CompiledPolicy } from './compile.ts';
import type { Step, StepConflict } from './step-types.ts';
import type { Effect, Text } from './types.ts';
import { day, dutyName, list, rfc3339, sentences } from './wording.ts';

/** A step that stands in the way; `case`, `item` and `at` (RFC 3339 UTC) only if it was done on another case of the subject. */
export interface ConflictingStep extends Step {
  case?: string;
  item?: string;
  at?: string | null;
}

/** A refused step as a refusal shows it: like an `Explanation`, but what conflicts are prior steps. */
export interface StepExplanation {
  rule: string;
  name: Text;
  source: string;
  effect: Effect;
  items: string[];
  /** None for a recusal rule: which relation it is stays untold. */
  with: ConflictingStep[];
  resolution: Text;
  /** No grant stands in the way: only another person resolves it. */
  resolutions: [];
}

export function explainStep(conflict: StepConflict, policy: CompiledPolicy): StepExplanation {
  const { rule, name, source, effect, items, steps, prior } = conflict;
  return {
    rule,
    name,
    source,
    effect,
    items: [...items],
    with: [
      ...steps.map(({ person, duty, round }) => ({ person, duty, round })),
      ...prior.map(({ person, duty, round, case: id, item, at }) => ({
        ...{ person, duty, round, item, case: id },
        at: rfc3339(at),
      })),
    ],
    resolution: wayOut(conflict, policy),
    resolutions: [],
  };
}

function wayOut(conflict: StepConflict, policy: CompiledPolicy): Text {
  const { duty, steps, prior, items, related } = conflict;
  const now = dutyName(duty);
  const item = itemName(policy, items[0] ?? '');
  if (related !== undefined)
    return {
      zh: `“${item.zh}”办件的业务对象是本人或本人申报的关系人，“${now.zh}”须由与其无关系的其他人员办理。`,
      en: `The subject of this case of “${item.en}” is the person or a declared relation; somebody unrelated must ${now.en} it.`,
    };
  if (steps.length + prior.length === 0)
    return {
      zh: `按本规则，任何一人都不得在“${item.zh}”的办件上办理“${now.zh}”环节。`,
      en: `By this rule nobody may ${now.en} a case of “${item.en}”.`,
    };
  return prior.length === 0 ? otherThanHere(steps, now, item) : otherThanElsewhere(conflict, now, item, policy);
}

function otherThanHere(steps: readonly Step[], now: Text, item: Text): Text {
  const done = list([...new Set(steps.map((step) => step.duty))].map(dutyName));
  return {
    zh: `本人已在“${item.zh}”的同一办件上办理“${done.zh}”环节，“${now.zh}”须由未参与该环节的其他人员办理。`,
    en: `The same person already did ${done.en} on this case of “${item.en}”; somebody else must ${now.en} it.`,
  };
}

function otherThanElsewhere({ rule, prior, steps }: StepConflict, now: Text, item: Text, policy: CompiledPolicy): Text {
  const days = policy.ruleOf.get(rule)?.withinDays;
  const done = list(prior.map((step) => deedOf(step, policy)));
  const here = list([...new Set(steps.map((step) => step.duty))].map(dutyName));
  return sentences([
    { zh: `本人曾为同一业务对象办理：${done.zh}。`, en: `The same person did for the same subject: ${done.en}.` },
    steps.length === 0
      ? undefined
      : { zh: `并已在本办件上办理“${here.zh}”环节。`, en: `And on this case already: ${here.en}.` },
    {
      zh: `“${item.zh}”的“${now.zh}”须由其他人员办理${days === undefined ? '' : `，或待满${days}日后办理`}。`,
      en: `Somebody else must ${now.en} “${item.en}”${days === undefined ? '' : `, or it waits until ${days} days have passed`}.`,
    },
  ]);
}

function deedOf({ duty, item, at }: StepConflict['prior'][number], policy: CompiledPolicy): Text {
  const [act, about, when] = [dutyName(duty), itemName(policy, item), day(at)];
  return { zh: `“${about.zh}”${act.zh}（${when}）`, en: `${act.en} of “${about.en}” (${when})` };
}

const itemName = (policy: CompiledPolicy, code: string): Text =>
  policy.items[policy.itemIndex.get(code) ?? -1]?.name ?? { zh: code, en: code };
