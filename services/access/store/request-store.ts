import type { ApprovalRequest, Decision, Stage, StageRule } from '@zhiheng/approvals';
import type { Attachment, ConflictDocument } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { type Asked, isPolicyChange, policyProposalOf, targetOf } from '../request-asked.ts';

export interface Failure {
  code: string;
  conflicts?: ConflictDocument[];
}

/** A request as stored: what it asks for, and the approval it is going through. */
export interface StoredRequest extends Asked {
  id: string;
  beneficiaryName: string;
  beneficiaryUnit: string;
  reason: string;
  attachments: readonly Attachment[];
  /** By who decided, for themselves or somebody else: each is heard once. */
  decisionAttachments: Readonly<Record<string, readonly Attachment[]>>;
  /** The bulk that it was submitted with. */
  bulk: string | null;
  submittedAt: Date;
  closedAt: Date | null;
  failure: Failure | null;
  idempotencyKey: string | null;
  digest: string;
  approval: ApprovalRequest;
  /** Ids of who was told of it when it was submitted, and does not decide on it. */
  informed: readonly string[];
  /** By ordinal of the stage: when its deciders were reminded of its deadline. */
  reminded: (Date | null)[];
}

type Row = Omit<StoredRequest, 'approval' | 'reminded'> & {
  state: ApprovalRequest['state'];
  requester: string;
  onBehalfOf: string | null;
  beneficiary: string;
  stages: (Omit<Stage, 'decisions'> & {
    openedAt?: number | null;
    dueAt?: number | null;
    remindedAt?: number | null;
  })[];
  decisions: ({ stage: number } & Decision)[];
};

const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
const columns =
  sql.raw(`r.id, r.change, r.requester, r.on_behalf_of as "onBehalfOf", r.beneficiary, b.name as "beneficiaryName", b.unit as "beneficiaryUnit", r.role, r.unit, r.rule, r.proposal, r.valid_from as "validFrom", r.valid_until as "validUntil",
  r.risk, r.reason, r.attachments, r.state, r.failure, r.idempotency_key as "idempotencyKey", r.digest, r.submitted_at as "submittedAt", r.closed_at as "closedAt",
  (select json_agg(json_build_object('ordinal', s.ordinal, 'rule', s.rule, 'state', s.state, 'by', s.decided_by_role, 'escalated', s.escalated,
      'openedAt', ${milliseconds('s.opened_at')}, 'dueAt', ${milliseconds('s.due_at')}, 'remindedAt', ${milliseconds('s.reminded_at')}) order by s.ordinal)
    from access.request_stage s where s.centre = r.centre and s.request = r.id) as stages,
  (select coalesce(json_agg(json_strip_nulls(json_build_object('stage', d.stage, 'person', d.person, 'onBehalfOf', d.on_behalf_of, 'decision', d.decision,
      'comment', d.comment, 'at', ${milliseconds('d.at')})) order by d.id), '[]')
    from access.decision d where d.centre = r.centre and d.request = r.id) as decisions,
  (select coalesce(jsonb_object_agg(d.person, d.attachments), '{}')
    from access.decision d where d.centre = r.centre and d.request = r.id) as "decisionAttachments",
  (select coalesce(json_agg(i.person order by i.person), '[]')
    from access.request_informed i where i.centre = r.centre and i.request = r.id) as informed,
  (select l.bulk from access.bulk_line l where l.centre = r.centre and l.request = r.id) as bulk`);
const tables = sql.raw('access.request r join access.person b on b.centre = r.centre and b.id = r.beneficiary');

function toStored({ state, requester, onBehalfOf, beneficiary, stages, decisions, ...row }: Row): StoredRequest {
  const approval: ApprovalRequest = {
    id: row.id,
    change: row.change,
    requester,
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
    beneficiary,
    unit: row.unit,
    state,
    stages: stages.map(({ openedAt, dueAt, remindedAt: _, ...stage }) => ({
      ...stage,
      ...(openedAt == null ? {} : { openedAt }),
      ...(dueAt == null ? {} : { dueAt }),
      decisions: decisions
        .filter((decision) => decision.stage === stage.ordinal)
        .map(({ stage: _, ...decision }) => decision),
    })),
  };
  const reminded = stages.map(({ remindedAt }) => (remindedAt == null ? null : new Date(remindedAt)));
  return { ...row, approval, reminded };
}

export async function readRequest(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<StoredRequest | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${tables} where r.centre = ${centre} and r.id = ${id}`.execute(
    transaction,
  );
  return rows[0] && toStored(rows[0]);
}

/** Locks the request's row; what is read after it is what counts. */
export async function lockRequests(transaction: Transaction, centre: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .selectFrom('access.request')
    .select('id')
    .where('centre', '=', centre)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function findByIdempotencyKey(
  transaction: Transaction,
  centre: string,
  requester: string,
  key: string,
): Promise<StoredRequest | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${tables}
    where r.centre = ${centre} and r.requester = ${requester} and r.idempotency_key = ${key}`.execute(transaction);
  return rows[0] && toStored(rows[0]);
}

export interface RequestFilter {
  state?: string;
  requester?: string;
  beneficiary?: string;
  /** Its open stage is decided by one of these roles. */
  decidedBy?: readonly string[];
  /** They were told of it. */
  informed?: string;
  /** Neither theirs nor decided by them so far. */
  notYetHeard?: string;
  /** At least one of these must be so. */
  concerning?: { person?: string; units: readonly string[]; decidedBy: readonly string[] };
  before?: string;
  limit?: number;
}

const opensFor = (roles: readonly string[]) => sql`(r.state = 'pending' and exists (
  select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state = 'open'
    and s.decided_by_role = any(${roles}::text[])))`;
const heard = (person: string) => sql`exists (
  select from access.decision_voice v where v.centre = r.centre and v.request = r.id and v.person = ${person}::uuid)`;

const told = (person: string) => sql`exists (
  select from access.request_informed i where i.centre = r.centre and i.request = r.id and i.person = ${person}::uuid)`;

/** Newest first. */
export async function listRequests(
  transaction: Transaction,
  centre: string,
  filter: RequestFilter,
): Promise<StoredRequest[]> {
  const { state, requester, beneficiary, informed, decidedBy, notYetHeard, concerning, before, limit } = filter;
  const conditions = [
    sql`r.centre = ${centre}`,
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(requester === undefined ? [] : [sql`r.requester = ${requester}`]),
    ...(beneficiary === undefined ? [] : [sql`r.beneficiary = ${beneficiary}`]),
    ...(informed === undefined ? [] : [told(informed)]),
    ...(decidedBy === undefined ? [] : [opensFor(decidedBy)]),
    ...(notYetHeard === undefined
      ? []
      : [sql`${notYetHeard}::uuid not in (r.requester, r.beneficiary) and not ${heard(notYetHeard)}`]),
    ...(concerning === undefined ? [] : [concerns(concerning)]),
    ...(before === undefined ? [] : [sql`r.id < ${before}`]),
  ];
  const { rows } = await sql<Row>`select ${columns} from ${tables} where ${sql.join(conditions, sql` and `)}
    order by r.id desc ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(transaction);
  return rows.map(toStored);
}

/** Whom requests under way would take a role away from, where. */
export async function pendingRemovals(
  transaction: Transaction,
  centre: string,
): Promise<{ person: string; role: string; unit: string }[]> {
  const { rows } = await sql<{ person: string; role: string; unit: string }>`
    select r.beneficiary as person, r.role, r.unit from access.request r
    where r.centre = ${centre} and r.change = 'revoke' and r.state in ('pending', 'approved')`.execute(transaction);
  return rows;
}

function concerns({ person, units, decidedBy }: NonNullable<RequestFilter['concerning']>) {
  const any = [sql`b.unit = any(${units}::text[])`, opensFor(decidedBy)];
  if (person !== undefined) any.push(sql`${person}::uuid in (r.requester, r.beneficiary)`, heard(person), told(person));
  return sql`(${sql.join(any, sql` or `)})`;
}

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
