import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { TaskRow } from '../desk/task.ts';

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
