import { noSuch, type RequestInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type CureTerms, isRetirement, type PolicyProposal, policyProposalOf } from './request-asked.ts';
import { riskWithChain } from './request-chain.ts';
import { codeOf, coverNamed, personNamed, type ResolvedInput } from './request-fields.ts';

/**
 * A change of policy with the grants that are to end with it. It is decided on as what is of the highest risk among all of it. Throws
 * `invalid-request`, `unknown-code`.
 */
export async function withCure(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
  resolved: ResolvedInput,
): Promise<ResolvedInput> {
  if (!input.cure) {
    if (input.coverPlan) throw fieldProblem('invalid-request', '/coverPlan', said('cover-needs-removal'));
    return resolved;
  }
  const proposal = policyProposalOf(resolved);
  if (!takesCure(proposal)) throw fieldProblem('invalid-request', '/cure', said('cure-goes-with'));
  const removals = await removalsNamed(transaction, policy, input.cure);
  const risks = removals.map(({ role }) => policy.roleOf.get(role)?.risk ?? 3);
  return {
    ...resolved,
    proposal: { ...proposal, cure: { removals, duties: [], plan: null } },
    risk: proposal.kind === 'role' ? riskWithChain(policy.chains, Math.max(resolved.risk, ...risks)) : resolved.risk,
    ...(input.coverPlan ? { cover: await coverNamed(transaction, policy, input.coverPlan) } : {}),
  };
}

type Cured = Extract<PolicyProposal, { kind: 'role' | 'rule' | 'item' | 'unit' }>;

const takesCure = (proposal: PolicyProposal): proposal is Cured =>
  ['role', 'rule', 'item', 'unit'].includes(proposal.kind) &&
  !isRetirement(proposal) &&
  !(proposal.kind === 'rule' && proposal.retired);

async function removalsNamed(
  transaction: Transaction,
  policy: CentrePolicy,
  named: NonNullable<RequestInput['cure']>,
): Promise<CureTerms['removals']> {
  const removals = new Map<string, CureTerms['removals'][number]>();
  for (const [index, one] of named.entries()) {
    const path = `/cure/${index}`;
    const { id: person } = await personNamed(transaction, policy, `${path}/person`, one.person);
    const [role, unit] = [codeOf(policy, 'role', one.role), codeOf(policy, 'unit', one.unit)];
    if (!policy.roleOf.has(role)) throw fieldProblem('unknown-code', `${path}/role`, noSuch('role', one.role));
    if (!policy.compiled.unitOf.has(unit)) throw fieldProblem('unknown-code', `${path}/unit`, noSuch('unit', one.unit));
    removals.set([person, role, unit].join(' '), { person, role, unit });
  }
  return [...removals.values()];
}
