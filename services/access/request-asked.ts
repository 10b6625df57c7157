import type { Chain, Change } from '@zhiheng/approvals';
import type { GrantLimit, PostTemplate, SuspensionReason, ThinlyCoveredDuty } from '@zhiheng/contracts';
import type { Item, Role, Rule, Unit } from '@zhiheng/duties';

/** The terms of an exception; `controlOwner` is the id of who sees to the compensating control. */
export interface ExceptionTerms {
  kind: 'exception';
  /** On these items only; absent: on all. */
  items?: string[];
  compensatingControl: string;
  controlOwner: string;
}

/** That somebody retires later. */
export interface PostponementTerms {
  kind: 'postponement';
  /** What is planned, and until when it is put off. */
  planned: string;
  day: string;
}

/** That somebody who has left is back, with what ended then. */
export interface ReinstatementTerms {
  kind: 'reinstatement';
  departure: string;
  /** RFC 3339; null: without an end. */
  grants: { id: string; role: string; unit: string; from: string | null; until: string | null }[];
}

/** The suspension that a request is to confirm, and what it suspended when it was ordered. */
export interface SuspensionTerms {
  kind: 'suspension';
  suspension: string;
  because: SuspensionReason;
  scope: 'everything' | 'grants';
  /** RFC 3339; null: confirmed, the grants end for good. */
  keptUntil: string | null;
  grants: { id: string; role: string; unit: string }[];
}

/** What a revocation leaves without a second person, and who covers it; `by`: ids. */
export interface CoverTerms {
  kind: 'cover';
  duties: ThinlyCoveredDuty[];
  plan: { by: string[]; until: string; note: string } | null;
}

/** What ends with a change of policy, so that it leaves nobody in conflict; what that leaves thinly covered, and who covers it. */
export interface CureTerms {
  removals: { person: string; role: string; unit: string }[];
  duties: ThinlyCoveredDuty[];
  plan: CoverTerms['plan'];
}

/**
 * What the policy is to say. A rule that is `retired` is no longer in force; `removes`: what it said and says no more. With `retired`
 * the others are no longer used anew, or put back (false), and keep their content; `into`: the unit that takes a retired one over.
 */
export type PolicyProposal =
  | { kind: 'role'; role: Role; retired?: boolean; cure?: CureTerms }
  | { kind: 'rule'; rule: Rule; retired?: true; removes?: 'withinDays'[]; cure?: CureTerms }
  | { kind: 'item'; item: Item; retired?: boolean; cure?: CureTerms }
  | { kind: 'unit'; unit: Unit; retired?: boolean; into?: string; cure?: CureTerms }
  | { kind: 'chain'; chain: Chain; retired?: boolean }
  | { kind: 'limit'; limit: GrantLimit }
  | { kind: 'template'; template: PostTemplate };

/** What the compiled policy is made of, and chains and limits beside it. */
export type WrittenProposal = Exclude<PolicyProposal, { kind: 'template' }>;

/** That a unit, item, role or chain is no longer used anew, or is again. */
export type Retirement = Extract<PolicyProposal, { kind: 'role' | 'item' | 'unit' | 'chain' }> & { retired: boolean };

export const isRetirement = (proposal: PolicyProposal): proposal is Retirement =>
  proposal.kind !== 'rule' && 'retired' in proposal && proposal.retired !== undefined;

export type Proposal =
  | ExceptionTerms
  | SuspensionTerms
  | CoverTerms
  | PostponementTerms
  | ReinstatementTerms
  | PolicyProposal;

/** What a request asks for, whoever it is for. */
export interface Asked {
  change: Change;
  /** Of a grant, revocation or extension. */
  role: string | null;
  /** Where; for an exception the beneficiary's own unit, for a change of policy the centre's root. */
  unit: string;
  /** Of an exception: the rule it permits to break. */
  rule: string | null;
  proposal: Proposal | null;
  risk: 1 | 2 | 3;
  validFrom: Date | null;
  validUntil: Date | null;
}

/** The role of a request that is about one. */
export function roleOf({ change, role }: Pick<Asked, 'role'> & { change?: string }): string {
  if (role === null)
    throw new TypeError(`A request ${change ? `(${change}) ` : ''}without a role proposes no holding.`);
  return role;
}

/** The terms of a request for an exception. */
export function termsOf({ change, proposal }: Pick<Asked, 'change' | 'proposal'>): ExceptionTerms {
  if (proposal?.kind !== 'exception') throw new TypeError(`A request (${change}) has no terms of an exception.`);
  return proposal;
}

const policyKinds: ReadonlySet<string> = new Set<PolicyProposal['kind']>([
  'role',
  'rule',
  'item',
  'unit',
  'chain',
  'limit',
  'template',
]);

/** What a request would make of the policy. */
export function policyProposalOf({ change, proposal }: Pick<Asked, 'change' | 'proposal'>): PolicyProposal {
  if (proposal === null || !policyKinds.has(proposal.kind))
    throw new TypeError(`A request (${change}) proposes no policy.`);
  return proposal as PolicyProposal;
}

/** What is to end with a change of policy; undefined where nothing is. */
export const cureOf = ({ proposal }: Pick<Asked, 'proposal'>): CureTerms | undefined =>
  proposal !== null && 'cure' in proposal ? proposal.cure : undefined;

/** Ids of those whose grants end with it. */
export const curedBy = (asked: Pick<Asked, 'proposal'>): string[] => [
  ...new Set(cureOf(asked)?.removals.map(({ person }) => person)),
];

export const isPolicyChange = ({ change }: Pick<Asked, 'change'>): boolean =>
  change === 'role-content' || change === 'rule' || change === 'template';

/** What a proposal is about, as the database and the log name it. */
export function targetOf(proposal: PolicyProposal): { kind: PolicyProposal['kind']; target: string } {
  const { kind } = proposal;
  switch (proposal.kind) {
    case 'role':
      return { kind, target: proposal.role.code };
    case 'rule':
      return { kind, target: proposal.rule.code };
    case 'item':
      return { kind, target: proposal.item.code };
    case 'unit':
      return { kind, target: proposal.unit.code };
    case 'chain': {
      const { change, risk, unitKind = '' } = proposal.chain;
      return { kind, target: `${change}/${risk}/${unitKind}` };
    }
    case 'limit':
      return { kind, target: String(proposal.limit.risk) };
    case 'template': {
      const { post, unitKind, unit } = proposal.template;
      return { kind, target: `${post}/${unitKind}/${unit ?? ''}` };
    }
  }
}
