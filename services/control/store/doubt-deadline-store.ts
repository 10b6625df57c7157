import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

const waiting = sql`state in ('open', 'assigned', 'verifying', 'needs-more')`;

/** The days in Shanghai on which doubts were raised that have no deadline yet. */
export async function daysWithoutDeadline(transaction: Transaction, centre: string): Promise<string[]> {
  const { rows } = await sql<{
    day: string;
  }>`select distinct ((raised_at at time zone 'Asia/Shanghai')::date)::text as day
    from (select raised_at from control.doubt where centre = ${centre} and due_at is null and ${waiting} order by raised_at limit 20000) d`.execute(
    transaction,
  );
  return rows.map(({ day }) => day);
}

/** Sets it on some of that day; gives on how many. */
export async function setDeadlines(
  transaction: Transaction,
  centre: string,
  { day, dueAt, most }: { day: string; dueAt: Date; most: number },
): Promise<number> {
  const { numAffectedRows } = await sql`update control.doubt set due_at = ${dueAt} where centre = ${centre} and id in (
    select id from control.doubt where centre = ${centre} and due_at is null and ${waiting}
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
