import { ApprovalError, type StageRule } from '@zhiheng/approvals';
import type { CentrePolicy } from './centre-policy.ts';
import { riskOf } from './policy-change-input.ts';
import { type Asked, isPolicyChange, policyProposalOf } from './request-asked.ts';
import { chainOf } from './request-chain.ts';
import type { StoredRequest } from './store/request-store.ts';

/**
 * Whether what is asked for, judged at this moment, would have to be approved by others: its role has come to be of a higher risk, or its
 * unit of another kind. A chain that itself was changed, or has retired, is gone through as it was, and so is one of a higher tier than
 * would be needed by now.
 */
export function needsOtherApprovals(policy: CentrePolicy, request: StoredRequest): boolean {
  // In force already, and confirmed by the highest.
  if (request.change === 'suspension') return false;
  const risk = Math.max(riskNow(policy, request), request.risk);
  const kind = policy.compiled.unitOf.get(request.unit)?.kind;
  const isSameKind = request.unitKind === null || request.unitKind === kind;
  if (risk === request.risk && isSameKind) return false;
  const gone = request.approval.stages.map(({ rule }) => rule);
  return waysOf(stagesFor(policy, request, risk, kind)) !== waysOf(gone);
}

function riskNow(policy: CentrePolicy, asked: Asked): number {
  if (isPolicyChange(asked)) return riskOf(policy, policyProposalOf(asked));
  return asked.role === null ? asked.risk : (policy.roleOf.get(asked.role)?.risk ?? asked.risk);
}

/** None where no chain is left for it: nobody could approve that any more. */
function stagesFor(
  { chains }: CentrePolicy,
  { change }: Asked,
  risk: number,
  kind: string | undefined,
): readonly StageRule[] {
  try {
    return chainOf(chains, change, risk, kind).stages;
  } catch (error) {
    if (error instanceof ApprovalError) return [];
    throw error;
  }
}

/** Who decides, and how many of them: deadlines make no other chain. */
const waysOf = (stages: readonly StageRule[]): string =>
  JSON.stringify(stages.map(({ by, of, quorum = 1 }) => [by, of, quorum]));
