import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Rung } from './certification-store.ts';

interface StoredDecision {
  decision: 'keep' | 'remove';
  reason: string | null;
  reviewer: string;
  /** For whom the reviewer decided, as their deputy. */
  onBehalfOf: string | null;
  at: string;
  tookMs: number | null;
  act: string;
  together: number;
  removal: 'requested' | 'ended' | 'refused' | null;
  request: string | null;
}

/** A holding of the frozen population, whose turn it is, and what was decided. */
export interface StoredHolding {
  grant: string;
  holder: string;
  holderUnit: string;
  post: string;
  holderState: 'active' | 'departed';
  role: string;
  risk: 1 | 2 | 3;
  unit: string;
  since: Date | null;
  until: Date | null;
  request: string | null;
  granters: string[];
  ladder: Rung[];
  rung: number;
  dueAt: Date;
  /** Still held or planned at this moment. */
  held: boolean;
  decision: StoredDecision | null;
}

/** With the records that go on of those that ended: one human does not review what they granted under another. */
const granters = `h.granters || array(select m.merged_into from access.person m
    where m.centre = h.centre and m.merged_into is not null and m.id = any(h.granters))`;

const columns =
  sql.raw(`h."grant", h.holder, h.holder_unit as "holderUnit", h.holder_post as post, p.state as "holderState", h.role, h.risk, h.unit,
  h.since, h.until, h.request, ${granters} as granters, h.ladder, t.rung, t.due_at as "dueAt",
  not isempty(g.validity) and (upper_inf(g.validity) or upper(g.validity) > clock_timestamp()) as held,
  case when d.decision is not null then json_build_object('decision', d.decision, 'reason', d.reason, 'reviewer', d.reviewer, 'onBehalfOf', d.on_behalf_of,
    'at', to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'tookMs', d.took_ms, 'act', d.act, 'together', d.act_size,
    'removal', d.removal, 'request', d.request) end as decision`);
const tables = sql.raw(`access.certification_holding h
  join access.certification_turn t on t.centre = h.centre and t.certification = h.certification and t."grant" = h."grant"
  join access.person p on p.centre = h.centre and p.id = h.holder
  join access.grant g on g.centre = h.centre and g.id = h."grant"
  left join access.certification_decision d on d.centre = h.centre and d.certification = h.certification and d."grant" = h."grant"`);

export interface HoldingFilter {
  state?: 'undecided' | 'kept' | 'removed';
  role?: string;
  unit?: string;
  holder?: string;
  grants?: readonly string[];
  /** Undecided, and past their turn's deadline. */
  overdue?: true;
  /** Id of the last grant of the page before. */
  after?: string;
  limit?: number;
}

/**
 * A campaign's holdings as far as they differ in who reviews them, each kind once: where, by which ladder, and who of the people that might
 * review is concerned. There are few kinds of many holdings.
 */
export async function kindsOfHoldings(
  transaction: Transaction,
  centre: string,
  certification: string,
  people: readonly string[],
): Promise<Pick<StoredHolding, 'unit' | 'ladder' | 'holder' | 'granters'>[]> {
  const { rows } = await sql<Pick<StoredHolding, 'unit' | 'ladder' | 'holder' | 'granters'>>`
    select distinct h.unit, h.ladder, case when h.holder = any(${people}::uuid[]) then h.holder::text else '' end as holder,
      array(select g::text from unnest(${sql.raw(granters)}) g where g = any(${people}::uuid[]) order by g) as granters
    from access.certification_holding h
    where h.centre = ${centre} and h.certification = ${certification}::uuid`.execute(transaction);
  return rows;
}

/** By grant. */
export async function listHoldings(
  transaction: Transaction,
  centre: string,
  certification: string,
  filter: HoldingFilter = {},
): Promise<StoredHolding[]> {
  const decided = {
    undecided: sql`d.decision is null`,
    kept: sql`d.decision = 'keep'`,
    removed: sql`d.decision = 'remove'`,
  };
  const conditions = [
    sql`h.centre = ${centre} and h.certification = ${certification}::uuid`,
    ...(filter.state === undefined ? [] : [decided[filter.state]]),
    ...(filter.role === undefined ? [] : [sql`h.role = ${filter.role}`]),
    ...(filter.unit === undefined ? [] : [sql`h.unit = ${filter.unit}`]),
    ...(filter.holder === undefined ? [] : [sql`h.holder = ${filter.holder}::uuid`]),
    ...(filter.grants === undefined ? [] : [sql`h."grant" = any(${filter.grants}::uuid[])`]),
    ...(filter.overdue ? [sql`d.decision is null and t.due_at <= clock_timestamp()`] : []),
    ...(filter.after === undefined ? [] : [sql`h."grant" > ${filter.after}::uuid`]),
  ];
  const { rows } = await sql<StoredHolding>`select ${columns} from ${tables} where ${sql.join(conditions, sql` and `)}
    order by h."grant" ${filter.limit === undefined ? sql`` : sql`limit ${filter.limit}`}`.execute(transaction);
  return rows;
}

/** Locks whose turn it is: a decision, another decision and an escalation of one holding take turns. */
export async function lockTurn(
  transaction: Transaction,
  centre: string,
  certification: string,
  grant: string,
): Promise<void> {
  await sql`select from access.certification_turn
    where centre = ${centre} and certification = ${certification}::uuid and "grant" = ${grant}::uuid for update`.execute(
    transaction,
  );
}

export async function passTurn(
  transaction: Transaction,
  centre: string,
  certification: string,
  grant: string,
  next: { rung: number; dueAt: Date },
): Promise<void> {
  await sql`update access.certification_turn set rung = ${next.rung}, due_at = ${next.dueAt}
    where centre = ${centre} and certification = ${certification}::uuid and "grant" = ${grant}::uuid`.execute(
    transaction,
  );
}

/** Milliseconds since the reviewer was last shown the list or last decided; null when they never were shown it. */
export async function millisecondsSinceShown(
  transaction: Transaction,
  centre: string,
  certification: string,
  reviewer: string,
): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`select
      floor(extract(epoch from clock_timestamp() - greatest(s.shown_at,
        (select max(d.at) from access.certification_decision d
          where d.centre = s.centre and d.certification = s.certification and d.reviewer = s.reviewer))) * 1000)::bigint as ms
    from access.certification_showing s
    where s.centre = ${centre} and s.certification = ${certification}::uuid and s.reviewer = ${reviewer}::uuid`.execute(
    transaction,
  );
  const ms = rows[0]?.ms;
  return ms == null ? null : Math.max(0, ms);
}

export interface NewDecision extends Omit<StoredDecision, 'at'> {
  grant: string;
  holder: string;
  rung: number;
}

export async function insertCertificationDecision(
  transaction: Transaction,
  centre: string,
  certification: string,
  given: NewDecision,
): Promise<void> {
  await sql`insert into access.certification_decision
      (centre, certification, "grant", holder, reviewer, on_behalf_of, rung, decision, reason, took_ms, act, act_size, removal, request)
    values (${centre}, ${certification}, ${given.grant}, ${given.holder}, ${given.reviewer}, ${given.onBehalfOf}, ${given.rung}, ${given.decision}, ${given.reason},
      ${given.tookMs}, ${given.act}, ${given.together}, ${given.removal}, ${given.request})`.execute(transaction);
}

/** A request to end the same holding that is under way already. */
export async function pendingRevocation(
  transaction: Transaction,
  centre: string,
  { holder, role, unit }: { holder: string; role: string; unit: string },
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('access.request')
    .select('id')
    .where('centre', '=', centre)
    .where('beneficiary', '=', holder)
    .where('role', '=', role)
    .where('unit', '=', unit)
    .where('change', '=', 'revoke')
    .where('state', 'in', ['pending', 'approved'])
    .executeTakeFirst();
  return row?.id;
}
