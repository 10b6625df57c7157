import { markApplied, markFailed } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { conflictsOf } from './duty-check.ts';
import { proposedHolding } from './request-judge.ts';
import { currentHoldings, endGrants, insertGrant } from './store/grant-store.ts';
import { raiseEpoch } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { type Failure, type StoredRequest, updateApproval } from './store/request-store.ts';

/** Facts of the entries that follow from one act: whose it is, none but the client's for one of a schedule. */
export type EntryFacts = Pick<LogEntry, 'actor' | 'person' | 'account' | 'client' | 'address' | 'correlationId'>;

/**
 * Puts an approved request into effect, in the transaction of its last approval and under the beneficiary's lock. What
 * would break a blocking rule at this moment ends in state `failed` with the reasons.
 */
export async function applyRequest(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  facts: EntryFacts,
  at: number,
): Promise<StoredRequest> {
  const failure = await whyNot(transaction, policy, request, at);
  if (failure) return failRequest(transaction, policy, request, failure, facts, at);
  await updateApproval(transaction, policy.centre, request.approval);
  const about = request.approval.beneficiary;
  const scope = { targetType: 'role', target: request.role, unit: request.unit, about };
  if (request.change === 'grant') {
    const { role, unit, validFrom: from, validUntil: until } = request;
    const grant = await insertGrant(transaction, policy.centre, {
      person: about,
      role,
      unit,
      from,
      until,
      request: request.id,
    });
    await append(transaction, policy.centre, {
      ...facts,
      ...scope,
      action: 'grant.started',
      outcome: 'done',
      after: { grant, role, unit, from: from ?? 'now', until, request: request.id },
    });
  } else {
    const ended = await endGrants(transaction, policy.centre, about, {
      by: 'request',
      request: request.id,
      role: request.role,
      unit: request.unit,
    });
    await append(
      transaction,
      policy.centre,
      ended.map(({ id }) => ({
        ...facts,
        ...scope,
        action: 'grant.ended',
        outcome: 'done',
        before: { grant: id, role: request.role, unit: request.unit },
        details: { request: request.id },
      })),
    );
  }
  const approval = markApplied(request.approval).request;
  await updateApproval(transaction, policy.centre, approval);
  await append(transaction, policy.centre, {
    ...facts,
    action: 'request.applied',
    outcome: 'done',
    targetType: 'request',
    target: request.id,
    unit: request.unit,
    about,
  });
  await raiseEpoch(transaction, policy.centre, { person: about });
  return { ...request, approval, closedAt: new Date(at) };
}

/** Why the change may not take effect now, although approved; null when it may. */
export async function whyNot(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  at: number,
): Promise<Failure | null> {
  const holdings = await currentHoldings(transaction, policy.centre, [request.approval.beneficiary]);
  if (request.change === 'revoke') {
    const held = holdings.some(({ role, unit }) => role === request.role && unit === request.unit);
    return held ? null : { code: 'not-held' };
  }
  if (request.validUntil && request.validUntil.getTime() <= at) return { code: 'invalid-period' };
  const proposed = proposedHolding({ ...request, person: request.approval.beneficiary }, at);
  if (
    holdings.some(
      (held) =>
        held.role === proposed.role &&
        held.unit === proposed.unit &&
        held.from < proposed.until &&
        proposed.from < held.until,
    )
  ) {
    return { code: 'already-held' };
  }
  const { blocking } = conflictsOf(policy, holdings, proposed, at);
  return blocking.length ? { code: 'duty-conflict', conflicts: blocking } : null;
}

/** Ends a request that can no longer take effect. */
export async function failRequest(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  failure: Failure,
  facts: EntryFacts,
  at: number,
): Promise<StoredRequest> {
  const approval = markFailed(request.approval, [failure.code]).request;
  await updateApproval(transaction, policy.centre, approval, failure);
  await append(transaction, policy.centre, {
    ...facts,
    action: 'request.failed',
    outcome: 'failed',
    targetType: 'request',
    target: request.id,
    unit: request.unit,
    about: approval.beneficiary,
    reason: failure.code,
    details: { conflicts: (failure.conflicts ?? []).map(({ rule, items }) => ({ rule, items })) },
  });
  return { ...request, approval, failure, closedAt: new Date(at) };
}
