import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePolicy, type Holding, judge, judgeSession, type Policy } from '../index.ts';
import { judgeByForce, toPlain } from './brute-force.ts';
import { policies } from './worlds.ts';

/** Dynamic separation of duty (INCITS 359): roles active together in one session. */

const roles = fc.subarray(['r0', 'r1', 'r2', 'r3']);
const sessions = policies.chain((policy) =>
  fc.constantFrom('item', 'unit', 'centre', 'session' as const).map(
    (within): Policy => ({
      ...policy,
      rules: policy.rules.map((rule) => ({ ...rule, kind: 'session', within: within as 'session' })),
    }),
  ),
);
const active = (list: string[]): Holding[] =>
  list.map((role) => ({ id: role, person: 'p0', role, unit: 'u0', from: -Infinity, until: Infinity }));
const rulesOf = (conflicts: readonly { rule: string }[]): string[] => conflicts.map(({ rule }) => rule);

describe('judgeSession', () => {
  test('says what trying everything says of the active roles', () => {
    fc.assert(
      fc.property(sessions, roles, (policy, list) => {
        const found = judgeSession(compilePolicy(policy), list, 'p0');
        expect(found.map(toPlain)).toEqual(judgeByForce(policy, active(list), {}));
      }),
      { numRuns: 1000 },
    );
  });

  test('the order of activation is irrelevant, twice is once, and one more role never removes a conflict', () => {
    fc.assert(
      fc.property(sessions, roles, (policy, list) => {
        const compiled = compilePolicy(policy);
        const whole = judgeSession(compiled, list, 'p0');
        expect(judgeSession(compiled, [...list, ...list].reverse(), 'p0')).toEqual(whole);
        expect(rulesOf(whole)).toEqual(expect.arrayContaining(rulesOf(judgeSession(compiled, list.slice(1), 'p0'))));
      }),
      { numRuns: 500 },
    );
  });

  test('to leave one of the proposed sets inactive resolves it, and nothing less does', () => {
    fc.assert(
      fc.property(sessions, roles, (policy, list) => {
        const compiled = compilePolicy(policy);
        const breaks = (rule: string, gone: string[]) =>
          rulesOf(
            judgeSession(
              compiled,
              list.filter((role) => !gone.includes(role)),
              'p0',
            ),
          ).includes(rule);
        for (const { rule, resolutions } of judgeSession(compiled, list, 'p0'))
          for (const set of resolutions) {
            expect(breaks(rule, set)).toBe(false);
            for (const kept of set)
              expect(
                breaks(
                  rule,
                  set.filter((role) => role !== kept),
                ),
              ).toBe(true);
          }
      }),
      { numRuns: 500 },
    );
  });

  test('holding is not activating: session rules bind no grant, static rules no session', () => {
    fc.assert(
      fc.property(sessions, roles, (policy, list) => {
        expect(judge(compilePolicy(policy), active(list))).toEqual([]);
        const held = {
          ...policy,
          rules: policy.rules.map((rule) => ({ ...rule, kind: 'static' as const, within: 'centre' as const })),
        };
        expect(judgeSession(compilePolicy(held), list, 'p0')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
