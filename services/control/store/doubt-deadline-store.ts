import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

const waiting = sql`state in ('open', 'assigned', 'verifying', 'needs-more')`;

/** The days in Shanghai on which doubts were raised that have no deadline yet, with their rules. */
export async function withoutDeadline(
  transaction: Transaction,
  centre: string,
): Promise<{ day: string; rule: string }[]> {
  const { rows } = await sql<{
    day: string;
    rule: string;
  }>`select distinct ((raised_at at time zone 'Asia/Shanghai')::date)::text as day, rule
    from (select raised_at, rule from control.doubt where centre = ${centre} and due_at is null and ${waiting}
      order by raised_at limit 20000) d`.execute(transaction);
  return rows;
}

/** Sets it on some of that day and rule; gives on how many. */
export async function setDeadlines(
  transaction: Transaction,
  centre: string,
  { day, rule, dueAt, most }: { day: string; rule: string; dueAt: Date; most: number },
): Promise<number> {
  const { numAffectedRows } = await sql`update control.doubt set due_at = ${dueAt} where centre = ${centre} and id in (
    select id from control.doubt where centre = ${centre} and due_at is null and ${waiting} and rule = ${rule}
      and raised_at >= ${day}::date::timestamp at time zone 'Asia/Shanghai'
      and raised_at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'
      order by id limit ${most} for update skip locked)`.execute(transaction);
  return Number(numAffectedRows ?? 0);
}

export interface Due {
  id: string;
  unit: string;
  assignee: string | null;
  dueAt: Date;
}

/** Marks some that are due before `by` and of which their verifier was not reminded; gives which. */
export async function takeReminders(transaction: Transaction, centre: string, by: Date, most: number): Promise<Due[]> {
  const { rows } =
    await sql<Due>`update control.doubt set reminded_at = clock_timestamp() where centre = ${centre} and id in (
      select id from control.doubt where centre = ${centre} and ${waiting} and due_at <= ${by} and due_at > clock_timestamp()
        and assignee is not null and reminded_at is null order by id limit ${most} for update skip locked)
    returning id, unit, assignee, due_at as "dueAt"`.execute(transaction);
  return rows;
}

/** Marks some that are overdue and of which nobody was told; gives which. */
export async function takeOverdue(transaction: Transaction, centre: string, most: number): Promise<Due[]> {
  const { rows } =
    await sql<Due>`update control.doubt set overdue_told_at = clock_timestamp() where centre = ${centre} and id in (
      select id from control.doubt where centre = ${centre} and ${waiting} and due_at <= clock_timestamp()
        and overdue_told_at is null order by id limit ${most} for update skip locked)
    returning id, unit, assignee, due_at as "dueAt"`.execute(transaction);
  return rows;
}

export interface OverdueUnit {
  unit: string;
  dueAt: Date;
  /** The working days after which it was passed up already. */
  passed: number[];
}

/** The units with overdue doubts, by deadline. */
export async function overdueUnits(transaction: Transaction, centre: string): Promise<OverdueUnit[]> {
  const { rows } = await sql<OverdueUnit>`select d.unit, d.due_at as "dueAt", array(
      select e.after_days from control.doubt_escalation e where e.centre = ${centre} and e.due_at = d.due_at and e.unit = d.unit) as passed
    from (select distinct unit, due_at from control.doubt where centre = ${centre} and ${waiting} and due_at <= clock_timestamp()) d
    order by d.due_at, d.unit`.execute(transaction);
  return rows;
}

/** Notes that they are taken to a post; gives the first of them and how many they are, or undefined where that was done or none is left. */
export async function insertDoubtEscalation(
  transaction: Transaction,
  centre: string,
  { unit, dueAt, afterDays, post }: { unit: string; dueAt: Date; afterDays: number; post: string },
): Promise<{ first: string; doubts: number } | undefined> {
  const { rows } = await sql<{ first: string; doubts: number }>`
    with late as (select (array_agg(id order by id))[1] as first, count(*)::int as doubts from control.doubt
      where centre = ${centre} and unit = ${unit} and due_at = ${dueAt} and ${waiting}),
    noted as (insert into control.doubt_escalation (centre, due_at, unit, after_days, post, doubts)
      select ${centre}, ${dueAt}, ${unit}, ${afterDays}, ${post}, doubts from late where doubts > 0
      on conflict do nothing returning doubts)
    select late.first, noted.doubts from late, noted`.execute(transaction);
  return rows[0];
}

/** Opens again some whose verifier has left; gives which. */
export async function releaseOfLeavers(transaction: Transaction, centre: string, most: number): Promise<Due[]> {
  const { rows } =
    await sql<Due>`update control.doubt set state = 'open', assignee = null where centre = ${centre} and id in (
      select d.id from control.doubt d left join access.published_person p on p.centre = d.centre and p.person = d.assignee
      where d.centre = ${centre} and d.state in ('assigned', 'verifying', 'needs-more') and p.state is distinct from 'active'
      order by d.id limit ${most} for update of d skip locked)
    returning id, unit, assignee, due_at as "dueAt"`.execute(transaction);
  return rows;
}
