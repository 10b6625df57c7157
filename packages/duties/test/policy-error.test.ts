import { describe, expect, test } from 'vitest';
import { compilePolicy, judge, type Policy, PolicyError, type Rule, scan } from '../index.ts';
import { compileCounty, hold, readCounty } from './county.ts';

/** What is found wrong with the county after one change. */
function problemsOf(change: (county: Policy) => void): [string, string][] {
  const county = readCounty();
  change(county);
  try {
    compilePolicy(county);
  } catch (error) {
    if (error instanceof PolicyError) return error.problems.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
}

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof PolicyError) return error.code;
    throw error;
  }
  return undefined;
};

describe('compilePolicy refuses', () => {
  test('nothing of the county as it is', () => {
    expect(problemsOf(() => undefined)).toEqual([]);
  });

  test('inheritance in a circle, of any length', () => {
    const selfish = problemsOf(({ roles }) => {
      roles[0]!.inherits = [roles[0]!.code];
    });
    expect(selfish).toEqual([['cyclic-inheritance', 'roles.0.inherits']]);
    const long = problemsOf(({ roles }) => {
      for (const [role, inherited] of [
        [0, 1],
        [1, 2],
        [2, 0],
      ] as const)
        roles[role]!.inherits = [roles[inherited]!.code];
    });
    expect(long.map(([, path]) => path)).toEqual([0, 1, 2].map((index) => `roles.${index}.inherits`));
  });

  test('a role that is inherited twice over is no circle', () => {
    const diamond = problemsOf(({ roles }) => {
      roles[0]!.inherits = [roles[1]!.code, roles[2]!.code];
      roles[1]!.inherits = [roles[3]!.code];
      roles[2]!.inherits = [roles[3]!.code];
    });
    expect(diamond).toEqual([]);
  });

  test('units outside the tree and in a circle', () => {
    expect(problemsOf(({ units }) => Object.assign(units[3]!, { parent: 'nowhere' }))).toEqual([
      ['unknown-unit', 'units.3.parent'],
    ]);
    const circle = problemsOf(({ units }) => {
      units[14]!.parent = units[15]!.code;
      units[15]!.parent = units[14]!.code;
    });
    expect(circle).toEqual([
      ['cyclic-units', 'units.14.parent'],
      ['cyclic-units', 'units.15.parent'],
    ]);
  });

  test('codes that lead nowhere, all of them at once', () => {
    const problems = problemsOf(({ items, roles, rules }) => {
      items[1]!.unit = 'nowhere';
      roles[0]!.inherits = ['nobody'];
      roles[2]!.permissions[0]!.items!.push('nothing');
      rules[0]!.of![1]!.exceptItems = ['nothing'];
      rules[0]!.of![1]!.itemUnits = ['nowhere'];
      rules[1]!.of![0]!.roles = ['teller', 'nobody'];
    });
    expect(problems).toEqual([
      ['unknown-unit', 'items.1.unit'],
      ['unknown-item', 'roles.2.permissions.0.items.1'],
      ['unknown-item', 'rules.0.of.1.exceptItems.0'],
      ['unknown-unit', 'rules.0.of.1.itemUnits.0'],
      ['unknown-role', 'rules.1.of.0.roles.1'],
      ['unknown-role', 'roles.0.inherits.0'],
    ]);
  });

  test('one code twice', () => {
    expect(problemsOf(({ items }) => items.push(items[0]!))).toEqual([['duplicate-code', 'items.63.code']]);
  });

  test('one unit twice, the second time below itself', () => {
    const problems = problemsOf(({ units }) => units.push({ ...units[0]!, parent: units[0]!.code }));
    expect(problems).toEqual([['duplicate-code', 'units.60.code']]);
  });

  test.each<[string, Partial<Rule>]>([
    ['of', { of: [] }],
    ['atMost', { atMost: 2 }],
    ['atMost', { atMost: 0.5 }],
    ['within', { within: 'case' }],
    ['of.0', { of: [{ name: { zh: '空', en: 'empty' } }, { action: 'handle' }] }],
  ])('a rule that says nothing: %s', (field, change) => {
    const problems = problemsOf(({ rules }) => Object.assign(rules[0]!, change));
    expect(problems).toContainEqual(['invalid-rule', `rules.0.${field}`]);
  });

  test('a ceiling without kinds or without a list', () => {
    const problems = problemsOf(({ rules }) => {
      const ceiling = rules.find((rule) => rule.kind === 'ceiling')!;
      delete ceiling.unitKinds;
      delete ceiling.allow;
    });
    expect(problems.map(([code, path]) => [code, path.split('.').at(-1)])).toEqual([
      ['invalid-rule', 'unitKinds'],
      ['invalid-rule', 'allow'],
    ]);
  });
});

describe('judging fails closed', () => {
  const policy = compileCounty();
  const grant = hold('a', 'teller', 'hall');

  test('on what it does not know', () => {
    expect(codeOf(() => judge(policy, [{ ...grant, role: 'nobody' }]))).toBe('unknown-role');
    expect(codeOf(() => scan(policy, [{ ...grant, role: 'nobody' }]))).toBe('unknown-role');
    expect(codeOf(() => judge(policy, [{ ...grant, unit: 'nowhere' }]))).toBe('unknown-unit');
    expect(codeOf(() => judge(policy, [grant], { proposed: ['another'] }))).toBe('unknown-holding');
  });

  test('on instants that are none', () => {
    expect(codeOf(() => judge(policy, [{ ...grant, from: Number.NaN }]))).toBe('invalid-period');
    expect(codeOf(() => judge(policy, [grant], { from: Number.NaN }))).toBe('invalid-period');
    const exceptions = [{ id: 'e', person: 'a', rule: 'item-handle-review', from: 0, until: Number.NaN }];
    const review = hold('a', 'enrolment-review', 'enrolment');
    expect(codeOf(() => judge(policy, [grant, review], { exceptions }))).toBe('invalid-period');
  });

  test('on two people taken for one', () => {
    expect(codeOf(() => judge(policy, [grant, { ...grant, id: 'other', person: 'b' }]))).toBe('several-people');
  });

  test('a period that ends before it begins holds nothing', () => {
    const review = { ...hold('a', 'enrolment-review', 'enrolment'), from: 10, until: 10 };
    expect(judge(policy, [grant, review])).toEqual([]);
  });
});
