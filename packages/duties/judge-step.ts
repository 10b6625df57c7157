import type { CompiledPolicy } from './compile.ts';
import { holesFor } from './evaluate.ts';
import { covers } from './periods.ts';
import { PolicyError } from './policy-error.ts';
import { includes, picksItem } from './selector.ts';
import type { Effect, Exception, Instant, Item, Rule, Selector, Text } from './types.ts';

/** Who did which duty in which round of a case: 1, and one more each time it was returned. */
export interface Step {
  person: string;
  duty: string;
  round: number;
}

/** A step about to be recorded, and those already recorded on the case. */
export interface StepAttempt {
  case: { item: string; unit: string; channel?: string };
  duty: string;
  person: string;
  steps: readonly Step[];
}

export interface StepOptions {
  readonly exceptions?: readonly Exception[] | undefined;
  /** When the step is recorded; exceptions count only if this is given and they cover it. */
  readonly at?: Instant | undefined;
}

/** A case rule that the step would break. */
export interface StepConflict {
  rule: string;
  name: Text;
  source: string;
  effect: Effect;
  person: string;
  duty: string;
  items: string[];
  /** The person's own earlier steps that it does not go with. */
  steps: Step[];
  /** Indices into the rule's `of` that the person would have done on this case. */
  selectors: number[];
}

/**
 * Which case rules (`within: case`) a step would break: over all rounds of the case no person may do more than `atMost`
 * of a rule's selectors. Doing the same duty again in a later round adds nothing. Rules within a subject and recusal
 * need more than one case's steps and are not judged here.
 * @throws PolicyError `unknown-item`
 */
export function judgeStep(policy: CompiledPolicy, attempt: StepAttempt, options: StepOptions = {}): StepConflict[] {
  const item = policy.items[policy.itemIndex.get(attempt.case.item) ?? -1];
  if (item === undefined) throw new PolicyError({ code: 'unknown-item', path: 'case.item', value: attempt.case.item });
  return policy.rules
    .filter((rule) => rule.kind === 'case' && rule.within !== 'subject')
    .map((rule) => judgeRule(policy, rule, attempt, item, options))
    .filter((conflict) => conflict !== undefined);
}

function judgeRule(
  policy: CompiledPolicy,
  rule: Rule,
  attempt: StepAttempt,
  item: Item,
  options: StepOptions,
): StepConflict | undefined {
  const { person, duty } = attempt;
  const picked = (action: string): number[] =>
    (rule.of ?? []).flatMap((selector, index) =>
      picksStep(policy, selector, action, item, attempt.case.channel) ? [index] : [],
    );
  const now = picked(duty);
  const steps = attempt.steps.filter((step) => step.person === person && picked(step.duty).length > 0);
  const selectors = new Set([...now, ...steps.flatMap((step) => picked(step.duty))]);
  if (now.length === 0 || selectors.size <= (rule.atMost ?? 0) || isExcepted(rule, person, options)) return undefined;
  return {
    rule: rule.code,
    name: rule.name,
    source: rule.source,
    effect: rule.effect,
    person,
    duty,
    items: [item.code],
    steps: steps.filter((step) => step.duty !== duty),
    selectors: [...selectors].sort((a, b) => a - b),
  };
}

/** By which role somebody acts is not known of a step, so a selector's roles let every one through: rather too strict. */
function picksStep(
  policy: CompiledPolicy,
  selector: Selector,
  action: string,
  item: Item,
  channel: string | undefined,
): boolean {
  return (
    includes(selector.action, action) &&
    includes(selector.resource, 'case') &&
    picksItem(selector, item, policy.units, channel === undefined ? item.channels : [channel])
  );
}

const isExcepted = (rule: Rule, person: string, { exceptions, at }: StepOptions): boolean =>
  at !== undefined && holesFor(person, rule.code, exceptions).some((exception) => covers(exception, at));
