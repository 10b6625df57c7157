import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import { arrived } from './doubt-store.ts';

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
      select d.id from control.doubt d where d.centre = ${centre} and ${waiting} and d.due_at <= clock_timestamp()
        and d.overdue_told_at is null and ${arrived(centre)} order by d.due_at limit ${most} for update skip locked)
    returning id, unit, assignee, due_at as "dueAt"`.execute(transaction);
  return rows;
}

export interface OverdueUnit {
  unit: string;
  dueAt: Date;
  /** The working days after which it was passed up already. */
  passed: number[];
}

/**
 * The units, by deadline, with doubts that one of these steps is still to be done for: each is for what was due by then. Of what was taken so far
 * that no step is left, or none yet, nothing is read.
 */
export async function overdueUnits(
  transaction: Transaction,
  centre: string,
  steps: readonly { afterDays: number; dueAt: Date }[],
): Promise<OverdueUnit[]> {
  const ascending = steps.toSorted((one, other) => one.afterDays - other.afterDays);
  const late = (await distances(transaction, centre)).flatMap((taken) => {
    const next = ascending.find(({ afterDays }) => afterDays > taken);
    return next ? [sql`d.taken_after = ${taken} and d.due_at <= ${next.dueAt}`] : [];
  });
  if (late.length === 0) return [];
  const { rows } = await sql<OverdueUnit>`select d.unit, d.due_at as "dueAt", array(
      select e.after_days from control.doubt_escalation e where e.centre = ${centre} and e.due_at = d.due_at and e.unit = d.unit) as passed
    from (select distinct d.unit, d.due_at from control.doubt d
      where d.centre = ${centre} and ${waiting} and (${sql.join(late, sql` or `)}) and ${arrived(centre)}) d
    order by d.due_at, d.unit`.execute(transaction);
  return rows;
}

/**
 * How far doubts were taken, each distance once: the index is entered anew behind each. Asked before, for with the distances at hand the server
 * knows how few doubts are at them; joined to them it reads all that there are.
 */
async function distances(transaction: Transaction, centre: string): Promise<number[]> {
  const least = (more: RawBuilder<unknown>) =>
    sql`(select min(d.taken_after) from control.doubt d where d.centre = ${centre} and ${waiting} ${more})`;
  const { rows } = await sql<{ days: number }>`
    with recursive taken as (
      select ${least(sql``)} as days
      union all
      select ${least(sql`and d.taken_after > taken.days`)} from taken where taken.days is not null)
    select days from taken where days is not null`.execute(transaction);
  return rows.map(({ days }) => days);
}

/** Notes on some of a unit's how far they were taken: what is not noted yet is looked at again. */
export async function noteTaken(
  transaction: Transaction,
  centre: string,
  { unit, dueAt, afterDays, most }: { unit: string; dueAt: Date; afterDays: number; most: number },
): Promise<void> {
  await sql`update control.doubt set taken_after = ${afterDays} where centre = ${centre} and id in (
    select d.id from control.doubt d where d.centre = ${centre} and d.unit = ${unit} and d.due_at = ${dueAt} and ${waiting}
      and d.taken_after < ${afterDays} and ${arrived(centre)} order by d.id limit ${most} for update skip locked)`.execute(
    transaction,
  );
}

/** Notes that they are taken to a post; gives the first of them and how many they are, or undefined where that was done or none is left. */
export async function insertDoubtEscalation(
  transaction: Transaction,
  centre: string,
  { unit, dueAt, afterDays, post }: { unit: string; dueAt: Date; afterDays: number; post: string },
): Promise<{ first: string; doubts: number } | undefined> {
  const { rows } = await sql<{ first: string; doubts: number }>`
    with late as (select (array_agg(id order by id))[1] as first, count(*)::int as doubts from control.doubt d
      where d.centre = ${centre} and unit = ${unit} and due_at = ${dueAt} and ${waiting} and ${arrived(centre)}),
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
