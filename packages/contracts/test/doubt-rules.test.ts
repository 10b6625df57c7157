import { describe, expect, it } from 'vitest';
import { doubtRuleWords } from '../doubt-rule-words.ts';
import { explainDoubt, internalDoubtRules } from '../doubt-rules.ts';

describe('the rules over our own data', () => {
  it('each have words for what they look for and what they found', () => {
    expect(Object.keys(doubtRuleWords).toSorted()).toEqual(internalDoubtRules.map(({ code }) => code).toSorted());
  });

  it('tell the same figures in both languages', () => {
    const figures = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].toSorted();
    for (const [code, { found }] of Object.entries(doubtRuleWords))
      expect(figures(found.zh).filter((figure) => figures(found.en).includes(figure)).length, code).toBeGreaterThan(0);
  });

  it('fill in facts, sums in yuan, and leave a dash for what is not known', () => {
    const facts = {
      changeItem: 'key-identity-change',
      useItem: 'enterprise-pension-award',
      daysBetween: 40,
      amountFen: 123456,
    };
    expect(explainDoubt('identity-then-award', facts)?.en).toBe(
      'enterprise-pension-award of 1234.56 yuan 40 days after key-identity-change was finished, of one subject',
    );
    expect(explainDoubt('exception-used', {})?.zh).toBe('依例外许可登记环节 —');
    expect(explainDoubt('no-such-rule', {})).toBeUndefined();
  });
});
