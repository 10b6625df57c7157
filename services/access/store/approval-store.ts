import type { ApprovalRequest, Decision, Stage, StageRule } from '@zhiheng/approvals';
import type { Attachment } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { isPolicyChange, policyProposalOf, targetOf } from '../request-asked.ts';
import type { Failure, StoredRequest } from './request-store.ts';

export async function insertRequest(
  transaction: Transaction,
  centre: string,
  request: Omit<
    StoredRequest,
    | 'submittedAt'
    | 'closedAt'
    | 'failure'
    | 'beneficiaryName'
    | 'beneficiaryUnit'
    | 'reminded'
    | 'decisionAttachments'
    | 'bulk'
  >,
): Promise<void> {
  const { approval, proposal } = request;
  const about = isPolicyChange(request) ? targetOf(policyProposalOf(request)) : undefined;
  await transaction
    .insertInto('access.request')
    .values({
      centre,
      id: request.id,
      change: request.change,
      requester: approval.requester,
      on_behalf_of: approval.onBehalfOf ?? null,
      beneficiary: approval.beneficiary,
      role: request.role,
      unit: request.unit,
      unit_kind: request.unitKind,
      rule: request.rule,
      target_kind: about?.kind ?? null,
      target: about?.target ?? null,
      proposal: proposal && JSON.stringify(proposal),
      valid_from: request.validFrom,
      valid_until: request.validUntil,
      risk: request.risk,
      reason: request.reason,
      attachments: JSON.stringify(request.attachments),
      state: approval.state,
      idempotency_key: request.idempotencyKey,
      digest: request.digest,
    })
    .execute();
  await transaction
    .insertInto('access.request_stage')
    .values(approval.stages.map((stage) => stageRow(centre, request.id, stage)))
    .execute();
  // Whom it is asked for is heard by that: the key lets them decide on it no more.
  if (approval.onBehalfOf !== undefined) await insertVoices(transaction, centre, approval, [approval.onBehalfOf]);
  if (request.informed.length)
    await transaction
      .insertInto('access.request_informed')
      .values(request.informed.map((person) => ({ centre, person, request: request.id })))
      .execute();
}

const instant = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));

function stageRow(centre: string, request: string, { ordinal, rule, state, by, escalated, openedAt, dueAt }: Stage) {
  return {
    centre,
    request,
    ordinal,
    rule: JSON.stringify(rule satisfies StageRule),
    state,
    decided_by_role: by,
    escalated,
    opened_at: instant(openedAt),
    due_at: instant(dueAt),
  };
}

/** Writes the state of the approval and of those of its stages that differ. They close before one opens, so that never two are open. */
export async function updateApproval(
  transaction: Transaction,
  centre: string,
  approval: ApprovalRequest,
  failure?: Failure,
): Promise<void> {
  const isOpen = ({ state }: Stage) => state === 'open';
  await updateStages(
    transaction,
    centre,
    approval.id,
    approval.stages.filter((stage) => !isOpen(stage)),
  );
  await updateStages(transaction, centre, approval.id, approval.stages.filter(isOpen));
  await updateState(transaction, centre, approval, failure);
}

async function updateStages(
  transaction: Transaction,
  centre: string,
  request: string,
  stages: readonly Stage[],
): Promise<void> {
  if (stages.length === 0) return;
  const rows = stages.map((stage) => stageRow(centre, request, stage));
  // A new deadline is reminded of anew.
  await sql`update access.request_stage s
    set state = g.state, decided_by_role = g.decided_by_role, escalated = g.escalated, opened_at = g.opened_at, due_at = g.due_at,
      reminded_at = case when s.due_at is distinct from g.due_at then null else s.reminded_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(ordinal int, state text, decided_by_role text, escalated boolean, opened_at timestamptz, due_at timestamptz)
    where s.centre = ${centre} and s.request = ${request} and s.ordinal = g.ordinal
      and (s.state, s.decided_by_role, s.escalated, s.opened_at, s.due_at)
        is distinct from (g.state, g.decided_by_role, g.escalated, g.opened_at, g.due_at)`.execute(transaction);
}

/** The state alone, of an approval whose stages are as they were. */
export async function updateState(
  transaction: Transaction,
  centre: string,
  { id, state }: Pick<ApprovalRequest, 'id' | 'state'>,
  failure?: Failure,
): Promise<void> {
  const closed = state !== 'pending' && state !== 'approved';
  await transaction
    .updateTable('access.request')
    .set({
      state,
      ...(failure ? { failure: JSON.stringify(failure) } : {}),
      ...(closed ? { closed_at: sql<Date>`clock_timestamp()` } : {}),
    })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

async function insertVoices(
  transaction: Transaction,
  centre: string,
  { id: request, requester, beneficiary }: ApprovalRequest,
  voices: readonly string[],
): Promise<void> {
  await transaction
    .insertInto('access.decision_voice')
    .values(voices.map((person) => ({ centre, request, person, requester, beneficiary })))
    .execute();
}

/** Stores a decision and the voices it speaks with; the keys refuse a voice that was heard before. */
export async function insertDecision(
  transaction: Transaction,
  centre: string,
  approval: ApprovalRequest,
  stage: number,
  decision: Decision & { attachments: readonly Attachment[] },
): Promise<void> {
  const voices = [decision.person, ...(decision.onBehalfOf ? [decision.onBehalfOf] : [])];
  await insertVoices(transaction, centre, approval, voices);
  await transaction
    .insertInto('access.decision')
    .values({
      centre,
      id: newId(),
      request: approval.id,
      stage,
      person: decision.person,
      on_behalf_of: decision.onBehalfOf ?? null,
      decision: decision.decision,
      comment: decision.comment ?? null,
      attachments: JSON.stringify(decision.attachments),
      at: new Date(decision.at),
    })
    .execute();
}
