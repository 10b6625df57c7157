import { readFileSync } from 'node:fs';
import type { Rule } from '@zhiheng/contracts';
import { describe, expect, it } from 'vitest';
import { newRole, roleRequest } from '../components/role-input.ts';
import { type RoleTerms, roleFacts } from '../components/role-words.ts';
import { newRule, ruleOf, ruleRequest, same, valuesOf } from '../components/rule-input.ts';
import { type RuleTerms, ruleFacts, termWords } from '../components/rule-words.ts';
import type { Speaker } from '../components/speaker.ts';
import { templateRequest, templateValues } from '../components/template-input.ts';
import { sayIn } from '../words/say.ts';

const county = JSON.parse(readFileSync(new URL('../../../standalone/county.json', import.meta.url), 'utf8')) as {
  rules: RuleTerms[];
};
const ruleNamed = (code: string) => county.rules.find((rule) => rule.code === code) as Rule;

const speaker: Speaker = {
  language: 'zh',
  say: sayIn('zh'),
  pick: ({ zh }) => zh,
  itemName: (code) => code,
  unitName: (code) => code,
  roleName: (code) => code,
};

describe('the form of a rule', () => {
  it('says of every rule of the county what it says, and asks for nothing while nothing is changed', () => {
    for (const rule of county.rules) {
      expect(same(ruleOf(valuesOf(rule)), rule), rule.code).toBe(true);
      expect(ruleRequest(valuesOf(rule), rule), rule.code).toBeUndefined();
    }
  });

  it('sends of a change only what is another', () => {
    const rule = ruleNamed('payee-cooling-off');
    expect(ruleRequest({ ...valuesOf(rule), withinDays: 180, reason: ' 加长 ' }, rule)).toEqual({
      change: 'rule',
      rule: { code: 'payee-cooling-off', withinDays: 180 },
      reason: '加长',
    });
    expect(ruleRequest({ ...valuesOf(rule), withinDays: null }, rule)).toMatchObject({
      rule: { code: 'payee-cooling-off', withinDays: null },
    });
  });

  it('is not whole without a condition in each part, nor when as many may be had as there are', () => {
    const whole = { ...newRule, code: 'a', nameZh: '甲', nameEn: 'A', source: '法' };
    const of = [{ action: ['handle'] }, { items: ['transfer-in'], roles: ['teller'] }];
    expect(ruleRequest(whole)).toBeUndefined();
    expect(ruleRequest({ ...whole, of: [...of, { nameZh: '丙', nameEn: 'C' }] })).toBeUndefined();
    expect(ruleRequest({ ...whole, of, atMost: 2 })).toBeUndefined();
    expect(ruleRequest({ ...whole, of, within: 'case' })).toBeUndefined();
    expect(ruleRequest({ ...whole, of })).toMatchObject({
      rule: { atMost: 1, within: 'item', of: [{ action: 'handle' }, { items: ['transfer-in'], roles: ['teller'] }] },
    });
  });

  it('keeps what a part leaves out, by whatever it is named', () => {
    const rule: RuleTerms = {
      ...ruleNamed('payee-cooling-off'),
      of: [
        { action: 'handle', exceptInsurance: 'injury', exceptRisk: [1, 2], exceptChannels: ['online'] },
        { exceptAction: 'inspect', exceptItemUnits: ['card'], exceptRoles: ['teller'], exceptResource: 'request' },
      ],
    };
    expect(ruleOf(valuesOf(rule))).toEqual(rule);
    expect(termWords(speaker, rule)).toEqual([
      '经办，险种为injury除外，1、2 级风险除外，仅开放网上的事项除外',
      '任何职责，稽核除外，申请除外，card的全部事项除外，经由teller除外',
    ]);
  });

  it('keeps of a ceiling only the channels of its kinds of unit', () => {
    const rule = ruleNamed('outlet-ceiling');
    expect(ruleRequest({ ...valuesOf(rule), unitKinds: ['bank-outlet'] }, rule)).toEqual({
      change: 'rule',
      rule: {
        code: 'outlet-ceiling',
        unitKinds: ['bank-outlet'],
        allow: { action: ['handle'], channel: { 'bank-outlet': 'outlet' } },
      },
      reason: '',
    });
  });
});

describe('a rule in words', () => {
  it('tells what is picked and what is not, and folds long lists', () => {
    expect(termWords(speaker, ruleNamed('payee-cooling-off'), 1)).toEqual([
      '经办、复核，key-identity-change等 5 项',
      '经办、复核、审核、支付，涉及基金收付，key-identity-change等 5 项除外',
    ]);
    expect(termWords(speaker, ruleNamed('teller-review-session'))).toEqual([
      '任何职责，经由teller、senior-teller',
      '复核',
    ]);
    expect(termWords(speaker, ruleNamed('outlet-ceiling'))).toEqual([
      '银行网点、村级服务点的授权只能：经办',
      '且只能在渠道：银行网点限“网点”、村级服务点限“村级服务点”',
    ]);
  });

  it('counts the parts where the rule does', () => {
    const facts = ruleFacts(speaker, ruleNamed('payout-chain'));
    expect(facts.find(({ label }) => label === '不得相遇的各项')?.lines[0]).toBe('4 项中同一人至多占 2 项');
    expect(facts.find(({ label }) => label === '在何处相遇')?.lines).toEqual(['全中心']);
  });
});

describe('the form of a role', () => {
  const whole = { ...newRole, code: 'a', nameZh: '甲', nameEn: 'A' };

  it('makes permissions of duties on items, and leaves empty rows out', () => {
    const duties = [{ duty: 'handle', items: ['transfer-in'] }, {}, undefined];
    const further = ['{"action":"read","resource":"entry"}'];
    expect(roleRequest({ ...whole, duties, further, inherits: ['teller'] })).toEqual({
      change: 'role-content',
      role: 'a',
      content: {
        name: { zh: '甲', en: 'A' },
        risk: 2,
        permissions: [
          { action: 'handle', resource: 'case', items: ['transfer-in'] },
          { action: 'read', resource: 'entry' },
        ],
        inherits: ['teller'],
      },
      reason: '',
    });
  });

  it('is not whole with nothing in it, nor with a row that is half filled in', () => {
    expect(roleRequest(whole)).toBeUndefined();
    expect(roleRequest({ ...whole, inherits: ['teller'], duties: [{ duty: 'handle' }] })).toBeUndefined();
  });
});

describe('a role', () => {
  it('says as what risk it counts, and as what it is written where that is less', () => {
    const role = { code: 'a', name: { zh: '甲', en: 'A' }, permissions: [] };
    const riskOf = (risks: Pick<RoleTerms, 'risk' | 'declaredRisk'>) =>
      roleFacts(speaker, { ...role, ...risks }).find(({ label }) => label === '风险')?.lines;
    expect(riskOf({ risk: 3, declaredRisk: 1 })).toEqual(['3 级风险（书面定为 1 级，因所含事项按 3 级计）']);
    for (const same of [{ risk: 2 }, { risk: 2, declaredRisk: 2 }] as const) expect(riskOf(same)).toEqual(['2 级风险']);
  });
});

describe('the form of a template', () => {
  const before = {
    post: '经办岗',
    unitKind: 'section',
    unit: 'card',
    roles: [{ role: 'card-handle', place: 'unit' as const }],
  };

  it('asks for nothing while the same is given, and to take it away when nothing is', () => {
    expect(templateRequest(templateValues(before), before)).toBeUndefined();
    expect(templateRequest({ ...templateValues(before), roles: [] }, before)).toMatchObject({
      template: { roles: [] },
    });
    expect(templateRequest({ ...templateValues(before), roles: [] })).toBeUndefined();
  });
});
