import type { CompiledPolicy } from './compile.ts';
import { reachBack } from './days.ts';
import { itemOf } from './judge-step.ts';
import type { StepAttempt } from './step-types.ts';
import type { Instant } from './types.ts';

/** What has to be known of the person and the case's subject before a step can be judged. */
export interface SubjectLookup {
  /** The person's steps on the subject from this instant on; `-Infinity`: all of them; absent: none. */
  since?: Instant;
  /** Whether the person's relation to the subject matters. */
  relation: boolean;
}

/**
 * Tells before a step is judged what to look up for `StepAttempt.subject`: most duties on most items need nothing.
 * @throws PolicyError `unknown-item`
 */
export function subjectLookup(
  policy: CompiledPolicy,
  attempt: Pick<StepAttempt, 'case' | 'duty'>,
  at: Instant,
): SubjectLookup {
  const item = itemOf(policy, attempt.case.item, 'case.item');
  const rules = [...policy.caseRules.picked(item, attempt.duty, attempt.case.channel).keys()];
  const since = rules
    .filter((rule) => rule.kind === 'case' && rule.within === 'subject')
    .map((rule) => reachBack(rule.withinDays, at));
  return {
    ...(since.length > 0 ? { since: Math.min(...since) } : {}),
    relation: rules.some((rule) => rule.kind === 'recusal'),
  };
}
