import type { CompiledPolicy } from './compile.ts';
import { reachBack } from './days.ts';
import { holesFor } from './evaluate.ts';
import { covers } from './periods.ts';
import { PolicyError } from './policy-error.ts';
import type { PriorStep, StepAttempt, StepConflict, StepOptions } from './step-types.ts';
import type { Instant, Item, Rule } from './types.ts';

/**
 * Which case and recusal rules a step would break.
 * - `within: case`: over all rounds of the case no person may do more than `atMost` of a rule's selectors; doing the same
 *   duty again in a later round adds nothing.
 * - `within: subject`: the same over all cases of the subject, counting what was done within the rule's `withinDays`.
 * - `recusal`: nobody does what the rule picks on a case about themself or a declared relation.
 * @throws PolicyError `unknown-item`, `invalid-period` for a prior step at no instant
 */
export function judgeStep(policy: CompiledPolicy, attempt: StepAttempt, options: StepOptions = {}): StepConflict[] {
  const item = itemOf(policy, attempt.case.item, 'case.item');
  const conflicts: StepConflict[] = [];
  for (const [rule, now] of policy.caseRules.picked(item, attempt.duty, attempt.case.channel)) {
    const broken = breaks(policy, rule, now, attempt, item, options);
    if (broken === undefined || isExcepted(rule, attempt.person, options)) continue;
    const { code, name, source, effect } = rule;
    const { person, duty } = attempt;
    conflicts.push({ rule: code, name, source, effect, person, duty, ...broken });
  }
  return conflicts;
}

export function itemOf(policy: CompiledPolicy, code: string, path: string): Item {
  const item = policy.items[policy.itemIndex.get(code) ?? -1];
  if (item === undefined) throw new PolicyError({ code: 'unknown-item', path, value: code });
  return item;
}

type Broken = Pick<StepConflict, 'items' | 'steps' | 'prior' | 'related' | 'selectors'>;

function breaks(
  policy: CompiledPolicy,
  rule: Rule,
  now: readonly number[],
  attempt: StepAttempt,
  item: Item,
  options: StepOptions,
): Broken | undefined {
  const { subject } = attempt;
  if (rule.kind === 'recusal') {
    if (subject?.related === undefined) return undefined;
    return { items: [item.code], steps: [], prior: [], related: subject.related, selectors: [...now] };
  }
  if (rule.within === 'subject' && subject === undefined) return undefined;
  const here = stepsHere(policy, rule, attempt, item);
  const elsewhere =
    rule.within === 'subject' ? stepsElsewhere(policy, rule, attempt, reachBack(rule.withinDays, options.at)) : [];
  const selectors = new Set([...now, ...[...here, ...elsewhere].flatMap(({ picked }) => picked)]);
  if (selectors.size <= (rule.atMost ?? 0)) return undefined;
  const adds = ({ picked }: { picked: readonly number[] }) => picked.some((selector) => !now.includes(selector));
  const prior = elsewhere.filter(adds).map(({ step }) => step);
  return {
    items: [...new Set([item.code, ...prior.map((step) => step.item)])],
    steps: here.map(({ step }) => step).filter((step) => step.duty !== attempt.duty),
    prior,
    selectors: [...selectors].sort((a, b) => a - b),
  };
}

/** What the person did on this case of what the rule speaks of. */
const stepsHere = (policy: CompiledPolicy, rule: Rule, { person, steps, case: { channel } }: StepAttempt, item: Item) =>
  steps
    .filter((step) => step.person === person)
    .map((step) => ({ step, picked: policy.caseRules.picked(item, step.duty, channel).get(rule) ?? [] }))
    .filter(({ picked }) => picked.length > 0);

/** And on other cases of its subject, from `since` on. */
const stepsElsewhere = (policy: CompiledPolicy, rule: Rule, { person, subject }: StepAttempt, since: Instant) =>
  (subject?.priorSteps ?? [])
    .map((step, index) => ({ step, path: `subject.priorSteps.${index}` }))
    .filter(({ step, path }) => step.person === person && isSince(step, since, path))
    .map(({ step, path }) => {
      const item = itemOf(policy, step.item, `${path}.item`);
      return { step, picked: policy.caseRules.picked(item, step.duty, step.channel).get(rule) ?? [] };
    })
    .filter(({ picked }) => picked.length > 0);

function isSince({ at }: PriorStep, since: Instant, path: string): boolean {
  if (Number.isNaN(at)) throw new PolicyError({ code: 'invalid-period', path: `${path}.at`, value: String(at) });
  return at >= since;
}

const isExcepted = (rule: Rule, person: string, { exceptions, at }: StepOptions): boolean =>
  at !== undefined && holesFor(person, rule.code, exceptions).some((exception) => covers(exception, at));
