import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePolicy } from '../compile.ts';
import { PolicyError } from '../policy-error.ts';
import type { Policy, Selector } from '../types.ts';
import { leavesNothing } from './brute-force.ts';
import { anyPolicies } from './worlds.ts';

/** What a selector leaves out; that what is left is judged alike, `judge.property.test.ts` says of the same worlds. */

const problemsOf = (policy: Policy): { code: string; path: string }[] => {
  try {
    compilePolicy(policy);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return [...error.problems];
  }
};

test('a selector that leaves out all it would pick is refused, and no other', () => {
  let refused = 0;
  fc.assert(
    fc.property(anyPolicies, (policy) => {
      const problems = problemsOf(policy);
      expect(problems.every(({ code }) => code === 'empty-selector')).toBe(true);
      const told = new Set(problems.map(({ path }) => path));
      policy.rules.forEach((rule, index) => {
        rule.of?.forEach((selector, position) => {
          const { some, left } = leavesNothing(policy, selector);
          const isTold = told.has(`rules.${index}.of.${position}`);
          if (some && !left) expect({ selector, isTold }).toEqual({ selector, isTold: true });
          if (left) expect({ selector, isTold }).toEqual({ selector, isTold: false });
        });
      });
      refused += told.size;
    }),
    { numRuns: 300 },
  );
  expect(refused).toBeGreaterThan(0);
});

const name = { zh: '名', en: 'name' };
const worldWith = (selector: Selector): Policy => ({
  units: [
    { code: 'root', parent: null, kind: 'centre', name },
    { code: 'section', parent: 'root', kind: 'section', name },
  ],
  items: [
    {
      code: 'a',
      name,
      insurance: 'pension',
      unit: 'section',
      risk: 1,
      movesFund: true,
      duties: ['handle'],
      channels: ['hall'],
    },
    {
      code: 'b',
      name,
      insurance: 'injury',
      unit: 'root',
      risk: 3,
      movesFund: false,
      duties: ['handle'],
      channels: ['hall', 'online'],
    },
  ],
  roles: [
    { code: 'base', name, risk: 1, permissions: [] },
    { code: 'heir', name, risk: 1, permissions: [], inherits: ['base'] },
    { code: 'other', name, risk: 1, permissions: [] },
  ],
  rules: [
    { code: 'r', kind: 'static', name, atMost: 0, within: 'centre', of: [selector], effect: 'block', source: 's' },
  ],
});

test.each<[Selector, boolean]>([
  [{ action: 'handle', exceptAction: 'handle' }, true],
  [{ action: ['handle', 'review'], exceptAction: ['handle'] }, false],
  [{ exceptAction: 'handle' }, false],
  [{ resource: ['case'], exceptResource: ['case'] }, true],
  [{ items: ['a'], exceptInsurance: 'pension' }, true],
  [{ exceptItemUnits: ['root'] }, true],
  [{ itemUnits: ['section'], exceptItemUnits: ['section'] }, true],
  [{ itemUnits: ['root'], exceptItemUnits: ['section'] }, false],
  [{ risk: [1, 3], exceptRisk: [1, 3] }, true],
  [{ movesFund: true, exceptRisk: 1 }, true],
  [{ channels: ['online'], exceptChannels: ['online'] }, true],
  [{ exceptChannels: ['hall'] }, false],
  [{ roles: ['heir'], exceptRoles: ['base'] }, true],
  [{ roles: ['base'], exceptRoles: ['heir'] }, false],
  [{ exceptRoles: ['base', 'other'] }, true],
])('%j is empty: %s', (selector, empty) => {
  expect(problemsOf(worldWith(selector)).map(({ code, path }) => [code, path])).toEqual(
    empty ? [['empty-selector', 'rules.0.of.0']] : [],
  );
});
