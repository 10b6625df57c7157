import type { PostTemplate } from '@zhiheng/contracts';
import type { RoleTerms } from './role-words.ts';
import type { RuleTerms } from './rule-words.ts';

/** What a request would make of a rule, a role or a template; of others nothing is put into words. */
export type PolicyProposal =
  | { kind: 'rule'; rule: RuleTerms; retired?: true }
  | { kind: 'role'; role: RoleTerms; retired?: boolean }
  | { kind: 'template'; template: PostTemplate };

export const isPolicyProposal = (proposal: { kind?: unknown }): proposal is PolicyProposal =>
  ['rule', 'role', 'template'].includes(String(proposal.kind));
