import { describe, expect, test } from 'vitest';
import { type CompiledPolicy, compilePolicy, judge, judgeStep } from '../index.ts';
import { compileCounty, hold, readCounty } from './county.ts';

/** Which posts the law keeps apart, and which rule of the reference county does so. */
const policy = compileCounty();

/** The blocking rules that two roles break together, whichever of the two is held and whichever is asked for. */
function rulesOf(one: string, other: string, of: CompiledPolicy = policy): string[] {
  const both = [one, other].map((role) => hold('newcomer', role, 'centre'));
  const told = both.map(({ id }) =>
    judge(of, both, { proposed: [id] }).flatMap(({ rule, effect }) => (effect === 'block' ? [rule] : [])),
  );
  expect(told[0]).toEqual(told[1]);
  return told[0] as string[];
}
const duties = (unit: string, ...names: string[]) => names.map((duty) => `${unit}-${duty}`);
const all = ['handle', 'review', 'approve'];

describe('business, fund finance, data management and inspection', () => {
  const classes: Record<string, string[]> = {
    business: [
      ...['enrolment', 'contribution', 'enterprise-pension', 'institution-pension', 'resident-pension'].flatMap(
        (unit) => duties(unit, ...all),
      ),
      ...duties('injury-unemployment', ...all),
      ...duties('card', 'handle', 'review'),
      ...['teller', 'senior-teller', 'hall-handle'],
    ],
    'fund finance': duties('finance', ...all, 'pay', 'reconcile'),
    'data management': duties('information', ...all),
    inspection: duties('control', ...all, 'inspect'),
  };
  const names = Object.keys(classes);
  const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const));

  test.each(pairs)('%s and %s are never joined', (one, other) => {
    for (const role of classes[one] as string[])
      for (const second of classes[other] as string[])
        expect(rulesOf(role, second), `${role}, ${second}`).toContain('four-post-classes');
  });
});

describe('in the finance section', () => {
  test.each([
    ['handle', 'review', 'item-handle-review'],
    ['review', 'approve', 'item-review-approve'],
    ['handle', 'approve', 'item-handle-approve'],
    ['pay', 'handle', 'item-pay'],
    ['pay', 'review', 'item-pay'],
    ['pay', 'approve', 'item-pay'],
    ['pay', 'reconcile', 'pay-reconcile'],
  ])('%s and %s are apart', (one, other, rule) => {
    expect(rulesOf(`finance-${one}`, `finance-${other}`)).toEqual([rule]);
  });

  test('who keeps the books may hold another duty there, but does only one of them on a case', () => {
    for (const duty of all) expect(rulesOf('finance-reconcile', `finance-${duty}`), duty).toEqual([]);
    const attempt = (person: string) => ({
      case: { item: 'fund-reconciliation', unit: 'finance' },
      ...{ duty: 'review', person, steps: [{ person: 'bookkeeper', duty: 'reconcile', round: 1 }] },
    });
    expect(judgeStep(policy, attempt('bookkeeper')).map(({ rule }) => rule)).toEqual(['case-one-person']);
    expect(judgeStep(policy, attempt('reviewer'))).toEqual([]);
  });

  test('a centre that keeps them apart altogether says so by one more rule', () => {
    const file = readCounty();
    const apart = compilePolicy({
      ...file,
      rules: [
        ...file.rules,
        {
          ...{ code: 'books-apart', kind: 'static', atMost: 1, within: 'centre', effect: 'block' },
          ...{
            name: { zh: '记账与经办、复核、审核不相容', en: 'Book-keeping apart' },
            source: '会计法（2024）第二十五条',
          },
          of: [{ action: 'reconcile' }, { action: all, itemUnits: ['finance'] }],
        },
      ],
    } as typeof file);
    for (const duty of all) expect(rulesOf('finance-reconcile', `finance-${duty}`, apart)).toEqual(['books-apart']);
    expect(rulesOf('finance-reconcile', 'finance-pay', apart)).toEqual(['pay-reconcile']);
  });
});
