import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePolicy, didHold, type Exercise, type Policy, type Rule, sayPractice } from '../index.ts';

const text = { zh: '名', en: 'name' };
const duties = ['handle', 'review', 'approve'];
const items = ['i0', 'i1', 'i2'];
const units = ['centre', 'a', 'b'];

const rule: fc.Arbitrary<Rule> = fc
  .array(
    fc.record(
      {
        action: fc.subarray(duties, { minLength: 1 }),
        items: fc.subarray(items, { minLength: 1 }),
        roles: fc.constantFrom<string[]>(['r']),
      },
      { requiredKeys: ['action'] },
    ),
    { minLength: 2, maxLength: 3 },
  )
  .chain((of) =>
    fc.record({
      code: fc.constant('rule'),
      kind: fc.constantFrom('static' as const, 'case' as const),
      name: fc.constant(text),
      atMost: fc.integer({ min: 1, max: of.length - 1 }),
      within: fc.constantFrom('item' as const, 'unit' as const, 'centre' as const),
      of: fc.constant(of),
      effect: fc.constantFrom('block' as const, 'observe' as const),
      source: fc.constant('s'),
    }),
  )
  .map((one) => (one.kind === 'case' ? { ...one, within: 'case' as const } : one));

const policyOf = (one: Rule): Policy => ({
  units: units.map((code) => ({ code, parent: code === 'centre' ? null : 'centre', kind: 'x', name: text })),
  items: items.map((code) => ({
    ...{ code, name: text, insurance: 'x', unit: 'a', risk: 1 as const, movesFund: false, duties, channels: ['hall'] },
  })),
  roles: [{ code: 'r', name: text, risk: 1, permissions: [] }],
  rules: [one],
});

const exercise: fc.Arbitrary<Exercise> = fc
  .record({
    person: fc.constantFrom('p0', 'p1'),
    duty: fc.constantFrom(...duties),
    item: fc.constantFrom(...items),
    unit: fc.constantFrom(...units),
    times: fc.integer({ min: 1, max: 9 }),
    first: fc.nat(50),
    last: fc.nat(50),
  })
  .map((one) => ({ ...one, first: Math.min(one.first, one.last), last: Math.max(one.first, one.last) }));

/** Each set of what one person did, in one place, tried against the rule as it reads. */
function byForce({ kind, within, of = [], atMost = 0 }: Rule, done: readonly Exercise[]) {
  if (kind !== 'static') return [];
  const found: string[] = [];
  for (const person of ['p0', 'p1'])
    for (const place of within === 'item' ? items : within === 'unit' ? units : ['']) {
      const own = done.filter(
        (one) => one.person === person && (place === '' || one[within as 'item' | 'unit'] === place),
      );
      const sides = of.filter(
        ({ action, items: on, roles }) =>
          !roles && own.some(({ duty, item }) => (action as string[]).includes(duty) && (on?.includes(item) ?? true)),
      );
      if (sides.length > atMost) found.push(`${person} ${place}`);
    }
  return found.sort();
}

test('both sides of a static rule, done by one person in one place, are found as by reading the rule plainly', () => {
  fc.assert(
    fc.property(rule, fc.array(exercise, { maxLength: 12 }), (one, done) => {
      const policy = compilePolicy(policyOf(one));
      const found = didHold(policy, done);
      const placed = found.map(
        ({ person, uses }) =>
          `${person} ${one.within === 'item' ? uses[0]?.item : one.within === 'unit' ? uses[0]?.unit : ''}`,
      );
      expect(placed.sort()).toEqual(byForce(one, done));
      for (const { uses, selectors, from, until, person } of found) {
        expect(selectors.length).toBeGreaterThan(one.atMost ?? 0);
        expect(new Set(uses.map((use) => use.person))).toEqual(new Set([person]));
        expect([from, until]).toEqual([
          Math.min(...uses.map(({ first }) => first)),
          Math.max(...uses.map(({ last }) => last)),
        ]);
      }
      // Whatever order it is told in.
      expect(didHold(policy, done.toReversed()).map(({ person, from }) => [person, from])).toEqual(
        found.map(({ person, from }) => [person, from]),
      );
      // What is excepted was not done.
      const without = didHold(policy, done, (_, { item }) => item === 'i0');
      expect(without).toEqual(
        didHold(
          policy,
          done.filter(({ item }) => item !== 'i0'),
        ),
      );
    }),
    { numRuns: 1000 },
  );
});

test('whether it was at the same time or one after the other is said', () => {
  const policy = compilePolicy(
    policyOf({
      ...{ code: 'rule', kind: 'static', name: text, atMost: 1, within: 'item', effect: 'observe', source: 's' },
      of: [{ action: 'handle' }, { action: 'review' }],
    }),
  );
  const did = (duty: string, first: number, last: number) => ({
    person: 'p',
    duty,
    item: 'i0',
    unit: 'a',
    times: 2,
    first,
    last,
  });
  const day = 86_400_000;
  const [mixed] = didHold(policy, [did('handle', day, 3 * day), did('review', 2 * day, 5 * day)]);
  const [apart] = didHold(policy, [did('handle', day, 2 * day), did('review', 3 * day, 5 * day)]);
  expect([mixed?.order, apart?.order]).toEqual(['mixed', 'in-turn']);
  expect(sayPractice(mixed as never, policy)).toEqual({
    zh: '同一人办理过：“名”经办2次（1970-01-02至1970-01-04）、“名”复核2次（1970-01-03至1970-01-06）。时间相互交错。',
    en: 'The same person did: handle of “name” 2 times (1970-01-02 to 1970-01-04), review of “name” 2 times (1970-01-03 to 1970-01-06). At the same time.',
  });
});
