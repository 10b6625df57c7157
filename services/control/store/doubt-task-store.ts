import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { TaskRow } from '../desk/task.ts';
import { arrived } from './doubt-store.ts';

interface Waiting {
  kind: TaskRow['kind'];
  about: string;
  unit: string;
  rule: string;
  dueAt: Date | null;
}

/** Doubts that wait for this person: assigned to them, or for a duty of theirs on one in which they had no part. */
export async function doubtsWaiting(
  transaction: Transaction,
  centre: string,
  { person, duties, most }: { person: string; duties: readonly string[]; most: number },
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select case d.state when 'concluded' then 'doubt-review' when 'reviewed' then 'doubt-approve' else 'doubt-verify' end as kind,
      d.id as about, d.unit, d.rule, d.due_at as "dueAt"
    from control.doubt d
    where d.centre = ${centre} and (
      d.assignee = ${person} and d.state in ('assigned', 'verifying', 'needs-more')
      or (d.state = 'concluded' and 'review' = any(${duties}::text[]) or d.state = 'reviewed' and 'approve' = any(${duties}::text[]))
        and not (${person} = any(d.people))
        and not exists (select from control.doubt_person p where p.centre = d.centre and p.doubt = d.id and p.person = ${person}))
    order by d.due_at nulls last, d.id limit ${most}`.execute(transaction);
  return rows;
}

/** Open doubts that nobody has and in which this person has no part, what is due first. */
export async function doubtsUnassigned(
  transaction: Transaction,
  centre: string,
  { person, most }: { person: string; most: number },
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`select 'doubt-assign' as kind, d.id as about, d.unit, d.rule, d.due_at as "dueAt"
    from control.doubt d where d.centre = ${centre} and d.state = 'open' and ${arrived(centre)} and not (${person} = any(d.people))
    order by d.due_at nulls last, d.id limit ${most}`.execute(transaction);
  return rows;
}

/** What was cleared at once and waits for a check by somebody who had no part in it: this person, if something that is drawn is left for them. */
export async function clearingsWaiting(
  transaction: Transaction,
  centre: string,
  { person, most }: { person: string; most: number },
): Promise<{ id: string; reason: string }[]> {
  const { rows } = await sql<{ id: string; reason: string }>`select c.id, c.reason from control.doubt_clearing c
    where c.centre = ${centre} and c.state = 'checking' and c.cleared_by <> ${person} and exists (
      select from control.doubt_clearing_line l join control.doubt d on d.centre = l.centre and d.id = l.doubt
      where l.centre = c.centre and l.clearing = c.id and l.place <= c.drawn and l.result is null and not (${person} = any(d.people))
        and not exists (select from control.doubt_person p
          where p.centre = l.centre and p.doubt = l.doubt and p.person = ${person} and p.duty <> 'review'))
    order by c.id limit ${most}`.execute(transaction);
  return rows;
}
