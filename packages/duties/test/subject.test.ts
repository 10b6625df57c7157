import { describe, expect, test } from 'vitest';
import { compilePolicy, explainStep, judgeStep, type PriorStep, subjectLookup } from '../index.ts';
import { compileCounty, readCounty } from './county.ts';

const policy = compileCounty();
const DAY = 86_400_000;
const changedAt = Date.UTC(2027, 2, 1, 2, 30);
const changed: PriorStep = {
  case: 'c1',
  item: 'resident-payee-account-change',
  person: 'op1',
  duty: 'handle',
  round: 1,
  at: changedAt,
};
const attempt = (item: string, duty: string, priorSteps: PriorStep[], person = 'op1') => ({
  case: { item, unit: 'resident-pension' },
  duty,
  person,
  steps: [],
  subject: { priorSteps },
});
const resume = (at: number | undefined, priorSteps = [changed], person = 'op1') =>
  judgeStep(policy, attempt('resident-pension-resumption', 'handle', priorSteps, person), { at });
const rulesOf = (conflicts: readonly { rule: string }[]): string[] => conflicts.map(({ rule }) => rule);

describe('S08 payee cooling-off', () => {
  test('who changed the account stays out of that subject’s payments', () => {
    const [conflict, ...others] = resume(changedAt + 29 * DAY);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ rule: 'payee-cooling-off', effect: 'block', steps: [], prior: [changed] });
    expect(conflict!.items).toEqual(['resident-pension-resumption', 'resident-payee-account-change']);
    const explained = explainStep(conflict!, policy);
    expect(explained).toMatchObject({
      source: '双改冒领案件；待遇支付风险防控',
      with: [
        {
          person: 'op1',
          duty: 'handle',
          round: 1,
          case: 'c1',
          item: 'resident-payee-account-change',
          at: '2027-03-01T02:30:00.000Z',
        },
      ],
    });
    expect(explained.resolution.zh).toMatch(/城乡居民.*（2027-03-01）.*须由其他人员办理，或待满90日后办理。/);
    expect(explained.resolution.en).toContain('or it waits until 90 days have passed');
  });

  test('a colleague may, and for another subject there is no prior step', () => {
    expect(resume(changedAt + DAY, [changed], 'op2')).toEqual([]);
    expect(resume(changedAt + DAY, [])).toEqual([]);
  });

  test('the ninetieth day is kept whole, on day ninety-one it is over', () => {
    const midnight = Date.UTC(2027, 4, 30, 16);
    expect(resume(changedAt + 90 * DAY)).toHaveLength(1);
    expect(resume(midnight - 1)).toHaveLength(1);
    expect(resume(midnight)).toEqual([]);
    expect(resume(changedAt + 91 * DAY)).toEqual([]);
  });

  test('without a time nothing is long ago', () => {
    expect(resume(undefined, [{ ...changed, at: 0 }])).toHaveLength(1);
  });

  test('it is symmetric: who paid does not change the account afterwards', () => {
    const paid = { ...changed, item: 'resident-pension-resumption', duty: 'approve' };
    const found = judgeStep(policy, attempt('resident-payee-account-change', 'review', [paid]), { at: changedAt });
    expect(rulesOf(found)).toEqual(['payee-cooling-off']);
  });

  test('an exception lifts it for its time', () => {
    const at = changedAt + DAY;
    const exceptions = [{ id: 'e', person: 'op1', rule: 'payee-cooling-off', from: at, until: at + 1 }];
    const tried = attempt('resident-pension-resumption', 'handle', [changed]);
    expect(judgeStep(policy, tried, { at, exceptions })).toEqual([]);
    expect(judgeStep(policy, tried, { at: at + 1, exceptions })).toHaveLength(1);
  });

  test('a prior step on what nobody knows, or at no time, is refused, never overlooked', () => {
    expect(() => resume(changedAt, [{ ...changed, item: 'nothing' }])).toThrow('unknown-item');
    expect(() => resume(changedAt, [{ ...changed, at: Number.NaN }])).toThrow('invalid-period');
  });
});

describe('S09 recusal', () => {
  const review = (related?: 'self' | 'relation') =>
    judgeStep(policy, {
      ...attempt('eligibility-verification', 'review', []),
      subject: { priorSteps: [], related },
    });

  test('nobody reviews their own case or that of a declared relation', () => {
    expect(review()).toEqual([]);
    for (const related of ['self', 'relation'] as const) {
      const [conflict, ...others] = review(related);
      expect(others).toEqual([]);
      expect(conflict).toMatchObject({ rule: 'recusal', effect: 'block', related, steps: [], prior: [] });
    }
  });

  test('the words do not tell which of the two it is', () => {
    const [own, other] = (['self', 'relation'] as const).map((related) => explainStep(review(related)[0]!, policy));
    expect(own).toEqual(other);
    expect(own!.with).toEqual([]);
    expect(own!.resolution.zh).toContain('须由与其无关系的其他人员办理');
  });

  test('what the rule does not name is free; a rule that names nothing is about everything', () => {
    const related = {
      ...attempt('eligibility-verification', 'read', []),
      subject: { priorSteps: [], related: 'self' },
    };
    expect(judgeStep(policy, related as Parameters<typeof judgeStep>[1])).toEqual([]);
    const { of: _, ...rule } = readCounty().rules.find(({ code }) => code === 'recusal')!;
    const strict = compilePolicy({ ...readCounty(), rules: [rule] });
    expect(rulesOf(judgeStep(strict, related as Parameters<typeof judgeStep>[1]))).toEqual(['recusal']);
  });
});

describe('subjectLookup', () => {
  const lookup = (item: string, duty: string) =>
    subjectLookup(policy, { case: { item, unit: 'centre' }, duty }, changedAt);

  test('says how far back to look, from the beginning of a day in Shanghai', () => {
    expect(lookup('resident-payee-account-change', 'handle')).toEqual({
      since: Date.UTC(2026, 10, 30, 16),
      relation: true,
    });
    expect(lookup('resident-pension-resumption', 'handle').since).toBe(Date.UTC(2026, 1, 28, 16));
  });

  test('nothing for what no such rule speaks of', () => {
    expect(lookup('employer-registration', 'handle')).toEqual({ relation: true });
    expect(lookup('employer-registration', 'reconcile')).toEqual({ relation: false });
  });
});
