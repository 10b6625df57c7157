import type { ApprovalRequest, Decision, Stage } from '@zhiheng/approvals';
import type { Attachment, ConflictDocument } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { type Asked, type CoverTerms, curedBy } from '../request-asked.ts';

export interface Failure {
  code: string;
  conflicts?: ConflictDocument[];
  furtherConflicts?: number;
  /** The request whose effect ended it. */
  by?: string;
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
  /** Of what kind its unit was when it was asked for; null: not known. */
  unitKind: string | null;
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
  sql.raw(`r.id, r.change, r.requester, r.on_behalf_of as "onBehalfOf", r.beneficiary, b.name as "beneficiaryName", b.unit as "beneficiaryUnit", r.role, r.unit, r.unit_kind as "unitKind", r.rule, r.proposal, r.valid_from as "validFrom", r.valid_until as "validUntil",
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
  const concerned = curedBy(row);
  const approval: ApprovalRequest = {
    id: row.id,
    change: row.change,
    requester,
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
    beneficiary,
    ...(concerned.length ? { concerned } : {}),
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

/** What only one pending request may be about. */
export type Likeness =
  | { beneficiary: string; change: string; role: string; unit: string }
  | { beneficiary: string; rule: string }
  | { beneficiary: string; change: string }
  | { kind: string; target: string };

/** The pending request that is about the same. */
export async function pendingLike(
  transaction: Transaction,
  centre: string,
  like: Likeness,
): Promise<string | undefined> {
  const same =
    'kind' in like
      ? sql`target_kind = ${like.kind} and target = ${like.target}`
      : 'rule' in like
        ? sql`change = 'exception' and beneficiary = ${like.beneficiary} and rule = ${like.rule}`
        : !('role' in like)
          ? sql`change = ${like.change} and beneficiary = ${like.beneficiary}`
          : sql`change = ${like.change} and beneficiary = ${like.beneficiary} and role = ${like.role} and unit = ${like.unit}`;
  const { rows } = await sql<{ id: string }>`select id from access.request
    where centre = ${centre} and state in ('pending', 'approved') and ${same}`.execute(transaction);
  return rows[0]?.id;
}

export interface RequestFilter {
  state?: string;
  requester?: string;
  beneficiary?: string;
  /** Its open stage is decided by one of these roles. */
  decidedBy?: readonly string[];
  /** They were told of it. */
  informed?: string;
  /** It names this unit, role or rule, or changes the policy. */
  mayName?: string;
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

/** Something of theirs ends with a change of policy. */
const takesFrom = (person: string) =>
  sql`(r.target_kind is not null and r.proposal #> '{cure,removals}' @> ${JSON.stringify([{ person }])}::jsonb)`;

/** Newest first. */
export async function listRequests(
  transaction: Transaction,
  centre: string,
  filter: RequestFilter,
): Promise<StoredRequest[]> {
  const { state, requester, beneficiary, informed, decidedBy, mayName, notYetHeard, concerning, before, limit } =
    filter;
  const conditions = [
    sql`r.centre = ${centre}`,
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(requester === undefined ? [] : [sql`r.requester = ${requester}`]),
    ...(beneficiary === undefined ? [] : [sql`r.beneficiary = ${beneficiary}`]),
    ...(informed === undefined ? [] : [told(informed)]),
    ...(decidedBy === undefined ? [] : [opensFor(decidedBy)]),
    ...(mayName === undefined ? [] : [sql`(${mayName} in (r.unit, r.role, r.rule) or r.target_kind is not null)`]),
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
    where r.centre = ${centre} and r.change = 'revoke' and r.state in ('pending', 'approved')
    union all
    select (c ->> 'person')::uuid, c ->> 'role', c ->> 'unit'
    from access.request r, jsonb_array_elements(r.proposal #> '{cure,removals}') c
    where r.centre = ${centre} and r.target_kind is not null and r.state in ('pending', 'approved')`.execute(
    transaction,
  );
  return rows;
}

/** A removal in effect whose plan of who covers still runs at `at`. */
export interface CoveredRemoval {
  person: string;
  role: string;
  unit: string;
  proposal: Pick<CoverTerms, 'duties' | 'plan'>;
}

export async function coveredRemovals(transaction: Transaction, centre: string, at: number): Promise<CoveredRemoval[]> {
  const { rows } = await sql<CoveredRemoval>`
    select r.beneficiary as person, r.role, r.unit, r.proposal from access.request r
    where r.centre = ${centre} and r.change = 'revoke' and r.state = 'applied'
      and (r.proposal #>> '{plan,until}')::timestamptz > ${new Date(at)}
    union all
    select (c ->> 'person')::uuid, c ->> 'role', c ->> 'unit', r.proposal -> 'cure'
    from access.request r, jsonb_array_elements(r.proposal #> '{cure,removals}') c
    where r.centre = ${centre} and r.target_kind is not null and r.state = 'applied'
      and (r.proposal #>> '{cure,plan,until}')::timestamptz > ${new Date(at)}`.execute(transaction);
  return rows;
}

function concerns({ person, units, decidedBy }: NonNullable<RequestFilter['concerning']>) {
  const any = [sql`b.unit = any(${units}::text[])`, opensFor(decidedBy)];
  if (person !== undefined)
    any.push(sql`${person}::uuid in (r.requester, r.beneficiary)`, heard(person), told(person), takesFrom(person));
  return sql`(${sql.join(any, sql` or `)})`;
}

/** The highest risk among requests; 0 when there are none. */
export async function highestRisk(transaction: Transaction, centre: string, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const row = await transaction
    .selectFrom('access.request')
    .select(({ fn }) => fn.max('risk').as('risk'))
    .where('centre', '=', centre)
    .where('id', 'in', ids)
    .executeTakeFirst();
  return row?.risk ?? 0;
}
