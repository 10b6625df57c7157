import type { ApprovalKind, ApprovalState } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface ApprovalRow {
  id: string;
  kind: ApprovalKind;
  about: string;
  unit: string;
  proposal: Record<string, unknown>;
  reason: string;
  state: ApprovalState;
  askedById: string;
  /** Username. */
  askedBy: string | null;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  comment: string | null;
}

export type NewApproval = Pick<ApprovalRow, 'id' | 'kind' | 'about' | 'unit' | 'proposal' | 'reason'> & {
  askedBy: string;
};

const selected = sql`select a.id, a.kind, a.about, a.unit, a.proposal, a.reason, a.state, a.asked_by as "askedById",
    asker.username as "askedBy", a.asked_at as "askedAt", decider.username as "decidedBy", a.decided_at as "decidedAt", a.comment
  from control.approval a
  left join access.published_person asker on asker.centre = a.centre and asker.person = a.asked_by
  left join access.published_person decider on decider.centre = a.centre and decider.person = a.decided_by`;

/** False when something about the same is pending. */
export async function insertApproval(transaction: Transaction, centre: string, row: NewApproval): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into control.approval (centre, id, kind, about, unit, proposal, reason, asked_by)
    values (${centre}, ${row.id}, ${row.kind}, ${row.about}, ${row.unit}, ${JSON.stringify(row.proposal)}::jsonb,
      ${row.reason}, ${row.askedBy})
    on conflict (centre, kind, about) where state = 'pending' do nothing`.execute(transaction);
  return numAffectedRows === 1n;
}

/** What is pending and says the very same. */
export async function findSamePending(
  transaction: Transaction,
  centre: string,
  { kind, about, proposal, reason, askedBy }: NewApproval,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from control.approval
    where centre = ${centre} and kind = ${kind} and about = ${about} and state = 'pending' and asked_by = ${askedBy}
      and reason = ${reason} and proposal = ${JSON.stringify(proposal)}::jsonb`.execute(transaction);
  return rows[0]?.id;
}

export async function findApproval(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<ApprovalRow | undefined> {
  const { rows } = await sql<ApprovalRow>`${selected} where a.centre = ${centre} and a.id = ${id}`.execute(transaction);
  return rows[0];
}

/** Of all who end what is pending at once, one is told true. */
export async function endPending(
  transaction: Transaction,
  centre: string,
  id: string,
  end: { state: Exclude<ApprovalState, 'pending'>; by: string | null; comment: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update control.approval
    set state = ${end.state}, decided_by = ${end.by}, decided_at = clock_timestamp(), comment = ${end.comment}
    where centre = ${centre} and id = ${id} and state = 'pending'`.execute(transaction);
  return numAffectedRows === 1n;
}

export interface ApprovalFilter {
  /** Only what this person asked for. */
  askedBy?: string;
  kind?: string;
  state?: string;
  about?: string;
  before?: string;
  limit: number;
}

/** Newest first; one row more than `limit` when there is another page. */
export async function pageApprovals(
  transaction: Transaction,
  centre: string,
  { askedBy, kind, state, about, before, limit }: ApprovalFilter,
): Promise<ApprovalRow[]> {
  const conditions = [
    sql`a.centre = ${centre}`,
    ...(askedBy === undefined ? [] : [sql`a.asked_by = ${askedBy}`]),
    ...(kind === undefined ? [] : [sql`a.kind = ${kind}`]),
    ...(state === undefined ? [] : [sql`a.state = ${state}`]),
    ...(about === undefined ? [] : [sql`a.about = ${about}`]),
    ...(before === undefined ? [] : [sql`a.id < ${before}::uuid`]),
  ];
  const { rows } = await sql<ApprovalRow>`${selected} where ${sql.join(conditions, sql` and `)}
    order by a.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

/** What is pending though whoever asked for it is there no longer, whatever their record. */
export async function pendingOfLeavers(
  transaction: Transaction,
  centre: string,
): Promise<{ id: string; kind: ApprovalKind; about: string; unit: string }[]> {
  const { rows } = await sql<{ id: string; kind: ApprovalKind; about: string; unit: string }>`
    select a.id, a.kind, a.about, a.unit from control.approval a
    join access.published_human h on h.centre = a.centre and h.person = a.asked_by
    join access.published_person p on p.centre = a.centre and p.person = h.human
    where a.centre = ${centre} and a.state = 'pending' and p.state <> 'active' order by a.id`.execute(transaction);
  return rows;
}
