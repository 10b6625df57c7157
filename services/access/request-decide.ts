import { decide, withdraw } from '@zhiheng/approvals';
import { type DecisionInput, noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { attached, entriesOf } from './approval-entries.ts';
import { orProblem, refuseDecision } from './approval-problem.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { tiedBy } from './deputy-holdings.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { tellOutcome } from './notices.ts';
import { decidingRoles, readOrganisation } from './organisation.ts';
import { applyRequest, whyNot } from './request-apply.ts';
import {
  curedBy,
  cureOf,
  isPolicyChange,
  isRetirement,
  policyProposalOf,
  type Retirement,
  roleOf,
  targetOf,
} from './request-asked.ts';
import { failRequest } from './request-fail.ts';
import type { Known } from './request-ground.ts';
import { takeOverOf } from './retirement.ts';
import { insertDecision, updateApproval } from './store/approval-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { currentDeputies, type DeputyRow } from './store/deputy-store.ts';
import { lockPeople, lockPolicy, lockRemovals, type PersonLock } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { findPerson } from './store/people-store.ts';
import { lockRequests, readRequest, type StoredRequest } from './store/request-store.ts';
import { holdOpenCases } from './store/retirement-store.ts';
import { holdRetiring, peopleMovedFrom } from './store/takeover-store.ts';
import { deadlinesOf } from './suspension-deadline.ts';
import { rejectSuspension } from './suspension-lift.ts';

/** From this risk on a decision needs a second factor that was shown just now. */
export const strictRisk = 3;

/**
 * Approves or rejects the open stage. The last approval puts the change into effect in the same transaction. Throws
 * `not-found`, `not-pending`, `own-request`, `already-decided`, `not-a-candidate`, `comment-required`.
 */
export async function decideRequest(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  given: DecisionInput,
  trace: Trace,
): Promise<StoredRequest> {
  const refused = {
    ...trace,
    action: 'request.decided',
    outcome: 'denied',
    targetType: 'request',
    target: id,
    details: { decision: given.decision },
  } as const;
  return act(desk.database, caller.centre, refused, async (transaction) => {
    const { policy, request, deputies } = await lockForDecision(desk, transaction, caller, id);
    if (request.risk >= strictRisk) desk.requireStepUp?.(caller);
    const organisation = await readOrganisation(transaction, policy);
    if (organisation.away?.has(caller.person)) throw new Problem('on-leave');
    const { at, suspended } = organisation;
    const { onBehalfOf, attachments = [], ...said } = given;
    const principal = onBehalfOf === undefined ? undefined : await findPerson(transaction, caller.centre, onBehalfOf);
    if (onBehalfOf !== undefined && !principal)
      throw fieldProblem('unknown-code', '/onBehalfOf', noSuch('person', onBehalfOf));
    const voice = { person: caller.person, ...said, ...(principal ? { onBehalfOf: principal.id } : {}), at };
    const outcome = orProblem(() => decide(request.approval, voice, organisation, deadlinesOf(policy, request)));
    const { request: approval, decision, events } = outcome;
    const stage = events.find((event) => event.type === 'decided')?.stage ?? 0;
    const stored = { ...decision, attachments };
    await insertDecision(transaction, caller.centre, request.approval, stage, stored).catch(refuseDecision);
    await append(transaction, caller.centre, [
      {
        ...trace,
        action: 'request.decided',
        outcome: 'done',
        targetType: 'request',
        target: id,
        unit: request.unit,
        about: approval.beneficiary,
        ...(given.comment ? { reason: given.comment } : {}),
        details: {
          decision: given.decision,
          stage: stage + 1,
          state: approval.state,
          ...(decision.onBehalfOf === undefined ? {} : { onBehalfOf: decision.onBehalfOf }),
          ...attached(attachments),
        },
      },
      ...entriesOf(request, events, trace),
    ]);
    const decisionAttachments = { ...request.decisionAttachments, [caller.person]: attachments };
    const concluded = { ...request, approval, decisionAttachments };
    return conclude(transaction, policy, concluded, trace, at, { deputies, suspended });
  });
}

/** Takes a pending request back; only its requester may. Throws `not-found`, `not-permitted`, `not-pending`. */
export async function withdrawRequest(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  trace: Trace,
): Promise<StoredRequest> {
  const facts = { ...trace, action: 'request.withdrawn', targetType: 'request', target: id } as const;
  return act(desk.database, caller.centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const { request } = await lockForDecision(desk, transaction, caller, id);
    if (request.change === 'suspension') throw new Problem('not-permitted', said('suspension-not-withdrawn'));
    const at = await databaseNow(transaction);
    const { request: approval } = orProblem(() => withdraw(request.approval, caller.person, at));
    await updateApproval(transaction, caller.centre, approval);
    const scope = { unit: request.unit, about: approval.beneficiary };
    await append(transaction, caller.centre, { ...facts, ...scope, outcome: 'done' });
    return { ...request, approval, closedAt: new Date(at) };
  });
}

async function conclude(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  trace: Trace,
  at: number,
  known: Known,
): Promise<StoredRequest> {
  const { state } = request.approval;
  if (state === 'approved') return applyRequest(transaction, policy, request, trace, at, known);
  // Judged at each approval, not only at the end: nobody approves what can no longer take effect.
  const failure = state === 'pending' ? await whyNot(transaction, policy, request, at, known) : null;
  if (failure) return failRequest(transaction, policy, request, failure, trace, at);
  await updateApproval(transaction, policy.centre, request.approval);
  await tellOutcome(transaction, policy.centre, request);
  if (state === 'rejected' && request.change === 'suspension')
    await rejectSuspension(transaction, policy, request, trace, at);
  return { ...request, closedAt: state === 'pending' ? null : new Date(at) };
}

/** Locks centre, people and request, in the order of all locks; what is read after it is what counts. */
async function lockForDecision(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<{ policy: CentrePolicy; request: StoredRequest; deputies: DeputyRow[] }> {
  // What a request asks for never changes: read before the lock that it decides on.
  const seen = await readRequest(transaction, caller.centre, id);
  if (!seen) throw new Problem('not-found', noSuch('request', id));
  // Of two removals that would together leave nobody the later sees the earlier.
  if (seen.change === 'revoke' || cureOf(seen)) await lockRemovals(transaction, caller.centre);
  await lockPolicy(
    transaction,
    caller.centre,
    (await needsCentre(desk, transaction, seen, caller)) ? 'exclusive' : 'shared',
  );
  const policy = await policyOf(desk, transaction, caller.centre);
  const { beneficiary } = seen.approval;
  // Named, ended or left behind only under the policy's lock taken alone: they stay what they are from here on.
  const deputies = await currentDeputies(transaction, caller.centre, [beneficiary]);
  const retirement = retirementOf(seen);
  await lockPeople(transaction, caller.centre, [
    ...[...(await movedBy(transaction, caller.centre, retirement)), ...curedBy(seen)].map(
      (moved): [string, PersonLock] => [moved, 'update'],
    ),
    // Whoever holds posts through the beneficiary, or they through them, is judged with them.
    ...tiedBy(deputies, beneficiary).map((tied): [string, PersonLock] => [tied, 'update']),
    [beneficiary, 'update'],
    [caller.person, 'key share'],
  ]);
  await requireActive(transaction, caller);
  await lockRequests(transaction, caller.centre, [id]);
  if (retirement && retirement.kind !== 'chain') {
    const { kind, target } = targetOf(retirement);
    await holdRetiring(transaction, caller.centre, kind as 'unit' | 'item' | 'role', target);
  }
  const proposal = isPolicyChange(seen) ? policyProposalOf(seen) : undefined;
  if (proposal?.kind === 'item' && !retirement) await holdOpenCases(transaction, caller.centre, proposal.item.code);
  return { policy, request: (await readRequest(transaction, caller.centre, id)) as StoredRequest, deputies };
}

function retirementOf(request: StoredRequest): Retirement | undefined {
  const proposal = isPolicyChange(request) ? policyProposalOf(request) : undefined;
  return proposal && isRetirement(proposal) ? proposal : undefined;
}

/** Whom a unit's taking over moves, which nobody else changes under the centre's lock. */
async function movedBy(
  transaction: Transaction,
  centre: string,
  retirement: Retirement | undefined,
): Promise<string[]> {
  const takeOver = retirement && takeOverOf(retirement);
  return takeOver ? peopleMovedFrom(transaction, centre, takeOver.from) : [];
}

/**
 * Whether the act may need the centre for itself: a change of policy is judged against what everybody holds, who comes back comes as by a rehire, and a deciding post
 * that is taken away moves other requests.
 */
async function needsCentre(
  desk: Desk,
  transaction: Transaction,
  request: StoredRequest,
  caller: PersonCaller,
): Promise<boolean> {
  if (isPolicyChange(request) || request.change === 'reinstate') return true;
  if (request.change !== 'revoke') return false;
  return decidingRoles(await policyOf(desk, transaction, caller.centre)).includes(roleOf(request));
}
