import { markApplied } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { Applying } from './applying.ts';
import type { CentrePolicy } from './centre-policy.ts';
import type { EntryFacts } from './entry-facts.ts';
import { startException } from './exception-apply.ts';
import type { JudgedConflict } from './judgement.ts';
import { tellOutcome } from './notices.ts';
import { observedIn } from './observed.ts';
import { applyPolicyChange } from './policy-change-apply.ts';
import { postpone } from './postponement.ts';
import { reinstate } from './reinstatement.ts';
import { endHeld } from './removal-apply.ts';
import { uncoveredNow } from './removal-cover.ts';
import { isPolicyChange, roleOf } from './request-asked.ts';
import { failRequest } from './request-fail.ts';
import type { Known } from './request-ground.ts';
import { extendedBy, judgeAsked } from './request-judge.ts';
import { needsOtherApprovals } from './request-tier.ts';
import { updateApproval, updateState } from './store/approval-store.ts';
import { currentHoldings, extendGrant, insertGrant } from './store/grant-store.ts';
import { raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import type { Failure, StoredRequest } from './store/request-store.ts';
import { confirmSuspension } from './suspension-confirm.ts';

/**
 * Puts an approved request into effect, in the transaction of its last approval and under the beneficiary's lock (a change of
 * policy: under the centre's, alone). What would break a blocking rule at this moment ends in state `failed` with the reasons.
 */
export async function applyRequest(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  facts: EntryFacts,
  at: number,
  known: Known,
): Promise<StoredRequest> {
  const { failure, observed } = await judgeNow(transaction, policy, request, at, known);
  if (failure) return failRequest(transaction, policy, request, failure, facts, at);
  await updateApproval(transaction, policy.centre, request.approval);
  const about = request.approval.beneficiary;
  await takeEffect({ transaction, policy, request, facts, at, observed });
  const approval = markApplied(request.approval).request;
  await updateState(transaction, policy.centre, approval);
  await tellOutcome(transaction, policy.centre, { ...request, approval });
  await append(transaction, policy.centre, {
    ...facts,
    action: 'request.applied',
    outcome: 'done',
    targetType: 'request',
    target: request.id,
    unit: request.unit,
    about,
  });
  await raiseEpoch(transaction, policy.centre, isPolicyChange(request) ? { policy: true } : { person: about });
  return { ...request, approval, closedAt: new Date(at) };
}

function takeEffect(applying: Applying): Promise<void> {
  switch (applying.request.change) {
    case 'grant':
      return startGrant(applying);
    case 'revoke':
      return endHeld(applying, {
        person: applying.request.approval.beneficiary,
        role: roleOf(applying.request),
        unit: applying.request.unit,
      });
    case 'extend':
      return widenGrant(applying);
    case 'exception':
      return startException(applying);
    case 'postpone-departure':
      return postpone(applying);
    case 'reinstate':
      return reinstate(applying);
    case 'suspension':
      return confirmSuspension(applying);
    case 'role-content':
    case 'rule':
    case 'template':
      return applyPolicyChange(applying);
  }
}

const scopeOf = ({ facts, request }: Applying) =>
  ({
    ...facts,
    targetType: 'role',
    target: roleOf(request),
    unit: request.unit,
    about: request.approval.beneficiary,
    outcome: 'done',
  }) as const;

function observedDetails({ observed }: Applying): { details?: { observed?: string[] } } {
  const details = observedIn(observed);
  return details.observed ? { details } : {};
}

async function startGrant(applying: Applying): Promise<void> {
  const { transaction, policy, request } = applying;
  const { unit, validFrom: from, validUntil: until } = request;
  const role = roleOf(request);
  const grant = await insertGrant(transaction, policy.centre, {
    person: request.approval.beneficiary,
    role,
    unit,
    from,
    until,
    request: request.id,
  });
  await append(transaction, policy.centre, {
    ...scopeOf(applying),
    action: 'grant.started',
    after: { grant, role, unit, from: from ?? 'now', until, request: request.id },
    ...observedDetails(applying),
  });
}

async function widenGrant(applying: Applying): Promise<void> {
  const { transaction, policy, request, at } = applying;
  const { unit } = request;
  const role = roleOf(request);
  const until = request.validUntil as Date;
  const holdings = await currentHoldings(transaction, policy.centre, [request.approval.beneficiary]);
  const grant = extendedBy(
    holdings.filter((held) => held.role === role && held.unit === unit),
    at,
  );
  if (!grant) throw new Error(`Request ${request.id} was judged to extend a grant that is not there.`);
  await extendGrant(transaction, policy.centre, grant.id, until, request.id);
  await append(transaction, policy.centre, {
    ...scopeOf(applying),
    action: 'grant.extended',
    before: { grant: grant.id, role, unit, until: new Date(grant.until) },
    after: { grant: grant.id, role, unit, until, request: request.id },
    ...observedDetails(applying),
  });
}

/** Why the change may not take effect now, although approved; null when it may. */
export async function whyNot(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  at: number,
  known?: Known,
): Promise<Failure | null> {
  return (await judgeNow(transaction, policy, request, at, known)).failure;
}

async function judgeNow(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  at: number,
  known?: Known,
): Promise<{ failure: Failure | null; observed: JudgedConflict[] }> {
  const { beneficiary } = request.approval;
  const judged = await judgeAsked(transaction, policy, request, beneficiary, at, known);
  const { problem, blocking, observed, further } = judged;
  if (problem) return { failure: { code: problem.code }, observed };
  if (blocking.length)
    return {
      failure: {
        code: 'duty-conflict',
        conflicts: blocking,
        ...(further?.blocking ? { furtherConflicts: further.blocking } : {}),
      },
      observed,
    };
  if (needsOtherApprovals(policy, request)) return { failure: { code: 'tier-changed' }, observed };
  return { failure: await uncoveredNow(transaction, policy, request, at), observed };
}
