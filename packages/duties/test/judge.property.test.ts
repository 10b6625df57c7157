import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePolicy, judge, scan } from '../index.ts';
import type { Conflict, Holding } from '../types.ts';
import { judgeByForce, toPlain } from './brute-force.ts';
import { exceptions, holdingsOfMany, holdingsOfOne, LAST, policies } from './worlds.ts';

const runs = { numRuns: 1000 };
const instant = fc.constantFrom(undefined, 0, 2, LAST);

describe('judge', () => {
  test('says what trying everything says', () => {
    fc.assert(
      fc.property(policies, holdingsOfOne, exceptions, instant, (policy, holdings, excepted, from) => {
        const found = judge(compilePolicy(policy), holdings, { exceptions: excepted, from });
        const judging = { exceptions: excepted, ...(from === undefined ? {} : { from }) };
        expect(found.map(toPlain)).toEqual(judgeByForce(policy, holdings, judging));
      }),
      runs,
    );
  });

  test('tells only what involves a proposal', () => {
    fc.assert(
      fc.property(policies, holdingsOfOne, fc.nat(), exceptions, (policy, holdings, pick, excepted) => {
        const proposed = [holdings[pick % holdings.length]!.id];
        const found = judge(compilePolicy(policy), holdings, { exceptions: excepted, proposed });
        expect(found.map(toPlain)).toEqual(judgeByForce(policy, holdings, { exceptions: excepted, proposed }));
      }),
      runs,
    );
  });

  test('the order of grants is irrelevant', () => {
    const shuffled = holdingsOfOne.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(policies, shuffled, (policy, [one, other]) => {
        const compiled = compilePolicy(policy);
        expect(judge(compiled, other)).toEqual(judge(compiled, one));
      }),
      runs,
    );
  });

  test('adding a grant never removes a conflict', () => {
    fc.assert(
      fc.property(policies, holdingsOfOne, exceptions, (policy, holdings, excepted) => {
        const compiled = compilePolicy(policy);
        const before = judge(compiled, holdings.slice(1), { exceptions: excepted });
        const after = judge(compiled, holdings, { exceptions: excepted });
        for (const conflict of before) expect(after.some((one) => contains(one, conflict))).toBe(true);
      }),
      runs,
    );
  });

  test('minimal resolutions resolve, and nothing less does', () => {
    fc.assert(
      fc.property(policies, holdingsOfOne, (policy, holdings) => {
        const compiled = compilePolicy(policy);
        for (const conflict of judge(compiled, holdings))
          for (const set of conflict.resolutions) {
            expect(stillBroken(holdings, set, conflict)).toBe(false);
            for (const kept of set)
              expect(
                stillBroken(
                  holdings,
                  set.filter((id) => id !== kept),
                  conflict,
                ),
              ).toBe(true);
          }
        function stillBroken(all: Holding[], gone: string[], conflict: Conflict): boolean {
          const left = all.filter((one) => !gone.includes(one.id));
          return judge(compiled, left).some((one) => one.rule === conflict.rule);
        }
      }),
      runs,
    );
  });

  test('grants that share no instant conflict only by themselves', () => {
    const inTurn = holdingsOfOne.map((list) =>
      list.map((one, index) => ({ ...one, from: index * 10, until: index * 10 + 10 })),
    );
    fc.assert(
      fc.property(policies, inTurn, (policy, holdings) => {
        const compiled = compilePolicy(policy);
        const apart = new Set(holdings.flatMap((one) => judge(compiled, [one]).map((conflict) => conflict.rule)));
        expect(new Set(judge(compiled, holdings).map((conflict) => conflict.rule))).toEqual(apart);
      }),
      runs,
    );
  });
});

describe('scan', () => {
  test('equals judging one person after another, grouped or not', () => {
    fc.assert(
      fc.property(policies, holdingsOfMany, exceptions, instant, (policy, holdings, excepted, from) => {
        const compiled = compilePolicy(policy);
        const grouped = Map.groupBy(holdings, (one) => one.person);
        const one = [...grouped.values()].flatMap((own) => judge(compiled, own, { exceptions: excepted, from }));
        expect(scan(compiled, holdings, excepted, { from })).toEqual(one);
        expect(scan(compiled, grouped, excepted, { from })).toEqual(one);
        const inRuns = holdings.toSorted((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0));
        const byPerson = one.toSorted((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0));
        expect(scan(compiled, inRuns, excepted, { from })).toEqual(byPerson);
      }),
      runs,
    );
  });
});

function contains(outer: Conflict, inner: Conflict): boolean {
  return (
    outer.rule === inner.rule &&
    inner.items.every((item) => outer.items.includes(item)) &&
    inner.periods.every((a) => outer.periods.some((b) => b.from <= a.from && a.until <= b.until)) &&
    inner.sides.every((a) => outer.sides.some((b) => b.holding === a.holding))
  );
}
