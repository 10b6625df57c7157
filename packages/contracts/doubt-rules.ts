import { doubtRuleWords } from './doubt-rule-words.ts';
import rules from './doubt-rules.json' with { type: 'json' };

/** What a rule counts from, what it looks back over, which items it looks at. */
export type DoubtRuleParameters = Readonly<Record<string, number | boolean | string | readonly string[]>>;

/** A rule that names doubtful data (疑点规则): of our own records, or of the lists that others send. */
export interface DoubtRule {
  readonly code: string;
  readonly kind: 'internal' | 'imported';
  readonly severity: 1 | 2 | 3;
  readonly name: { readonly zh: string; readonly en: string };
  readonly over: string;
  readonly parameters: DoubtRuleParameters;
  /** How a doubt of it is verified. */
  readonly verify: string;
  /** The columns of the list, for an imported one. */
  readonly columns?: readonly string[];
}

export const doubtRules = rules as unknown as readonly DoubtRule[];
export const internalDoubtRules = doubtRules.filter(({ kind }) => kind === 'internal');

/** Numbers, ids and times of a doubt; nothing that says who somebody is. */
export type DoubtFacts = Readonly<Record<string, unknown>>;

/**
 * Says of a doubt what was found, with its figures; undefined for a rule that has no such sentence. People and cases are told beside
 * it, by reference.
 */
export function explainDoubt(rule: string, facts: DoubtFacts): { zh: string; en: string } | undefined {
  const words = doubtRuleWords[rule];
  if (!words) return undefined;
  const fill = (sentence: string, [yes, no]: readonly [string, string]) =>
    sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = facts[name] ?? facts[name.replace(/Yuan$/, 'Fen')];
      return typeof value === 'boolean' ? (value ? yes : no) : shown(name, value);
    });
  return { zh: fill(words.found.zh, ['是', '否']), en: fill(words.found.en, ['yes', 'no']) };
}

function shown(name: string, value: unknown): string {
  if (value === undefined || value === null) return '—';
  if (name.endsWith('Yuan')) return (Number(value) / 100).toFixed(2);
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(1) : String(value);
}
