import type { PostTemplate } from '@zhiheng/contracts';
import type { CatalogueProposal, LimitProposal } from './catalogue-kinds.ts';
import type { RuleTerms } from './rule-words.ts';

/** What a request would make of a rule, of something of the catalogue, of a limit or a template. */
export type PolicyProposal =
  | { kind: 'rule'; rule: RuleTerms; retired?: true }
  | CatalogueProposal
  | LimitProposal
  | { kind: 'template'; template: PostTemplate };

export const isPolicyProposal = (proposal: { kind?: unknown }): proposal is PolicyProposal =>
  ['rule', 'unit', 'item', 'role', 'chain', 'limit', 'template'].includes(String(proposal.kind));
