import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compilePolicy,
  didDo,
  judge,
  judgeCeiling,
  judgeSession,
  judgeStep,
  type Policy,
  type RecordedCase,
  type Rule,
  reviewChange,
  scan,
  scanCeilings,
  severityOf,
  staffing,
  subjectLookup,
} from '../index.ts';
import { exceptions, holdingsOfMany, holdingsOfOne, policies } from './worlds.ts';

/** Whatever parts of a policy retire: what is held and what was done is judged as before. */

const text = { zh: '名', en: 'name' };

/** The same rules once more for cases, sessions and subjects, a recusal and a ceiling. */
const ofEveryKind = (policy: Policy): Policy => {
  const again = (kind: Rule['kind'], within: Rule['within'], prefix: string) =>
    policy.rules.map(
      (rule): Rule => ({ ...rule, code: `${prefix}-${rule.code}`, kind, ...(within ? { within } : {}) }),
    );
  const common = { name: text, effect: 'block', source: 's' } as const;
  return {
    ...policy,
    rules: [
      ...policy.rules,
      ...again('case', 'case', 'case'),
      ...again('case', 'subject', 'subject'),
      ...again('session', 'session', 'session'),
      { ...common, code: 'recusal', kind: 'recusal', within: 'subject', of: [{ action: ['handle', 'review'] }] },
      {
        ...{ ...common, code: 'ceiling', kind: 'ceiling', unitKinds: ['bank-outlet'] },
        allow: { action: ['handle'], channel: { 'bank-outlet': 'outlet' } },
      },
    ],
  };
};

const marks = fc.record({
  units: fc.subarray(['u0', 'u1', 'u2', 'u3', 'u4']),
  items: fc.subarray(['i0', 'i1', 'i2']),
  roles: fc.subarray(['r0', 'r1', 'r2', 'r3']),
});
type Marks = { units: string[]; items: string[]; roles: string[] };

const retire = (policy: Policy, { units, items, roles }: Marks): Policy => {
  const marked = <T extends { code: string }>(list: T[], codes: string[]) =>
    list.map((one) => (codes.includes(one.code) ? { ...one, retired: true } : one));
  return {
    ...policy,
    units: marked(policy.units, units),
    items: marked(policy.items, items),
    roles: marked(policy.roles, roles),
  };
};

/** Both policies, compiled. */
const worlds = fc.tuple(policies.map(ofEveryKind), marks).map(([policy, marked]) => ({
  before: compilePolicy(policy),
  after: compilePolicy(retire(policy, marked)),
  marked,
}));

const cases: fc.Arbitrary<RecordedCase[]> = fc
  .array(
    fc.record({
      item: fc.constantFrom('i0', 'i1', 'i2'),
      unit: fc.constantFrom('u0', 'u3'),
      subject: fc.constantFrom('s', undefined),
      steps: fc.array(
        fc.record({
          person: fc.constantFrom('p0', 'p1'),
          duty: fc.constantFrom('handle', 'review', 'approve'),
          round: fc.constant(1),
          at: fc.nat({ max: 5 }),
        }),
        { maxLength: 4 },
      ),
    }),
    { maxLength: 3 },
  )
  .map((list) => list.map((one, index) => ({ case: `c${index}`, ...one })));

describe('a policy of which parts have retired', () => {
  test('judges what is held as before', () => {
    fc.assert(
      fc.property(worlds, holdingsOfOne, holdingsOfMany, exceptions, ({ before, after }, own, all, excepted) => {
        const options = { exceptions: excepted };
        expect(judge(after, own, options)).toEqual(judge(before, own, options));
        expect(judgeCeiling(after, own, options)).toEqual(judgeCeiling(before, own, options));
        expect(judgeSession(after, ['r0', 'r1', 'r2', 'r3'])).toEqual(judgeSession(before, ['r0', 'r1', 'r2', 'r3']));
        expect(scan(after, all, excepted)).toEqual(scan(before, all, excepted));
        expect(scanCeilings(after, all, excepted)).toEqual(scanCeilings(before, all, excepted));
      }),
      { numRuns: 300 },
    );
  });

  test('is no change to anybody, there and back', () => {
    fc.assert(
      fc.property(worlds, holdingsOfMany, ({ before, after }, all) => {
        const nothing = { refused: [], observed: [], settling: [], resolved: [] };
        expect(reviewChange(before, after, all)).toEqual(nothing);
        expect(reviewChange(after, before, all)).toEqual(nothing);
      }),
      { numRuns: 100 },
    );
  });

  test('judges what is done, and what was, as before', () => {
    fc.assert(
      fc.property(worlds, cases, ({ before, after }, list) => {
        expect(didDo(after, list)).toEqual(didDo(before, list));
        for (const { item, unit, steps } of list)
          for (const duty of ['handle', 'review', 'approve']) {
            const attempt = {
              ...{ case: { item, unit }, duty, person: 'p0', steps },
              subject: {
                related: 'self' as const,
                priorSteps: list.flatMap((one) =>
                  one.steps.map((step) => ({ ...step, case: one.case, item: one.item })),
                ),
              },
            };
            expect(judgeStep(after, attempt, { at: 5 })).toEqual(judgeStep(before, attempt, { at: 5 }));
            expect(subjectLookup(after, attempt, 5)).toEqual(subjectLookup(before, attempt, 5));
          }
        for (const deed of didDo(after, list)) expect(severityOf(after, deed)).toBe(severityOf(before, deed));
      }),
      { numRuns: 300 },
    );
  });

  test('asks of nobody to staff what is opened no more, unless that item is asked for', () => {
    fc.assert(
      fc.property(worlds, holdingsOfMany, ({ before, after, marked }, all) => {
        const rows = staffing(before, all, { at: 1 });
        expect(staffing(after, all, { at: 1 })).toEqual(rows.filter(({ item }) => !marked.items.includes(item)));
        const items = ['i0', 'i1', 'i2'];
        expect(staffing(after, all, { at: 1, items })).toEqual(rows);
      }),
      { numRuns: 100 },
    );
  });
});
