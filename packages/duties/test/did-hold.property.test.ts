import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AbleRole,
  asksForRoles,
  compilePolicy,
  didHold,
  type Exercise,
  type Policy,
  type Rule,
  rolesAble,
  type Selector,
  sayPractice,
} from '../index.ts';

const text = { zh: '名', en: 'name' };
const duties = ['handle', 'review', 'approve'];
const items = ['i0', 'i1', 'i2'];
const units = ['centre', 'a', 'b'];

/** What each role is, with what it inherits. */
const closures: Record<string, string[]> = { r: ['r'], s: ['s', 'r'], t: ['t'] };
const able = (role: string): AbleRole => ({ role, closure: new Set(closures[role]) });

/** The rule's word on roles, read plainly. */
const picksRole = ({ roles, exceptRoles }: Selector, role: string): boolean =>
  (!roles || (closures[role] ?? []).some((one) => roles.includes(one))) &&
  !(closures[role] ?? []).some((one) => exceptRoles?.includes(one));

const rule: fc.Arbitrary<Rule> = fc
  .array(
    fc.record(
      {
        action: fc.subarray(duties, { minLength: 1 }),
        items: fc.subarray(items, { minLength: 1 }),
        roles: fc.subarray(['r', 's', 't'], { minLength: 1 }),
        exceptRoles: fc.subarray(['r', 's', 't'], { minLength: 1, maxLength: 2 }),
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
  .map((one) => (one.kind === 'case' ? { ...one, within: 'case' as const } : one))
  // One that leaves out all it would pick is refused.
  .filter((one) => (one.of ?? []).every((selector) => Object.keys(closures).some((role) => picksRole(selector, role))));

const policyOf = (one: Rule): Policy => ({
  units: units.map((code) => ({ code, parent: code === 'centre' ? null : 'centre', kind: 'x', name: text })),
  items: items.map((code) => ({
    ...{ code, name: text, insurance: 'x', unit: 'a', risk: 1 as const, movesFund: false, duties, channels: ['hall'] },
  })),
  roles: [
    { code: 'r', name: text, risk: 1, permissions: [] },
    { code: 's', name: text, risk: 1, permissions: [], inherits: ['r'] },
    { code: 't', name: text, risk: 1, permissions: [] },
  ],
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
    by: fc.option(
      fc.subarray(['r', 's', 't']).map((roles) => roles.map(able)),
      { nil: undefined },
    ),
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
      const sides = of.filter((selector) =>
        own.some(
          ({ duty, item, by = [] }) =>
            (selector.action as string[]).includes(duty) &&
            ((selector.items as string[] | undefined)?.includes(item) ?? true) &&
            ((!selector.roles && !selector.exceptRoles) || by.some(({ role }) => picksRole(selector, role))),
        ),
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
      // What is put together loses nothing: how often, by which roles, and when.
      const counted = found.flatMap(({ uses }) => uses);
      for (const { person, duty, item, unit, times, roles, spans } of counted) {
        const same = done.filter(
          (other) =>
            [other.person, other.duty, other.item, other.unit].join() === [person, duty, item, unit].join() &&
            (!roles || (other.by ?? []).map(({ role }) => role).join() === roles.join()),
        );
        expect(times).toBe(same.reduce((sum, other) => sum + other.times, 0));
        expect(spans).toEqual(same.map(({ first, last }) => ({ first, last })));
        expect(roles !== undefined).toBe(asksForRoles({ ...policy, rules: [{ ...one, kind: 'static' }] }));
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

test('who is about roles says by which of them each side could have been done', () => {
  const policy = compilePolicy(
    policyOf({
      ...{ code: 'rule', kind: 'static', name: text, atMost: 1, within: 'centre', effect: 'observe', source: 's' },
      of: [{ roles: ['r'] }, { action: 'review', exceptRoles: ['r'] }],
    }),
  );
  const did = (duty: string, ...roles: string[]) => ({
    ...{ person: 'p', duty, item: 'i0', unit: 'a', times: 1, first: 0, last: 0, by: roles.map(able) },
  });
  const [found] = didHold(policy, [did('handle', 's'), did('review', 'r', 't'), did('review')]);
  expect(found?.uses).toMatchObject([
    { duty: 'handle', roles: ['s'], selectors: [0] },
    { duty: 'review', roles: ['r', 't'], selectors: [0, 1] },
  ]);
  expect(sayPractice(found as never, policy).zh).toContain(
    '“名”复核1次（1970-01-01至1970-01-01，所凭角色：“名”或“名”）',
  );
  // By what it inherits it is left out, too; and what no role is known to have allowed is picked by none.
  expect(didHold(policy, [did('handle', 's'), did('review', 's'), did('review')])).toEqual([]);
});

test('the roles that could have done it are those held there or above, or over the item, that allow it', () => {
  const permission = fc.record(
    {
      action: fc.constantFrom('handle', 'review', 'manage'),
      resource: fc.constantFrom('case', 'report', 'all'),
      items: fc.subarray(items),
      effect: fc.constantFrom('allow' as const, 'deny' as const),
    },
    { requiredKeys: ['action', 'resource'] },
  );
  const grant = fc.record({ role: fc.constantFrom('r', 's', 't'), unit: fc.constantFrom(...units) });
  const contents = fc.tuple(fc.array(permission), fc.array(permission), fc.array(permission));
  fc.assert(
    fc.property(contents, fc.array(grant), exercise, (given, held, done) => {
      const base = policyOf({} as Rule);
      const roles = base.roles.map((role, index) => ({ ...role, permissions: given[index] ?? [] }));
      const found = rolesAble(compilePolicy({ ...base, roles, rules: [] }), held, done);
      const permitted = (code: string): boolean =>
        roles.some(
          ({ code: one, permissions }) =>
            closures[code]?.includes(one) &&
            permissions.some(
              ({ action, resource, items: on, effect }) =>
                effect !== 'deny' &&
                [done.duty, 'manage'].includes(action) &&
                resource !== 'report' &&
                (on?.includes(done.item) ?? true),
            ),
        );
      const wanted = held.filter(
        ({ role, unit }) => permitted(role) && ['centre', 'a', done.unit].includes(unit), // All items are those of a.
      );
      expect(found.map(({ role }) => role).sort()).toEqual([...new Set(wanted.map(({ role }) => role))].sort());
      for (const { role, closure } of found) expect([...closure].sort()).toEqual([...(closures[role] ?? [])].sort());
    }),
    { numRuns: 1000 },
  );
});
