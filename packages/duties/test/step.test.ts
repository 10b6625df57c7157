import { describe, expect, test } from 'vitest';
import { compilePolicy, explainStep, judgeStep, PolicyError, type Rule, type Step } from '../index.ts';
import { compileCounty, readCounty } from './county.ts';

const policy = compileCounty();
const attempt = (person: string, duty: string, steps: Step[], item = 'enterprise-pension-award') => ({
  case: { item, unit: 'enterprise-pension' },
  duty,
  person,
  steps,
});
const step = (person: string, duty: string, round = 1): Step => ({ person, duty, round });

describe('judgeStep', () => {
  test('who handled may neither review nor approve, and is told which step stands in the way', () => {
    const [conflict, ...others] = judgeStep(policy, attempt('a', 'review', [step('a', 'handle')]));
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      rule: 'case-one-person',
      effect: 'block',
      steps: [step('a', 'handle')],
      selectors: [0, 1],
    });
    const explained = explainStep(conflict!, policy);
    expect(explained).toMatchObject({
      with: [step('a', 'handle')],
      items: ['enterprise-pension-award'],
      resolutions: [],
    });
    expect(explained.resolution.zh).toContain('“经办”');
    expect(judgeStep(policy, attempt('a', 'approve', [step('a', 'handle')]))).toHaveLength(1);
  });

  test('another person may', () => {
    expect(judgeStep(policy, attempt('b', 'review', [step('a', 'handle')]))).toEqual([]);
    expect(judgeStep(policy, attempt('a', 'handle', []))).toEqual([]);
  });

  test('all rounds count, but the same duty again is no second duty', () => {
    const steps = [step('a', 'handle', 1), step('b', 'review', 1)];
    expect(judgeStep(policy, attempt('a', 'handle', steps))).toEqual([]);
    expect(judgeStep(policy, attempt('b', 'handle', steps))).toHaveLength(1);
    expect(judgeStep(policy, attempt('a', 'approve', [...steps, step('c', 'handle', 2)]))).toHaveLength(1);
  });

  test('nobody inspects a case of their own', () => {
    const conflicts = judgeStep(policy, attempt('a', 'inspect', [step('a', 'pay')], 'business-inspection'));
    expect(conflicts.map((conflict) => conflict.rule)).toEqual(['case-inspector-own']);
  });

  test('an exception holds for its rule, its person and its time', () => {
    const exception = { id: 'e', person: 'a', rule: 'case-one-person', from: 10, until: 20 };
    const judged = (at: number | undefined, changed = {}) =>
      judgeStep(policy, attempt('a', 'review', [step('a', 'handle')]), {
        exceptions: [{ ...exception, ...changed }],
        at,
      });
    expect(judged(10)).toEqual([]);
    for (const conflicts of [
      judged(9),
      judged(20),
      judged(undefined),
      judged(10, { person: 'b' }),
      judged(10, { rule: 'recusal' }),
    ])
      expect(conflicts).toHaveLength(1);
  });

  test('a rule about some items leaves others alone, and counts to its own limit', () => {
    const of = ['handle', 'review', 'approve'].map((action) => ({ action, movesFund: true }));
    const rule = {
      code: 'two',
      kind: 'case' as const,
      atMost: 2,
      within: 'case' as const,
      of,
      effect: 'observe' as const,
    };
    const rules = [{ ...rule, name: { zh: '二', en: 'two' }, source: 's' }];
    const compiled = compilePolicy({ ...readCounty(), rules });
    const steps = [step('a', 'handle'), step('a', 'review')];
    expect(judgeStep(compiled, attempt('a', 'review', steps.slice(0, 1)))).toEqual([]);
    expect(judgeStep(compiled, attempt('a', 'approve', steps))).toMatchObject([{ effect: 'observe', steps }]);
    expect(judgeStep(compiled, attempt('a', 'approve', steps, 'key-identity-change'))).toEqual([]);
  });

  const withRules = (...rules: Partial<Rule>[]) => {
    const plain = {
      code: 'own',
      kind: 'case' as const,
      name: { zh: '规', en: 'rule' },
      effect: 'block' as const,
      source: 's',
    };
    return compilePolicy({ ...readCounty(), rules: rules.map((rule) => ({ ...plain, ...rule })) });
  };

  test('a duty that the rule does not speak of is free, whatever was done before', () => {
    const compiled = withRules({ atMost: 0, within: 'case', of: [{ action: 'handle' }] });
    expect(judgeStep(compiled, attempt('a', 'review', [step('a', 'handle')]))).toEqual([]);
  });

  test('a rule that forbids a duty altogether says so', () => {
    const compiled = withRules({ atMost: 0, within: 'case', of: [{ action: 'handle' }] });
    const [conflict] = judgeStep(compiled, attempt('a', 'handle', []));
    expect(conflict).toMatchObject({ rule: 'own', steps: [] });
    expect(explainStep(conflict!, compiled).resolution.en).toContain('nobody may handle');
  });

  test('the channel of the case decides where it is known', () => {
    const compiled = withRules({ atMost: 1, of: [{ action: 'handle', channels: ['online'] }, { action: 'review' }] });
    const judged = (channel: string) => {
      const tried = attempt('a', 'review', [step('a', 'handle')]);
      return judgeStep(compiled, { ...tried, case: { ...tried.case, channel } });
    };
    expect(judged('online')).toHaveLength(1);
    expect(judged('hall')).toEqual([]);
    expect(judgeStep(compiled, attempt('a', 'review', [step('a', 'handle')]))).toHaveLength(1);
  });

  test('a case about nobody in particular is bound by no rule about subjects', () => {
    const of = [{ action: 'handle' }, { action: 'review' }];
    const compiled = withRules(
      { atMost: 1, within: 'subject', withinDays: 90, of },
      { code: 'other', kind: 'recusal', of },
    );
    expect(judgeStep(compiled, attempt('a', 'review', [step('a', 'handle')]))).toEqual([]);
  });

  test('an unknown item is refused, never let through', () => {
    expect(() => judgeStep(policy, attempt('a', 'handle', [], 'nothing'))).toThrow(PolicyError);
  });
});
