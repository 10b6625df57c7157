import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Conflict,
  changeImpact,
  compilePolicy,
  judgeCeiling,
  type Policy,
  PolicyError,
  type Rule,
  reviewChange,
  scan,
  scanCeilings,
  standingAgainst,
} from '../index.ts';
import { compileCounty, countyHoldings, hold, readCounty } from './county.ts';
import { exceptions, holdingsOfMany, policies } from './worlds.ts';

const policy = compileCounty();
const holdings = countyHoldings();
const changed = (change: (county: Policy) => void) => {
  const county = readCounty();
  change(county);
  return compilePolicy(county);
};
const who = (conflicts: readonly Conflict[]) => conflicts.map(({ person, rule }) => [person, rule]);
const ruleOf = (county: Policy, code: string): Rule => county.rules.find((rule) => rule.code === code)!;
const nothing = { refused: [], observed: [], settling: [], resolved: [] };

describe('reviewChange', () => {
  test('nothing changed, nothing found, however the rules are worded or ordered', () => {
    const reworded = changed((county) => {
      Object.assign(ruleOf(county, 'payout-chain'), { source: 'another', name: { zh: '改', en: 'reworded' } });
      county.rules = county.rules.map((rule) => Object.fromEntries(Object.entries(rule).reverse()) as unknown as Rule);
    });
    expect(reviewChange(policy, reworded, holdings)).toEqual(nothing);
  });

  test('role content and hierarchy: refused with the list, unless the cure comes along', () => {
    const after = changed(({ roles }) => {
      roles.find(({ code }) => code === 'enrolment-handle')!.inherits = ['enrolment-review'];
    });
    const review = reviewChange(policy, after, holdings);
    expect(who(review.refused)).toEqual([
      ['enrolment-op1', 'item-handle-review'],
      ['enrolment-op2', 'item-handle-review'],
    ]);
    const cure = review.refused.flatMap(({ resolutions: [first] }) => first!);
    expect(reviewChange(policy, after, holdings, [], { cure }).refused).toEqual([]);
    expect(who(reviewChange(after, policy, holdings).resolved)).toEqual(who(review.refused));
  });

  test('what only an observing rule forbids is observed', () => {
    const after = changed(({ roles }) => {
      const items = ['record-merge', 'enterprise-pension-award'];
      roles.find(({ code }) => code === 'teller')!.permissions.push({ action: 'handle', resource: 'case', items });
    });
    const review = reviewChange(policy, after, holdings);
    expect(new Set(review.observed.map(({ rule }) => rule))).toEqual(new Set(['payout-chain']));
    expect(review.observed.length).toBeGreaterThan(0);
    expect(changeImpact(policy, after, holdings, [], { effect: 'observe' })).toEqual(review.observed);
  });

  const fresh = (effect: Rule['effect'], more: Partial<Rule> = {}): Rule => ({
    ...ruleOf(readCounty(), 'item-handle-review'),
    code: 'fresh',
    within: 'centre',
    effect,
    of: [
      { action: 'handle', items: ['card-instant-issue'] },
      { action: 'handle', items: ['card-pin-reset'] },
    ],
    ...more,
  });
  const withFresh = (effect: Rule['effect'], more: Partial<Rule> = {}) =>
    changed(({ rules }) => rules.push(fresh(effect, more)));

  test('a new rule that blocks: whoever breaks it already has something to give up, unless the cure comes along', () => {
    const after = withFresh('block');
    const review = reviewChange(policy, after, holdings);
    expect(review).toMatchObject({ refused: [], observed: [], resolved: [] });
    expect(review.settling.length).toBeGreaterThan(0);
    for (const { rule, resolutions } of review.settling) {
      expect(rule).toBe('fresh');
      expect(resolutions.length).toBeGreaterThan(0);
    }
    expect(who(standingAgainst(after, 'fresh', holdings))).toEqual(who(review.settling));
    const cure = review.settling.flatMap(({ resolutions: [first] }) => first!);
    expect(reviewChange(policy, after, holdings, [], { cure }).settling).toEqual([]);
    // One that observes asks nobody to give anything up.
    expect(who(reviewChange(policy, withFresh('observe'), holdings).observed)).toEqual(who(review.settling));
  });

  test('an observed rule is turned to block on nobody, whatever else it comes to say; a blocking one is made no wider', () => {
    const against = who(standingAgainst(withFresh('block'), 'fresh', holdings));
    const reworded = withFresh('block', { source: 'another', of: [...fresh('block').of!].reverse() });
    for (const after of [withFresh('block'), reworded])
      expect(who(reviewChange(withFresh('observe'), after, holdings).refused)).toEqual(against);
    // Who is in violation still has it to give up: narrower or said otherwise it is nobody's new conflict.
    expect(reviewChange(withFresh('block'), reworded, holdings)).toEqual(nothing);
    const wider = withFresh('block', { of: [{ action: 'handle' }, { action: 'handle' }] });
    const refused = reviewChange(withFresh('block'), wider, holdings);
    expect(refused.settling).toEqual([]);
    expect(refused.refused.length).toBeGreaterThan(against.length);
  });

  test('observe turns to block when nobody stands against it, or all are excepted', () => {
    const against = standingAgainst(policy, 'cards-and-payees', holdings);
    expect(against.map(({ person }) => person)).toEqual(['card-op1', 'card-op2', 'outlet-op1', 'outlet-op2']);
    const excepted = against.map(({ person }, index) => ({
      id: `e${index}`,
      person,
      rule: 'cards-and-payees',
      from: -Infinity,
      until: Infinity,
    }));
    expect(standingAgainst(policy, 'cards-and-payees', holdings, excepted)).toEqual([]);
    expect(standingAgainst(policy, 'cards-and-payees', holdings, excepted.slice(1))).toHaveLength(1);
    const short = excepted.map((one) => ({ ...one, until: 10 }));
    expect(standingAgainst(policy, 'cards-and-payees', holdings, short)).toHaveLength(4);
    expect(standingAgainst(policy, 'item-handle-review', holdings)).toEqual([]);
    expect(() => standingAgainst(policy, 'nothing', holdings)).toThrow('unknown-rule');
  });

  test('an item that changes owner or risk falls under other rules', () => {
    const after = changed(({ items }) => {
      items.find(({ code }) => code === 'employer-change')!.unit = 'finance';
    });
    const review = reviewChange(policy, after, holdings);
    expect(new Set(review.refused.map(({ rule }) => rule))).toEqual(new Set(['four-post-classes']));
    expect(review.refused.map(({ person }) => person)).toContain('enrolment-op1');
  });

  test('units reorganised: a section put inside an outlet comes under its ceiling', () => {
    const after = changed(({ units }) => {
      units.find(({ code }) => code === 'card')!.parent = 'outlet-premium';
    });
    const review = reviewChange(policy, after, holdings);
    expect(review.refused.map(({ rule }) => rule)).toContain('outlet-ceiling');
    expect(who(changeImpact(policy, after, holdings))).toEqual(who(review.refused));
    expect(standingAgainst(after, 'outlet-ceiling', holdings)).toEqual(
      review.refused.filter(({ rule }) => rule === 'outlet-ceiling'),
    );
  });

  test('an item taken off an outlet’s list', () => {
    const after = changed(({ items }) => {
      for (const item of items) item.channels = item.channels.filter((channel) => channel !== 'outlet');
    });
    expect(new Set(reviewChange(policy, after, holdings).refused.map(({ rule }) => rule))).toEqual(
      new Set(['outlet-ceiling']),
    );
  });
});

function soundOrNone(policy: Policy): ReturnType<typeof compilePolicy> | undefined {
  try {
    return compilePolicy(policy);
  } catch (error) {
    if (error instanceof PolicyError) return undefined;
    throw error;
  }
}

describe('on any two policies', () => {
  test('each conflict that is new is told once, none that is old', () => {
    fc.assert(
      fc.property(policies, policies, holdingsOfMany, exceptions, (one, other, own, excepted) => {
        // Half of the rules stay as they are.
        const next = { ...other, rules: other.rules.map((rule, index) => (index < 2 ? one.rules[index]! : rule)) };
        // Among the items of the other a rule may pick nothing any more, and no policy with such a rule comes to be.
        const [before, after] = [compilePolicy(one), soundOrNone(next)];
        fc.pre(after !== undefined);
        const { refused, observed, settling, resolved } = reviewChange(before, after, own, excepted);
        const keys = [...refused, ...observed, ...settling].map(({ person, rule }) => `${person} ${rule}`);
        expect(new Set(keys).size).toBe(keys.length);
        const keysOf = (policy: typeof before) =>
          new Set(scan(policy, own, excepted).map(({ person, rule }) => `${person} ${rule}`));
        const [was, is] = [keysOf(before), keysOf(after)];
        for (const key of is) if (!was.has(key)) expect(keys).toContain(key);
        for (const key of keys) expect(is).toContain(key);
        expect(resolved.map(({ person, rule }) => `${person} ${rule}`).sort()).toEqual(
          [...was].filter((key) => !is.has(key)).sort(),
        );
        expect(reviewChange(before, before, own, excepted)).toEqual(nothing);
        const impact = changeImpact(before, after, own, excepted);
        const isNew = ({ rule }: Conflict) => !before.ruleOf.has(rule);
        expect(refused).toEqual(impact.filter((conflict) => !isNew(conflict)));
        expect(settling).toEqual(impact.filter(isNew));
      }),
      { numRuns: 500 },
    );
  });

  test('what moves is judged where it goes to, under the ids that it has', () => {
    fc.assert(
      fc.property(policies, holdingsOfMany, (world, own) => {
        const compiled = compilePolicy(world);
        const [from, to] = ['u1', 'u2'];
        const moved = own.map((one) => (one.unit === from ? { ...one, unit: to } : one));
        const { refused, observed, settling, resolved } = reviewChange(compiled, compiled, own, [], {
          moves: { from, to },
        });
        const keysOf = (list: readonly Conflict[]) => list.map(({ person, rule }) => `${person} ${rule}`);
        const [was, is] = [keysOf(scan(compiled, own)), keysOf(scan(compiled, moved))];
        const fresh = keysOf([...refused, ...observed]);
        for (const key of is) if (!was.includes(key)) expect(fresh).toContain(key);
        for (const key of fresh) expect(is).toContain(key);
        expect(settling).toEqual([]);
        expect(keysOf(resolved)).toEqual(was.filter((key) => !is.includes(key)));
      }),
      { numRuns: 300 },
    );
  });

  test('ceilings of the centre are those of one person after another', () => {
    const ceiling = {
      code: 'ceiling',
      kind: 'ceiling' as const,
      name: { zh: '限', en: 'ceiling' },
      unitKinds: ['bank-outlet'],
      allow: { action: ['handle'], channel: { 'bank-outlet': 'outlet' } },
      effect: 'block' as const,
      source: 's',
    };
    fc.assert(
      fc.property(policies, holdingsOfMany, exceptions, (world, own, excepted) => {
        const compiled = compilePolicy({ ...world, rules: [ceiling] });
        const exceptions = excepted.map((one) => ({ ...one, rule: 'ceiling' }));
        const grouped = Map.groupBy(own, ({ person }) => person);
        const found = scanCeilings(compiled, own, exceptions);
        const byOne = [...grouped.values()].flatMap((list) => judgeCeiling(compiled, list, { exceptions }));
        const byPerson = (list: Conflict[]) => list.toSorted((a, b) => (a.person < b.person ? -1 : 1));
        expect(byPerson(found)).toEqual(byPerson(byOne));
        expect(byPerson(scanCeilings(compiled, grouped, exceptions))).toEqual(byPerson(found));
      }),
      { numRuns: 500 },
    );
  });

  test('a grant that permits nothing and is picked by its role counts as new as well', () => {
    const before = changed((county) => {
      county.rules = [{ ...ruleOf(county, 'pay-reconcile'), of: [{ roles: ['teller'] }, { roles: ['hall-handle'] }] }];
    });
    expect(scan(before, [hold('a', 'teller', 'hall'), hold('a', 'hall-handle', 'hall')])).toHaveLength(1);
  });
});
