import { createHash } from 'node:crypto';
import { open, preview } from '@zhiheng/approvals';
import type { RequestInput } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { attached, entriesOf } from './approval-entries.ts';
import { asProblem, orProblem } from './approval-problem.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { coverProblem, proposalOf } from './cover-plan.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { dutyConflict } from './duty-check.ts';
import type { Judgement } from './judgement.ts';
import { observedIn } from './observed.ts';
import { readOrganisation } from './organisation.ts';
import { asSeenBy } from './policy-change-sight.ts';
import { nothingLost, type RemovalOutlook } from './removal.ts';
import { removalOutlookOf } from './removal-losses.ts';
import { curedBy, cureOf, isPolicyChange, policyProposalOf, targetOf } from './request-asked.ts';
import { chainOf } from './request-chain.ts';
import type { ResolvedInput } from './request-fields.ts';
import { informedOf } from './request-informed.ts';
import { resolveInput } from './request-input.ts';
import { judgeInput } from './request-judge.ts';
import { insertOnce, samePending } from './request-pending.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPeople, lockPolicy, lockRemovals } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { usernamesOf } from './store/people-store.ts';
import { findByIdempotencyKey, type StoredRequest } from './store/request-store.ts';

export interface RequestOutlook {
  input: ResolvedInput;
  judgement: Judgement;
  /** The stages it would take; empty with `unapprovable` when nobody could approve it. */
  plan: ReturnType<typeof preview>['stages'];
  /** Ids of who would be told of it. */
  informed: string[];
  unapprovable?: Problem;
  /** That the same is asked for already, by which request. */
  pending?: Problem | undefined;
}

/** What would become of it at this moment. Changes nothing. */
export async function previewRequest(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  input: RequestInput,
): Promise<RequestOutlook> {
  const policy = await policyOf(desk, transaction, caller.centre);
  const resolved = await resolveInput(transaction, policy, input, caller.person);
  const at = await databaseNow(transaction);
  const judgement = await asSeenBy(
    desk,
    transaction,
    caller,
    resolved,
    await judgeInput(transaction, policy, resolved, at),
  );
  const pending = await samePending(transaction, caller.centre, resolved);
  const organisation = await readOrganisation(transaction, policy);
  try {
    const wanted = asWanted(newId(), caller, resolved, at);
    const chain = chainFor(policy, resolved);
    const { stages } = preview(chain, wanted, organisation, policy.addWorkingDays);
    const informed = informedOf(policy, chain, resolved, caller.person, organisation);
    return { input: resolved, judgement, plan: stages, informed, pending };
  } catch (error) {
    return { input: resolved, judgement, plan: [], informed: [], unapprovable: asProblem(error) };
  }
}

/**
 * Submits a request; the same `idempotencyKey` again gives the request it made. Throws `duty-conflict`, `not-active`,
 * `already-held`, `not-held`, `already-exists`, `no-chain`, `no-approver`, `invalid-period`, `unknown-code`,
 * `idempotency-mismatch`, `too-long`, `invalid-request`.
 */
export async function submitRequest(
  desk: Desk,
  caller: PersonCaller,
  input: RequestInput,
  trace: Trace,
  idempotencyKey?: string,
  finish: (transaction: Transaction) => Promise<void> = async () => undefined,
): Promise<StoredRequest> {
  const refused = {
    ...trace,
    action: 'request.refused',
    outcome: 'denied',
    ...aimOf(input),
    details: {
      change: input.change,
      ...(input.beneficiary === undefined ? {} : { beneficiary: input.beneficiary }),
      ...(input.unit === undefined ? {} : { unit: input.unit }),
    },
  } as const;
  return act(desk.database, caller.centre, refused, async (transaction) => {
    if (input.change === 'revoke' || input.cure) await lockRemovals(transaction, caller.centre);
    const policy = await policyOf(desk, transaction, caller.centre);
    // Takes its time in a large centre: nobody but another removal waits for it behind a lock.
    const resolved = await resolveInput(transaction, policy, input, caller.person);
    const removal = await removalOutlookOf(transaction, policy, resolved);
    const request = await submitWithin(desk, transaction, caller, input, trace, {
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      removal,
    });
    await finish(transaction);
    return request;
  });
}

interface Submission {
  idempotencyKey?: string;
  /** What it leaves behind, reckoned under the lock of removals; of what is no removal nothing. */
  removal?: RemovalOutlook;
  /** Id of who the caller asks for, as their deputy; locked beforehand. */
  onBehalfOf?: string;
}

/**
 * The same within a transaction that does more. One that submits for several people locks them all beforehand, in
 * ascending order.
 */
export async function submitWithin(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  input: RequestInput,
  trace: Trace,
  { idempotencyKey, removal = nothingLost, onBehalfOf }: Submission = {},
): Promise<StoredRequest> {
  const { policy, resolved: found } = await lockInput(desk, transaction, caller, input);
  const digest = digestOf(found);
  // Asked under the beneficiary's lock, so that a retry in flight waits for the first try.
  const before =
    idempotencyKey === undefined
      ? undefined
      : await findByIdempotencyKey(transaction, caller.centre, caller.person, idempotencyKey);
  if (before) return sameRequest(before, digest);
  const at = await databaseNow(transaction);
  const resolved = {
    ...found,
    proposal: await proposalOf(transaction, policy, found, removal, at),
  };
  const judged = await judgeInput(transaction, policy, resolved, at);
  if (judged.problem) throw (await asSeenBy(desk, transaction, caller, resolved, judged)).problem;
  const problem = coverProblem(removal.thinlyCovered, resolved);
  if (problem) throw problem;
  if (judged.blocking.length) {
    const { blocking, further } = await asSeenBy(desk, transaction, caller, resolved, judged);
    throw dutyConflict(blocking, further?.blocking);
  }
  const organisation = await readOrganisation(transaction, policy);
  const wanted = {
    ...asWanted(newId(), caller, resolved, at),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  };
  const chain = orProblem(() => chainFor(policy, resolved));
  const { request: approval, events } = orProblem(() => open(chain, wanted, organisation, policy.addWorkingDays));
  const informed = informedOf(policy, chain, resolved, caller.person, organisation);
  const names = await usernamesOf(transaction, caller.centre, informed);
  const { attachments = [] } = resolved;
  const request: StoredRequest = {
    ...resolved,
    attachments,
    decisionAttachments: {},
    bulk: null,
    unitKind: policy.compiled.unitOf.get(resolved.unit)?.kind ?? null,
    id: approval.id,
    beneficiaryName: resolved.beneficiary.name,
    beneficiaryUnit: resolved.beneficiary.unit,
    submittedAt: new Date(at),
    closedAt: null,
    failure: null,
    idempotencyKey: idempotencyKey ?? null,
    digest,
    approval,
    informed,
    reminded: approval.stages.map(() => null),
  };
  const details = { ...(onBehalfOf === undefined ? {} : { onBehalfOf }), ...observedIn(judged.observed) };
  const pending = await samePending(transaction, caller.centre, resolved);
  if (pending) throw pending;
  await insertOnce(transaction, caller.centre, request);
  await append(transaction, caller.centre, [
    {
      ...trace,
      ...(Object.keys(details).length ? { details } : {}),
      action: 'request.submitted',
      outcome: 'done',
      targetType: 'request',
      target: request.id,
      unit: resolved.unit,
      about: resolved.beneficiary.id,
      reason: resolved.reason,
      after: {
        change: resolved.change,
        ...(isPolicyChange(resolved) ? targetOf(policyProposalOf(resolved)) : {}),
        ...(resolved.role === null ? {} : { role: resolved.role }),
        ...(resolved.rule === null ? {} : { rule: resolved.rule }),
        risk: resolved.risk,
        stages: approval.stages.map(({ by }) => by),
        ...attached(attachments),
        ...coverOf(resolved),
        ...cured(resolved),
        ...(informed.length ? { informed: informed.map((person) => names.get(person) ?? person) } : {}),
      },
    },
    ...entriesOf(request, events, trace),
  ]);
  return request;
}

/** What the entry says of it: who covers what a removal leaves, by username. */
function coverOf({ cover, proposal }: ResolvedInput): object {
  const { duties } = cureOf({ proposal }) ?? (proposal?.kind === 'cover' ? proposal : {});
  if (!duties) return {};
  const plan = cover && { by: cover.by.map(({ id, username }) => username ?? id), until: cover.until.toISOString() };
  return { thinlyCovered: duties.length, ...(plan ? { coverPlan: plan } : {}) };
}

/** What ends with a change of policy; of many, how many there are. */
const cured = (resolved: ResolvedInput): { cure?: object } => {
  const { removals = [] } = cureOf(resolved) ?? {};
  return removals.length ? { cure: removals.length > 20 ? { grants: removals.length } : removals } : {};
};

/** Resolves what is asked for and locks the centre's policy and the two people it is about, in the order of all locks. */
async function lockInput(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  input: RequestInput,
): Promise<{ policy: CentrePolicy; resolved: ResolvedInput }> {
  await lockPolicy(transaction, caller.centre, 'shared');
  const policy = await policyOf(desk, transaction, caller.centre);
  const { beneficiary } = await resolveInput(transaction, policy, input, caller.person);
  await lockPeople(transaction, caller.centre, [
    [beneficiary.id, 'update'],
    [caller.person, 'key share'],
  ]);
  await requireActive(transaction, caller);
  return { policy, resolved: await resolveInput(transaction, policy, input, caller.person) };
}

const asWanted = (id: string, caller: PersonCaller, input: ResolvedInput, at: number) => ({
  id,
  change: input.change,
  requester: caller.person,
  beneficiary: input.beneficiary.id,
  concerned: curedBy(input),
  unit: input.unit,
  at,
});

const chainFor = ({ chains, compiled }: CentrePolicy, { change, risk, unit }: ResolvedInput) =>
  chainOf(chains, change, risk, compiled.unitOf.get(unit)?.kind);

/** What a refused input was aimed at, as the log names it. */
function aimOf({ change, role, rule, item, unitContent, chain, limit, template }: RequestInput) {
  const aims = [
    ['role', role],
    ['rule', typeof rule === 'object' ? rule.code : rule],
    ['item', item?.code],
    ['unit', unitContent?.code],
    ['chain', chain && `${chain.change}/${chain.risk}`],
    ['limit', limit && String(limit.risk)],
    ['template', template && `${template.post}/${template.unitKind}/${template.unit ?? ''}`],
  ] as const;
  const [targetType, target] = aims.find(([, named]) => named !== undefined) ?? ['request', change];
  return { targetType, target: target as string };
}

/** Two inputs that mean the same have the same digest, whether they name by code or by id. */
function digestOf(input: ResolvedInput): string {
  const { change, beneficiary, role, unit, rule, proposal, validFrom, validUntil, reason } = input;
  const { attachments = [] } = input;
  const meaning = [change, beneficiary.id, role, unit, rule, proposal, validFrom, validUntil, reason];
  if (attachments.length) meaning.push(JSON.stringify(attachments));
  if (input.cover) meaning.push(JSON.stringify(input.cover, (key, value) => (key === 'roles' ? undefined : value)));
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
}

function sameRequest(before: StoredRequest, digest: string): StoredRequest {
  if (before.digest !== digest) throw new Problem('idempotency-mismatch');
  return before;
}
