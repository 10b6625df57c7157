import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { TaskRow } from '../desk/task.ts';

interface Waiting {
  kind: TaskRow['kind'];
  about: string;
  unit: string;
  amountFen: number;
  /** YYYY-MM-DD: the last day. */
  dueOn: string | null;
}

/** What of recoveries waits for whoever holds these duties and is none of these people: those who had a part in it do not go on. */
export async function recoveriesWaiting(
  transaction: Transaction,
  centre: string,
  { duties, selves, most }: { duties: readonly string[]; selves: readonly string[]; most: number },
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select * from (
      select case r.state when 'opened' then 'recovery-order' when 'to-review' then 'recovery-review' else 'recovery-approve' end as kind,
        case r.state when 'opened' then 'handle' when 'to-review' then 'review' else 'approve' end as duty,
        r.id as about, r.unit, r.amount_fen as "amountFen", null as "dueOn"
      from control.recovery r
      where r.centre = ${centre} and r.state in ('opened', 'to-review', 'to-approve')
        and (r.handled_by is null or r.handled_by <> all (${selves}::uuid[]))
        and (r.reviewed_by is null or r.reviewed_by <> all (${selves}::uuid[]))
      union all
      select 'recovery-plan-confirm', 'review', r.id, r.unit, r.outstanding_fen, null
      from control.recovery r join lateral (
        select confirmed_by, proposed_by, total_fen from control.recovery_plan p where p.centre = r.centre and p.recovery = r.id
        order by p.no desc limit 1) p on p.confirmed_by is null and p.proposed_by <> all (${selves}::uuid[])
        and p.total_fen = r.outstanding_fen
      where r.centre = ${centre} and r.state = 'ordered'
      union all
      select 'recovery-collect', 'handle', r.id, r.unit, r.outstanding_fen, coalesce(next.due_on, case when p.no is null then r.due_on end)::text
      from control.recovery r
      left join lateral (
        select * from control.recovery_plan q where q.centre = r.centre and q.recovery = r.id and q.confirmed_by is not null
        order by q.no desc limit 1) p on true
      left join lateral (
        select i.due_on from (
          select d.due_on, sum(d.fen) over (order by d.due_on) as upto from unnest(p.due_on, p.fen) as d(due_on, fen)) i
        where i.upto > p.total_fen - r.outstanding_fen order by i.due_on limit 1) next on true
      where r.centre = ${centre} and r.state = 'ordered'
    ) waiting
    where duty = any(${duties}::text[]) order by "dueOn" nulls last, about limit ${most}`.execute(transaction);
  return rows;
}
