import type { Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import type { Applying } from './applying.ts';
import { type CentrePolicy, compileCentre } from './centre-policy.ts';
import { policyAfter } from './policy-change-check.ts';
import { isPolicyChange, type PolicyProposal, policyProposalOf, targetOf } from './request-asked.ts';
import { failRequest } from './request-fail.ts';
import { takeOverOf, whyNotGranted } from './retirement.ts';
import { requireUsable } from './retirement-check.ts';
import { listRequests, lockRequests, type StoredRequest } from './store/request-store.ts';

/** A pending request that asks for what retires, and the code of why it could only fail. */
export interface Futile {
  request: StoredRequest;
  code: string;
}

/**
 * Pending requests that what the proposal retires leaves without a purpose. Requests through a chain that retires go on by it, and
 * what is retired may still be taken away.
 */
export async function requestsForRetired(
  transaction: Transaction,
  policy: CentrePolicy,
  proposal: PolicyProposal,
): Promise<Futile[]> {
  if (!('retired' in proposal) || !proposal.retired || proposal.kind === 'chain') return [];
  const { kind, target } = targetOf(proposal);
  const pending = await listRequests(transaction, policy.centre, { state: 'pending', mayName: target });
  const others = pending.filter((request) => !isAbout(request, kind, target));
  if (others.length === 0) return [];
  const after = compileCentre({ ...policy, policy: policyAfter(policy, proposal) }, policy.addWorkingDays);
  return others.flatMap((request) => {
    const code = whyFutile(after, request, proposal);
    return code === undefined ? [] : [{ request, code }];
  });
}

function isAbout(request: StoredRequest, kind: string, target: string): boolean {
  if (!isPolicyChange(request)) return false;
  const about = targetOf(policyProposalOf(request));
  return about.kind === kind && about.target === target;
}

/** By the policy after the retirement. */
function whyFutile(after: CentrePolicy, request: StoredRequest, proposal: PolicyProposal): string | undefined {
  switch (request.change) {
    case 'grant':
    case 'extend':
      return whyNotGranted(after, request.role, request.unit)?.code;
    case 'revoke':
      // What was held there is held where the unit has gone to.
      return takeOverOf(proposal)?.from === request.unit ? 'retired' : undefined;
    case 'exception':
      return after.compiled.ruleOf.has(request.rule as string) ? undefined : 'retired';
    case 'suspension':
    case 'postpone-departure':
      return undefined;
    case 'reinstate':
      return request.proposal?.kind === 'reinstatement'
        ? request.proposal.grants.map(({ role, unit }) => whyNotGranted(after, role, unit)?.code).find(Boolean)
        : undefined;
    default:
      return whyUnusable(after, policyProposalOf(request));
  }
}

function whyUnusable(after: CentrePolicy, proposal: PolicyProposal): string | undefined {
  try {
    requireUsable(after, proposal);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

/**
 * Ends them in the transaction of the retirement: they would fail at their next decision, and whoever asked would wait for it.
 * Under the centre's lock, which the retirement has taken alone, so that none of them is decided on or opened meanwhile.
 */
export async function failFutile(
  { transaction, policy, request, facts, at }: Applying,
  futile: readonly Futile[],
): Promise<void> {
  await lockRequests(
    transaction,
    policy.centre,
    futile.map((one) => one.request.id),
  );
  for (const one of futile)
    await failRequest(transaction, policy, one.request, { code: one.code, by: request.id }, facts, at);
}
