import type { Policy } from '@zhiheng/duties';
import { expect, test } from 'vitest';
import { compileCentre } from '../centre-policy.ts';
import { activeRoles, apartByRole, sessionConflicts } from '../session.ts';
import { countyFile } from './open-county.ts';

/** Which roles are active, without a database. */
const centreOf = (policy: Policy) =>
  compileCentre({
    centre: 'c',
    name: { zh: '-', en: '-' },
    epoch: 1,
    policyEpoch: 1,
    policy,
    chains: [],
    ids: new Map(),
  });
const county = countyFile() as Policy;
const centre = centreOf(county);
const held = (...roles: string[]) => roles.map((role) => ({ role }));
const review = 'enterprise-pension-review';

test('a choice counts as far as it is held', () => {
  const all = held('teller', 'hall-handle');
  expect([...activeRoles(centre, all, null)]).toEqual(['hall-handle', 'teller']);
  expect([...activeRoles(centre, all, ['teller', 'director'])]).toEqual(['teller']);
  expect([...activeRoles(centre, all, [])]).toEqual([]);
  expect([...activeRoles(centre, [], ['teller'])]).toEqual([]);
});

test('what conflicts is inactive, chosen or not: a rule may be younger than the choice', () => {
  const all = held(review, 'hall-handle', 'teller');
  for (const chosen of [null, ['teller', review, 'hall-handle']])
    expect([...activeRoles(centre, all, chosen)]).toEqual(['hall-handle']);
  expect([...activeRoles(centre, all, [review])]).toEqual([review]);
  expect([...activeRoles(centre, held('senior-teller', review), null)]).toEqual([]);
});

test('an observed rule, or none, keeps nothing apart', () => {
  const observed = county.rules.map((rule) =>
    rule.kind === 'session' ? { ...rule, effect: 'observe' as const } : rule,
  );
  const none = county.rules.filter(({ kind }) => kind !== 'session');
  for (const rules of [observed, none]) {
    const lax = centreOf({ ...county, rules });
    expect(activeRoles(lax, held('teller', review), null).size).toBe(2);
    expect(sessionConflicts(lax, ['teller', review])).toEqual([]);
  }
});

test('grants fall apart by their role, each into one of the two', () => {
  const grants = [
    { role: 'teller', unit: 'a' },
    { role: 'teller', unit: 'b' },
    { role: review, unit: 'c' },
  ];
  const { active, inactive } = apartByRole(centre, grants, ['teller']);
  expect(active.map(({ unit }) => unit)).toEqual(['a', 'b']);
  expect(inactive.map(({ unit }) => unit)).toEqual(['c']);
});
