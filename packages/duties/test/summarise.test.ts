import { describe, expect, test } from 'vitest';
import { didDo, judge, scan, severityOf, summarise } from '../index.ts';
import { compileCounty, countyHoldings, hold } from './county.ts';

const policy = compileCounty();

describe('summarise', () => {
  const conflicts = [
    ...scan(policy, countyHoldings()),
    ...judge(policy, [hold('a', 'enrolment-handle', 'enrolment'), hold('a', 'enrolment-review', 'enrolment')]),
  ];

  test('by rule: the gravest first, then the most', () => {
    expect(summarise(policy, conflicts).rules).toEqual([
      { key: 'payout-chain', breaches: 4, people: 4, blocking: 0, observed: 4, severity: 3 },
      { key: 'item-handle-review', breaches: 1, people: 1, blocking: 1, observed: 0, severity: 3 },
      { key: 'cards-and-payees', breaches: 4, people: 4, blocking: 0, observed: 4, severity: 2 },
    ]);
  });

  test('by unit: of the grants, or of the people where that is known', () => {
    const units = summarise(policy, conflicts).units;
    expect(units.find(({ key }) => key === 'resident-pension')).toMatchObject({ breaches: 4, people: 4 });
    const homes = summarise(policy, conflicts, (person) => (person === 'a' ? 'hall' : undefined)).units;
    expect(homes.find(({ key }) => key === 'hall')).toMatchObject({ breaches: 1, blocking: 1 });
    expect(homes.some(({ key }) => key === 'enrolment')).toBe(false);
  });

  test('by person and by severity, every breach once', () => {
    const { people, severities } = summarise(policy, conflicts);
    for (const list of [people, severities])
      expect(list.reduce((sum, one) => sum + one.breaches, 0)).toBe(conflicts.length);
    expect(people.map(({ key }) => key)).toContain('a');
  });

  test('severity is that of the riskiest item or role', () => {
    const [conflict] = judge(policy, [
      hold('a', 'system-admin', 'information'),
      hold('a', 'security-admin', 'information'),
    ]);
    const breach = { rule: 'r', effect: 'block' as const, person: 'a', items: ['employer-registration'] };
    expect(severityOf(policy, breach)).toBe(1);
    expect(severityOf(policy, { ...breach, items: [] })).toBe(1);
    expect(conflict!.items).toEqual([]);
    expect(severityOf(policy, conflict!)).toBe(3);
  });

  test('what was done is summed up beside what can be done', () => {
    const step = (duty: string, at: number) => ({ person: 'a', duty, round: 1, at });
    const done = {
      case: 'c',
      item: 'employer-registration',
      unit: 'hall',
      steps: [step('handle', 1), step('review', 2)],
    };
    const deeds = didDo(policy, [done]);
    expect(deeds).toMatchObject([{ rule: 'case-one-person', person: 'a', cases: ['c'], from: 1, until: 2 }]);
    expect(summarise(policy, deeds)).toMatchObject({
      rules: [{ key: 'case-one-person', breaches: 1 }],
      units: [{ key: 'hall' }],
      severities: [{ key: '1' }],
    });
  });
});
