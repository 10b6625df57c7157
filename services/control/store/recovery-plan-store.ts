import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Instalment } from '../recoveries/instalments.ts';

export interface PlanRow {
  no: number;
  totalFen: number;
  instalments: Instalment[];
  note: string | null;
  proposedBy: string;
  proposedByName: string | null;
  proposedAt: Date;
  confirmedBy: string | null;
  confirmedByName: string | null;
  confirmedAt: Date | null;
}

const instalments = sql`(select jsonb_agg(jsonb_build_object('dueOn', day::text, 'amountFen', fen) order by day)
  from unnest(p.due_on, p.fen) as i(day, fen))`;
const name = (by: string) =>
  sql.raw(`(select username from access.published_person a where a.centre = p.centre and a.person = p.${by})`);

/** Newest first. */
export async function plansOf(transaction: Transaction, centre: string, recovery: string): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`select p.no, p.total_fen as "totalFen", ${instalments} as instalments, p.note,
      p.proposed_by as "proposedBy", ${name('proposed_by')} as "proposedByName", p.proposed_at as "proposedAt",
      p.confirmed_by as "confirmedBy", ${name('confirmed_by')} as "confirmedByName", p.confirmed_at as "confirmedAt"
    from control.recovery_plan p where p.centre = ${centre} and p.recovery = ${recovery} order by p.no desc`.execute(
    transaction,
  );
  return rows;
}

/** The database numbers it. */
export async function insertPlan(
  transaction: Transaction,
  centre: string,
  recovery: string,
  plan: { totalFen: number; instalments: readonly Instalment[]; note: string | null; by: string },
): Promise<number> {
  const days = plan.instalments.map(({ dueOn }) => dueOn);
  const fen = plan.instalments.map(({ amountFen }) => amountFen);
  const { rows } = await sql<{
    no: number;
  }>`insert into control.recovery_plan (centre, recovery, total_fen, due_on, fen, note, proposed_by)
    values (${centre}, ${recovery}, ${plan.totalFen}, ${days}::date[], ${fen}::bigint[], ${plan.note}, ${plan.by})
    returning no`.execute(transaction);
  return (rows[0] as { no: number }).no;
}

export async function confirmPlan(
  transaction: Transaction,
  centre: string,
  recovery: string,
  { no, by }: { no: number; by: string },
): Promise<void> {
  await sql`update control.recovery_plan set confirmed_by = ${by}, confirmed_at = clock_timestamp()
    where centre = ${centre} and recovery = ${recovery} and no = ${no}`.execute(transaction);
}

export interface Dun {
  recovery: string;
  unit: string;
  outstandingFen: number;
  handledBy: string;
  approvedBy: string;
  /** Of the agreement in force, or the day of the order and all of it. */
  instalments: Instalment[];
}

/** What is owed and has a day that is over. */
export async function owedBefore(transaction: Transaction, centre: string, today: string): Promise<Dun[]> {
  const { rows } = await sql<Dun>`
    select r.id as recovery, r.unit, r.outstanding_fen as "outstandingFen", r.handled_by as "handledBy", r.approved_by as "approvedBy",
      coalesce(${instalments}, jsonb_build_array(jsonb_build_object('dueOn', r.due_on::text, 'amountFen', r.amount_fen))) as instalments
    from control.recovery r
    left join lateral (
      select * from control.recovery_plan q where q.centre = r.centre and q.recovery = r.id and q.confirmed_by is not null
      order by q.no desc limit 1) p on true
    where r.centre = ${centre} and r.state = 'ordered' and coalesce(p.due_on[1], r.due_on) < ${today}::date
    order by r.id`.execute(transaction);
  return rows;
}
