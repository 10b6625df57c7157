import { doubtRules, explainDoubt } from '@zhiheng/contracts';
import { useSpeech } from '../app/language.tsx';

const rules = new Map(doubtRules.map((rule) => [rule.code, rule]));

/** What rules are called, and what a doubt of one says. */
export function useDoubtWords() {
  const { pick } = useSpeech();
  return {
    ruleName: (code: string): string => {
      const rule = rules.get(code);
      return rule ? pick(rule.name) : code;
    },
    verifyOf: (code: string): string | undefined => rules.get(code)?.verify,
    explained: (code: string, facts: Readonly<Record<string, unknown>>): string | undefined => {
      const said = explainDoubt(code, facts);
      return said && pick(said);
    },
    ruleOptions: (kind?: 'imported') =>
      doubtRules
        .filter((rule) => !kind || rule.kind === kind)
        .map((rule) => ({ value: rule.code, label: pick(rule.name) })),
  };
}
