import { describe, expect, test } from 'vitest';
import {
  changeImpact,
  compilePolicy,
  explain,
  type Holding,
  judge,
  judgeCeiling,
  judgeSession,
  type Policy,
  scan,
} from '../index.ts';
import { compileCounty, countyHoldings, hold, readCounty } from './county.ts';

const policy = compileCounty();
const holdings = countyHoldings();
const heldBy = (person: string): Holding[] => holdings.filter((one) => one.person === person);

/** What asking for one more grant meets. */
const ask = (person: string, role: string, unit: string, from?: number, until?: number) => {
  const asked = hold(person, role, unit, from, until);
  return judge(policy, [...heldBy(person), asked], { proposed: [asked.id] });
};
const rulesOf = (conflicts: readonly { rule: string }[]): string[] => conflicts.map((conflict) => conflict.rule);

describe('the county as it is', () => {
  test('breaks no blocking rule, and is observed where it breaks one that only observes', () => {
    const conflicts = scan(policy, holdings);
    expect(conflicts.filter((conflict) => conflict.effect === 'block')).toEqual([]);
    const who = (rule: string) => conflicts.filter((conflict) => conflict.rule === rule).map(({ person }) => person);
    expect(who('cards-and-payees')).toEqual(['card-op1', 'card-op2', 'outlet-op1', 'outlet-op2']);
    expect(who('payout-chain')).toEqual([1, 2, 3, 4].map((number) => `resident-pension-op${number}`));
  });

  test('holds nothing above the ceiling of outlets and villages', () => {
    const grouped = Map.groupBy(holdings, (one) => one.person);
    expect([...grouped.values()].flatMap((own) => judgeCeiling(policy, own))).toEqual([]);
  });
});

describe('S02 self-review and static conflict', () => {
  test('review asked by who handles: one conflict, nine items, the old grant', () => {
    const [conflict, ...others] = ask('enterprise-pension-op1', 'enterprise-pension-review', 'enterprise-pension');
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ rule: 'item-handle-review', effect: 'block', person: 'enterprise-pension-op1' });
    expect(conflict!.items).toEqual(
      readCounty().roles.find((role) => role.code === 'enterprise-pension-handle')!.permissions[0]!.items,
    );
    expect(conflict!.items).toHaveLength(9);

    const explained = explain(conflict!, policy);
    expect(explained.with).toHaveLength(1);
    expect(explained.with[0]).toMatchObject({
      grant: 'enterprise-pension-op1/enterprise-pension-handle',
      role: 'enterprise-pension-handle',
      unit: 'enterprise-pension',
      from: null,
      until: null,
    });
    expect(explained.resolutions).toEqual([
      ['enterprise-pension-op1/enterprise-pension-handle'],
      ['enterprise-pension-op1/enterprise-pension-review'],
    ]);
  });

  test('approve asked by who reviews: the eight items that are approved', () => {
    const conflicts = ask('enterprise-pension-op3', 'enterprise-pension-approve', 'enterprise-pension');
    expect(rulesOf(conflicts)).toEqual(['item-review-approve']);
    expect(conflicts[0]!.items).toHaveLength(8);
    expect(conflicts[0]!.items).not.toContain('enterprise-pension-suspension');
  });

  test('a new operator may handle, then neither review nor pay', () => {
    expect(ask('newcomer', 'enterprise-pension-handle', 'enterprise-pension')).toEqual([]);
    const handling = hold('newcomer', 'enterprise-pension-handle', 'enterprise-pension');
    const review = hold('newcomer', 'enterprise-pension-review', 'enterprise-pension');
    const pay = hold('newcomer', 'finance-pay', 'finance');
    expect(rulesOf(judge(policy, [handling, review], { proposed: [review.id] }))).toEqual(['item-handle-review']);
    expect(rulesOf(judge(policy, [handling, pay], { proposed: [pay.id] }))).toEqual(['four-post-classes']);
  });
});

describe('S06 three administrators', () => {
  test('are never one', () => {
    expect(rulesOf(ask('sysadmin', 'security-admin', 'information'))).toEqual(['three-administrators']);
    expect(rulesOf(ask('secadmin', 'audit-admin', 'information'))).toEqual(['three-administrators']);
  });

  test('do no business', () => {
    expect(rulesOf(ask('secadmin', 'teller', 'hall'))).toEqual(['administrator-business']);
    expect(rulesOf(ask('auditadmin', 'control-inspect', 'control'))).toEqual(['administrator-business']);
  });
});

describe('S07 ceilings', () => {
  const above = (role: string, unit: string) => judgeCeiling(policy, [hold('outlet-op1', role, unit)]);

  test('an outlet holds what is on its list, and only handles', () => {
    const [conflict] = above('resident-pension-handle', 'outlet-premium');
    expect(conflict).toMatchObject({ rule: 'outlet-ceiling', units: ['outlet-premium'] });
    expect(conflict!.items).not.toContain('eligibility-verification');
    expect(conflict!.items).toHaveLength(9);
    expect(above('card-review', 'outlet-premium')[0]!.items).toHaveLength(4);
    expect(above('section-head', 'outlet-premium')[0]!.sides[0]!.permissions).toContainEqual({ action: 'decide' });
    expect(above('outlet-agent', 'outlet-premium')).toEqual([]);
  });

  test('each kind has a list of its own, other kinds none', () => {
    expect(above('village-agent', 'village-01')).toEqual([]);
    expect(rulesOf(above('village-agent', 'outlet-premium'))).toEqual(['outlet-ceiling']);
    expect(above('resident-pension-handle', 'resident-pension')).toEqual([]);
  });

  test('what lies inside an outlet is bound by it', () => {
    const county = readCounty();
    const counter = { ...county.units[0]!, code: 'counter', kind: 'window', parent: 'outlet-basic' };
    const compiled = compilePolicy({ ...county, units: [...county.units, counter] });
    expect(rulesOf(judgeCeiling(compiled, [hold('a', 'card-review', 'counter')]))).toEqual(['outlet-ceiling']);
    expect(judgeCeiling(compiled, [hold('a', 'outlet-agent', 'counter')])).toEqual([]);
  });

  test('only what is asked for, and only from now on', () => {
    const old = hold('a', 'card-review', 'outlet-basic', 0, 50);
    const asked = hold('a', 'card-handle', 'outlet-basic', 10, 20);
    expect(judgeCeiling(policy, [old, asked], { proposed: [asked.id] })).toEqual([]);
    expect(judgeCeiling(policy, [old, asked], { from: 30 })[0]).toMatchObject({ from: 30, until: 50 });
    expect(judgeCeiling(policy, [old, asked], { from: 50 })).toEqual([]);
  });

  test('an exception lifts it for its time', () => {
    const grant = hold('outlet-op1', 'card-review', 'outlet-premium', 0, 100);
    const exceptions = [{ id: 'e', person: 'outlet-op1', rule: 'outlet-ceiling', from: 20, until: 50 }];
    const [conflict] = judgeCeiling(policy, [grant], { exceptions });
    expect(conflict!.periods).toEqual([
      { from: 0, until: 20 },
      { from: 50, until: 100 },
    ]);
    const whole = [{ ...exceptions[0]!, from: 0, until: 100 }];
    expect(judgeCeiling(policy, [grant], { exceptions: whole })).toEqual([]);
  });
});

describe('standing in', () => {
  const day = 86_400_000;

  test('for a reviewer while handling conflicts for just that while', () => {
    const [conflict] = ask(
      'enterprise-pension-op2',
      'enterprise-pension-review',
      'enterprise-pension',
      10 * day,
      20 * day,
    );
    expect(conflict).toMatchObject({ rule: 'item-handle-review', from: 10 * day, until: 20 * day });
  });

  test('for the reconciler while paying is refused as well (the stand-in)', () => {
    const conflicts = ask('finance-op6', 'finance-reconcile', 'finance', 10 * day, 20 * day);
    expect(rulesOf(conflicts)).toEqual(['pay-reconcile']);
    expect(conflicts[0]).toMatchObject({ from: 10 * day, until: 20 * day });
  });

  test('after the own duty has ended is allowed, to the very instant', () => {
    const own = hold('op', 'enterprise-pension-handle', 'enterprise-pension', 0, 10 * day);
    const next = hold('op', 'enterprise-pension-review', 'enterprise-pension', 10 * day, 20 * day);
    expect(judge(policy, [own, next])).toEqual([]);
    expect(judge(policy, [own, { ...next, from: 10 * day - 1 }])[0]).toMatchObject({
      from: 10 * day - 1,
      until: 10 * day,
    });
  });

  test('under an exception lasts as long as the exception', () => {
    const own = hold('op', 'enterprise-pension-handle', 'enterprise-pension');
    const more = hold('op', 'enterprise-pension-review', 'enterprise-pension', 0, 30 * day);
    const exception = { id: 'e', person: 'op', rule: 'item-handle-review', from: 0, until: 30 * day };
    const judged = (changed: Partial<typeof exception>) =>
      judge(policy, [own, more], { exceptions: [{ ...exception, ...changed }] });
    expect(judged({})).toEqual([]);
    expect(judged({ until: 29 * day })[0]).toMatchObject({ from: 29 * day, until: 30 * day });
    expect(judged({ rule: 'item-review-approve' })).toHaveLength(1);
    expect(judged({ person: 'another' })).toHaveLength(1);
  });

  test('past holdings are past', () => {
    const own = hold('op', 'enterprise-pension-handle', 'enterprise-pension', 0, 10);
    const more = hold('op', 'enterprise-pension-review', 'enterprise-pension', 5, 20);
    expect(judge(policy, [own, more], { from: 10 })).toEqual([]);
    expect(judge(policy, [own, more], { from: 9 })[0]).toMatchObject({ from: 9, until: 10 });
  });
});

describe('inheritance', () => {
  test('a role that violates a rule by what it inherits is found in one grant', () => {
    const county = readCounty();
    const both = {
      ...county.roles[0]!,
      code: 'both',
      permissions: [],
      inherits: ['enrolment-handle', 'enrolment-review'],
    };
    const deep = { ...both, code: 'deep', inherits: ['both'] };
    const compiled = compilePolicy({ ...county, roles: [...county.roles, both, deep] });
    const [conflict] = judge(compiled, [hold('op', 'deep', 'enrolment')]);
    expect(conflict).toMatchObject({ rule: 'item-handle-review', resolutions: [['op/deep']] });
    expect(conflict!.sides[0]!.selectors).toEqual([0, 1]);
  });
});

describe('sessions', () => {
  test('teller and reviewer are not active at once, by inheritance neither', () => {
    expect(judgeSession(policy, ['teller', 'outlet-agent'])).toEqual([]);
    const [conflict] = judgeSession(policy, ['senior-teller', 'enrolment-review'], 'op');
    expect(conflict).toMatchObject({ rule: 'teller-review-session', person: 'op' });
    expect(conflict!.resolutions).toEqual([['enrolment-review'], ['senior-teller']]);
    expect(explain(conflict!, policy).resolution.zh).toContain('不激活“');
    expect(
      rulesOf(judge(policy, [hold('op', 'teller', 'hall'), hold('op', 'injury-unemployment-approve', 'hall')])),
    ).toEqual([]);
  });
});

describe('changeImpact', () => {
  const county = readCounty();
  const withRole = (code: string, items: string[]) =>
    compilePolicy({
      ...county,
      roles: county.roles.map((role) =>
        role.code === code
          ? { ...role, permissions: [...role.permissions, { action: 'review', resource: 'case', items }] }
          : role,
      ),
    });

  test('nothing changed, nothing new', () => {
    expect(changeImpact(policy, compileCounty(), holdings)).toEqual([]);
  });

  test('a role that grows brings its holders into conflict', () => {
    const after = withRole('enrolment-handle', ['employer-registration']);
    const impact = changeImpact(policy, after, holdings);
    expect(impact.map(({ person, rule, items }) => [person, rule, items])).toEqual([
      ['enrolment-op1', 'item-handle-review', ['employer-registration']],
      ['enrolment-op2', 'item-handle-review', ['employer-registration']],
    ]);
    expect(changeImpact(after, policy, holdings)).toEqual([]);
    expect(changeImpact(after, after, holdings)).toEqual([]);
    const more = withRole('enrolment-handle', ['employer-registration', 'employer-change']);
    expect(changeImpact(after, more, holdings)).toHaveLength(2);
  });

  const withinUnit = (change: (county: Policy) => void = () => undefined) => {
    const fresh = readCounty();
    const changed = { ...fresh, rules: [{ ...fresh.rules[0]!, within: 'unit' as const }] };
    change(changed);
    return compilePolicy(changed);
  };

  test('a conflict of more grants is new', () => {
    const one = withinUnit(({ rules }) => Object.assign(rules[0]!.of![1]!, { items: ['employer-change'] }));
    const grants = [hold('a', 'enrolment-handle', 'enrolment'), hold('a', 'enrolment-review', 'enrolment', 0, 10)];
    const more = [...grants, hold('a', 'card-review', 'enrolment', 0, 10)];
    expect(changeImpact(withinUnit(), one, more)).toEqual([]);
    expect(changeImpact(one, withinUnit(), more)).toHaveLength(1);
  });

  test('a conflict that lasts longer is new: units put under one another', () => {
    const after = withinUnit(({ units }) => {
      units.find((unit) => unit.code === 'card')!.parent = 'enrolment';
    });
    const grants = [
      hold('a', 'enrolment-handle', 'enrolment', 0, 100),
      hold('a', 'enrolment-review', 'enrolment', 0, 10),
      { ...hold('a', 'enrolment-handle', 'card', 50, 60), id: 'handle at card' },
      { ...hold('a', 'enrolment-review', 'card', 50, 100), id: 'review at card' },
    ];
    const [conflict] = changeImpact(withinUnit(), after, grants);
    expect(conflict!.periods).toEqual([
      { from: 0, until: 10 },
      { from: 50, until: 100 },
    ]);
    expect(changeImpact(after, withinUnit(), grants)).toEqual([]);
  });

  test('an exception that no longer covers as much shows when the rule changes, not before', () => {
    const grants = [hold('a', 'enrolment-handle', 'enrolment'), hold('a', 'enrolment-review', 'enrolment', 0, 10)];
    const exceptions = [{ id: 'e', person: 'a', rule: 'item-handle-review', from: 0, until: 10 }];
    const renamed = { ...county.rules[0]!, code: 'renamed' };
    const after = compilePolicy({ ...county, rules: [renamed] });
    expect(changeImpact(policy, policy, grants, exceptions)).toEqual([]);
    expect(rulesOf(changeImpact(policy, after, grants, exceptions))).toEqual(['renamed']);
  });

  test('a rule that turns from observe to block brings all of its own', () => {
    const rules = county.rules.map((rule) => ({ ...rule, effect: 'block' as const }));
    const impact = changeImpact(policy, compilePolicy({ ...county, rules }), holdings);
    expect(new Set(rulesOf(impact))).toEqual(new Set(['cards-and-payees', 'payout-chain']));
    expect(impact).toHaveLength(8);
  });
});
