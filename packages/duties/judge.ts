import type { CompiledPolicy } from './compile.ts';
import { evaluateRule, type JudgeOptions, prepareHoldings } from './evaluate.ts';
import { collectTouches, type Held } from './held.ts';
import { Prefilter } from './prefilter.ts';
import type { Conflict, Holding, Rule } from './types.ts';

/**
 * What one person's holdings break of the static rules: one conflict a rule, in the policy's order. Give all holdings of
 * the person, of every account and those held as somebody's deputy: rules bind people.
 * @throws PolicyError `unknown-role`, `unknown-unit`, `unknown-holding`, `invalid-period`, `several-people`
 */
export function judge(policy: CompiledPolicy, holdings: readonly Holding[], options: JudgeOptions = {}): Conflict[] {
  return judgeKind(policy, 'static', holdings, options);
}

export function judgeKind(
  policy: CompiledPolicy,
  kind: Rule['kind'],
  holdings: readonly Holding[],
  options: JudgeOptions,
): Conflict[] {
  const held = prepareHoldings(policy, holdings, options);
  return evaluateRules(policy, new Prefilter(policy, kind), held, options);
}

export function evaluateRules(
  policy: CompiledPolicy,
  prefilter: Prefilter,
  held: readonly Held[],
  options: JudgeOptions,
): Conflict[] {
  const { rules } = prefilter.take(held.map((one) => one.holding));
  const touches = collectTouches(policy, held, rules);
  return rules
    .map((rule) => evaluateRule(policy, rule, touches.get(rule)!, held, options))
    .filter((conflict) => conflict !== undefined);
}
