import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compilePolicy,
  didDo,
  type Exception,
  judgeStep,
  type Policy,
  type RecordedCase,
  type Relation,
  type Rule,
  type Selector,
} from '../index.ts';

/** Steps on a few cases of two subjects, judged one after another: by the room, by trying everything, and looking back. */

const text = { zh: '名', en: 'name' };
const HOUR = 3_600_000;
const DUTIES = ['handle', 'review', 'approve'];
const ITEMS = ['i0', 'i1', 'i2'];
const PEOPLE = ['p0', 'p1'];

const selector: fc.Arbitrary<Selector> = fc
  .record(
    { action: fc.subarray(DUTIES, { minLength: 1 }), items: fc.subarray(ITEMS, { minLength: 1 }) },
    { requiredKeys: [] },
  )
  .map((one) => (Object.keys(one).length === 0 ? { action: 'handle' } : one));

const caseRule = (code: string): fc.Arbitrary<Rule> =>
  fc.array(selector, { minLength: 1, maxLength: 3 }).chain((of) =>
    fc.record(
      {
        code: fc.constant(code),
        kind: fc.constant('case' as const),
        name: fc.constant(text),
        atMost: fc.integer({ min: of.length > 1 ? 1 : 0, max: of.length - 1 }),
        within: fc.constantFrom('case' as const, 'subject' as const),
        withinDays: fc.integer({ min: 1, max: 3 }),
        of: fc.constant(of),
        effect: fc.constantFrom('block' as const, 'observe' as const),
        source: fc.constant('s'),
      },
      { requiredKeys: ['code', 'kind', 'name', 'atMost', 'within', 'of', 'effect', 'source'] },
    ),
  );

const recusal: fc.Arbitrary<Rule> = fc.array(selector, { minLength: 1, maxLength: 2 }).map((of) => ({
  code: 'recusal',
  kind: 'recusal',
  name: text,
  within: 'subject',
  of,
  effect: 'block',
  source: 's',
}));

const policies: fc.Arbitrary<Policy> = fc.tuple(caseRule('r0'), caseRule('r1'), recusal).map((rules) => ({
  units: [{ code: 'centre', parent: null, kind: 'centre', name: text }],
  items: ITEMS.map((code) => ({
    code,
    name: text,
    insurance: 'all',
    unit: 'centre',
    risk: 1,
    movesFund: false,
    duties: DUTIES,
    channels: [],
  })),
  roles: [],
  rules,
}));

/** Six days, in hours, so that days of Shanghai begin in between. */
const at = fc.integer({ min: 0, max: 144 }).map((hours) => Date.UTC(2028, 1, 27) + hours * HOUR);
const steps = fc.array(
  fc.record({ person: fc.constantFrom(...PEOPLE), duty: fc.constantFrom(...DUTIES), round: fc.constant(1), at }),
  { maxLength: 5 },
);
const related = fc
  .option(fc.constantFrom<Relation>('self', 'relation'))
  .map((relation) => new Map(relation === null ? [] : [['p0', relation] as const]));
const cases: fc.Arbitrary<RecordedCase[]> = fc
  .array(
    fc.record({
      item: fc.constantFrom(...ITEMS),
      unit: fc.constant('centre'),
      subject: fc.constantFrom('s0', 's0', 's1', undefined),
      steps,
      related,
    }),
    { maxLength: 4 },
  )
  .map((list) => list.map((one, index) => ({ case: `c${index}`, ...one })));
const exceptions: fc.Arbitrary<Exception[]> = fc.array(
  fc.record({
    id: fc.constant('e'),
    person: fc.constantFrom(...PEOPLE),
    rule: fc.constantFrom('r0', 'recusal'),
    from: at,
    until: at,
  }),
  { maxLength: 1 },
);

type Replayed = { one: RecordedCase; step: RecordedCase['steps'][number]; before: Omit<Replayed, 'before'>[] };

function replay(list: RecordedCase[]): Replayed[] {
  const all = list.flatMap((one) => one.steps.map((step) => ({ one, step }))).sort((a, b) => a.step.at - b.step.at);
  return all.map((done, index) => ({ ...done, before: all.slice(0, index) }));
}

const keyOf = (rule: Rule, person: string, one: RecordedCase): string =>
  [rule.code, person, rule.kind === 'case' && rule.within === 'subject' ? one.subject : one.case].join(' ');

/** What the room says of each step when it is recorded. */
const judgedOf = (policy: Policy, list: RecordedCase[], excepted: Exception[]): string[][] => {
  const compiled = compilePolicy(policy);
  return replay(list).map(({ one, step, before }) => {
    const priorSteps = before
      .filter((other) => one.subject !== undefined && other.one.subject === one.subject && other.one !== one)
      .map((other) => ({ ...other.step, case: other.one.case, item: other.one.item }));
    const attempt = {
      case: { item: one.item, unit: one.unit },
      duty: step.duty,
      person: step.person,
      steps: before.filter((other) => other.one === one).map((other) => other.step),
      // A relation counts although no other case has the subject.
      subject: { priorSteps, related: one.related?.get(step.person) },
    };
    const known =
      one.subject === undefined && attempt.subject.related === undefined ? { ...attempt, subject: undefined } : attempt;
    return judgeStep(compiled, known, { at: step.at, exceptions: excepted })
      .filter(
        ({ rule }) =>
          one.subject !== undefined ||
          policy.rules.find(({ code }) => code === rule)!.within !== 'subject' ||
          rule === 'recusal',
      )
      .map(({ rule }) => keyOf(policy.rules.find(({ code }) => code === rule)!, step.person, one))
      .sort();
  });
};

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
const dayOf = (instant: number): number => Date.parse(shanghai.format(instant)) / 86_400_000;

/** The same by trying everything, sharing no code. */
const forcedOf = (policy: Policy, list: RecordedCase[], excepted: Exception[]): string[][] =>
  replay(list).map(({ one, step, before }) => {
    const picks = (rule: Rule, done: { one: RecordedCase; step: { duty: string } }) =>
      rule.of!.filter(
        ({ action, items }) =>
          (action === undefined || [action].flat().includes(done.step.duty)) &&
          (items?.includes(done.one.item) ?? true),
      );
    const broken = policy.rules.filter((rule) => {
      if (picks(rule, { one, step }).length === 0) return false;
      if (
        excepted.some((e) => e.person === step.person && e.rule === rule.code && e.from <= step.at && step.at < e.until)
      )
        return false;
      if (rule.kind === 'recusal') return one.related?.has(step.person) === true;
      const counted = before.filter((other) => {
        if (other.step.person !== step.person) return false;
        if (other.one === one) return rule.within === 'case' || one.subject !== undefined;
        if (rule.within === 'case' || one.subject === undefined || other.one.subject !== one.subject) return false;
        return rule.withinDays === undefined || dayOf(step.at) - dayOf(other.step.at) <= rule.withinDays;
      });
      if (rule.within === 'subject' && one.subject === undefined) return false;
      const own = new Set([{ one, step }, ...counted].flatMap((done) => picks(rule, done)));
      return own.size > rule.atMost!;
    });
    return broken.map((rule) => keyOf(rule, step.person, one)).sort();
  });

describe('what was done', () => {
  test('a step is judged as trying everything judges it', () => {
    fc.assert(
      fc.property(policies, cases, exceptions, (policy, list, excepted) => {
        expect(judgedOf(policy, list, excepted)).toEqual(forcedOf(policy, list, excepted));
      }),
      { numRuns: 1500 },
    );
  });

  test('looking back finds exactly what would have been in conflict', () => {
    fc.assert(
      fc.property(policies, cases, exceptions, (policy, list, excepted) => {
        const deeds = didDo(compilePolicy(policy), list, { exceptions: excepted });
        const found = deeds.map(({ rule, person, cases: [first] }) =>
          keyOf(policy.rules.find(({ code }) => code === rule)!, person, list.find((one) => one.case === first)!),
        );
        expect(found.toSorted()).toEqual([...new Set(judgedOf(policy, list, excepted).flat())].sort());
      }),
      { numRuns: 1500 },
    );
  });

  test('the steps of a deed break the rule by themselves, in order of time, and nobody else has a part', () => {
    fc.assert(
      fc.property(policies, cases, (policy, list) => {
        const compiled = compilePolicy(policy);
        for (const deed of didDo(compiled, list)) {
          expect(deed.steps.map((step) => step.at)).toEqual(
            deed.steps.map((step) => step.at).toSorted((a, b) => a - b),
          );
          const only = deed.cases.map((code) => {
            const whole = list.find((one) => one.case === code)!;
            const kept = deed.steps.filter((step) => step.case === code && step.person === deed.person);
            return { ...whole, steps: kept };
          });
          expect(didDo(compiled, only).filter(({ rule }) => rule === deed.rule)).toEqual([deed]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
