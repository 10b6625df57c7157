import { type DoubtFacts, internalDoubtRules } from '@zhiheng/contracts';

const severityOf = new Map(internalDoubtRules.map(({ code, severity }) => [code, severity]));

/** How grave a doubt is: as its rule says; an attempt that failed is graver than none, and less than one that succeeded. */
export function severityOfDoubt(rule: string, facts: DoubtFacts): 1 | 2 | 3 {
  if (rule === 'attempt-after-departure' && facts.succeeded === 0) return 2;
  return severityOf.get(rule) ?? 2;
}
