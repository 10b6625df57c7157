import type { Chain } from '@zhiheng/approvals';
import {
  type GrantLimit,
  listed,
  noSuch,
  type RequestInput,
  type RoleContent,
  type RuleChange,
  said,
} from '@zhiheng/contracts';
import { type Item, type Role, type Rule, type Unit, underratedRoles } from '@zhiheng/duties';
import { fieldProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { compileAfter, policyAfter, requireSound } from './policy-change-check.ts';
import { requireShape } from './policy-change-shape.ts';
import { isRetirement, type PolicyProposal } from './request-asked.ts';
import { riskWithChain } from './request-chain.ts';
import { codeOf, type ResolvedInput } from './request-fields.ts';
import { retirementProposal } from './retirement-input.ts';
import type { PersonRow } from './store/people-store.ts';
import { templateProposal } from './template-change.ts';

const subjects = ['rule', 'item', 'unitContent', 'chain', 'limit'] as const;
/** A change of policy as a whole, as it would be stored. Throws a Problem that names the field. */
export function resolvePolicyChange(policy: CentrePolicy, input: RequestInput, requester: PersonRow): ResolvedInput {
  const proposal = rated(policy, proposalOf(policy, input), input);
  requireSound(policy, proposal);
  const root = policy.policy.units.find(({ parent }) => parent === null);
  return {
    change: input.change,
    beneficiary: requester,
    role: null,
    unit: root?.code as string,
    rule: null,
    proposal,
    risk: riskOf(policy, proposal),
    validFrom: null,
    validUntil: null,
    reason: input.reason,
  };
}

function proposalOf(policy: CentrePolicy, input: RequestInput): PolicyProposal {
  if (input.change === 'template') return templateProposal(policy, input);
  if (input.change === 'rule') requireOneSubject(input);
  const retirement = retirementProposal(policy, input);
  if (retirement) return retirement;
  return input.change === 'role-content' ? roleProposal(policy, input) : ruleProposal(policy, input);
}

function roleProposal(policy: CentrePolicy, input: RequestInput): PolicyProposal {
  const code = codeOf(policy, 'role', input.role as string);
  const before = policy.roleOf.get(code);
  const { name = before?.name, risk = before?.risk, permissions, inherits = [] } = input.content as RoleContent;
  if (name === undefined || risk === undefined)
    throw fieldProblem('invalid-request', '/content', said('new-role-needs'));
  const role = {
    code,
    name,
    risk,
    ...(permissions ? { permissions } : {}),
    ...(inherits.length ? { inherits } : {}),
  };
  requireShape('role', role, '/content');
  return { kind: 'role', role: role as Role };
}

/** A role of which no risk is said keeps its own, or that of what it comes to do. */
function rated(policy: CentrePolicy, proposal: PolicyProposal, { content }: RequestInput): PolicyProposal {
  if (proposal.kind !== 'role' || isRetirement(proposal) || content?.risk !== undefined) return proposal;
  const after = compileAfter(policyAfter(policy, proposal), proposal);
  const low = underratedRoles(after).find(({ role }) => role === proposal.role.code);
  return low ? { ...proposal, role: { ...proposal.role, risk: low.risk } } : proposal;
}

function requireOneSubject(input: RequestInput): void {
  if (subjects.filter((field) => input[field] !== undefined).length !== 1)
    throw fieldProblem('invalid-request', '/', said('one-subject', { fields: listed(subjects) }));
}

function ruleProposal(policy: CentrePolicy, input: RequestInput): PolicyProposal {
  if (input.item) {
    const { retired: _, ...item } = input.item;
    requireShape('item', item, '/item');
    return { kind: 'item', item: item as Item };
  }
  if (input.unitContent) return { kind: 'unit', unit: unitOf(policy, input.unitContent) };
  if (input.chain) {
    const { retired: _, ...chain } = input.chain;
    requireShape('chain', chain, '/chain');
    return { kind: 'chain', chain: chain as Chain };
  }
  if (input.limit) return limitProposal(policy, input.limit);
  if (typeof input.rule === 'string') throw fieldProblem('invalid-request', '/rule', said('rule-content-needed'));
  return ruleAsGiven(policy, input.rule as RuleChange);
}

function limitProposal({ limits }: CentrePolicy, limit: GrantLimit): PolicyProposal {
  if (limit.longestDays === null && !limits?.has(limit.risk))
    throw fieldProblem('invalid-request', '/limit/longestDays', said('no-own-limit'));
  return { kind: 'limit', limit };
}

function ruleAsGiven(policy: CentrePolicy, { retired, id: _, definition, ...fields }: RuleChange): PolicyProposal {
  const before = policy.compiled.ruleOf.get(fields.code);
  if (retired) {
    if (!before) throw fieldProblem('unknown-code', '/rule/code', noSuch('rule', fields.code));
    if (Object.keys(fields).length > 1) throw fieldProblem('invalid-request', '/rule', said('rule-retires-as-is'));
    return { kind: 'rule', rule: before, retired };
  }
  const { withinDays, ...rest } = { ...before, ...definition, ...fields };
  const rule = { ...rest, ...(withinDays == null ? {} : { withinDays }) };
  requireShape('rule', rule, '/rule');
  const removes = before?.withinDays !== undefined && withinDays === null ? { removes: ['withinDays' as const] } : {};
  return { kind: 'rule', rule: rule as Rule, ...removes };
}

/** A unit as it is to be: a move names only the parent. */
function unitOf(
  { compiled }: CentrePolicy,
  { into, retired: _, ...given }: NonNullable<RequestInput['unitContent']>,
): Unit {
  if (into !== undefined) throw fieldProblem('invalid-request', '/unitContent/into', said('into-needs-retired'));
  const { retired: __, ...before } = compiled.unitOf.get(given.code) ?? {};
  const unit = { ...before, ...given };
  requireShape('unit', unit, '/unitContent');
  return unit as Unit;
}

/**
 * Rules and what is changed by their chain are of the highest risk. A role's content is of its own, before or after, or of the
 * next higher for which the centre has a chain; a template's is that of the riskiest role it gives.
 */
export function riskOf(policy: CentrePolicy, proposal: PolicyProposal): 1 | 2 | 3 {
  if (proposal.kind !== 'role' && proposal.kind !== 'template') return 3;
  const risks =
    proposal.kind === 'role'
      ? [proposal.role.risk, policy.roleOf.get(proposal.role.code)?.risk ?? 1]
      : proposal.template.roles.map(({ role }) => policy.roleOf.get(role)?.risk ?? 1);
  return riskWithChain(policy.chains, Math.max(1, ...risks));
}
