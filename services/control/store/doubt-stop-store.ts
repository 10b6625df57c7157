import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { TaskRow } from '../desk/task.ts';

/** Ordered, not confirmed, and the doubt still followed up. */
export const stopIsWaiting = sql`d.stop_ordered_at is not null and d.stop_confirmed_at is null and d.state <> 'closed'`;

/** A case that is to prove a stop, and whether it is about the doubt's subject. */
export async function stopProof(
  transaction: Transaction,
  centre: string,
  { doubt, case: proof }: { doubt: string; case: string },
): Promise<{ item: string; state: string; ofSubject: boolean } | undefined> {
  const { rows } = await sql<{ item: string; state: string; ofSubject: boolean }>`
    select c.item, c.state, coalesce(c.subject = coalesce(d.subject, o.subject), false) as "ofSubject"
    from control.doubt d
    join access.published_case c on c.centre = d.centre and c."case" = ${proof}
    left join access.published_case o on o.centre = d.centre and o."case" = d."case"
    where d.centre = ${centre} and d.id = ${doubt}`.execute(transaction);
  return rows[0];
}

/** Stops of these units that wait to be confirmed by this person, who had no part in them: what is due first. */
export async function stopsWaiting(
  transaction: Transaction,
  centre: string,
  { person, units, most }: { person: string; units: readonly string[]; most: number },
): Promise<(Pick<TaskRow, 'about' | 'unit' | 'dueAt'> & { kind: 'stop-confirm'; rule: string })[]> {
  const { rows } = await sql<{ kind: 'stop-confirm'; about: string; unit: string; rule: string; dueAt: Date | null }>`
    select 'stop-confirm' as kind, d.id as about, d.unit, d.rule, d.stop_due_at as "dueAt"
    from control.doubt d
    where d.centre = ${centre} and ${stopIsWaiting} and d.unit = any(${[...units]}::text[]) and not (${person} = any(d.people))
      and d.stop_ordered_by <> ${person}
      and not exists (select from control.doubt_person p where p.centre = d.centre and p.doubt = d.id and p.person = ${person})
    order by d.stop_due_at nulls last, d.id limit ${most}`.execute(transaction);
  return rows;
}

/** When those were ordered that have no deadline yet, some of them. */
export async function stopsWithoutDeadline(
  transaction: Transaction,
  centre: string,
  most: number,
): Promise<{ id: string; orderedAt: Date }[]> {
  const { rows } = await sql<{
    id: string;
    orderedAt: Date;
  }>`select d.id, d.stop_ordered_at as "orderedAt" from control.doubt d
    where d.centre = ${centre} and ${stopIsWaiting} and d.stop_due_at is null order by d.id limit ${most} for update skip locked`.execute(
    transaction,
  );
  return rows;
}

export async function setStopDeadlines(
  transaction: Transaction,
  centre: string,
  due: readonly { id: string; dueAt: Date }[],
): Promise<void> {
  await sql`update control.doubt d set stop_due_at = w.due_at
    from unnest(${due.map(({ id }) => id)}::uuid[], ${due.map(({ dueAt }) => dueAt)}::timestamptz[]) as w(id, due_at)
    where d.centre = ${centre} and d.id = w.id and d.stop_due_at is null`.execute(transaction);
}

/** Marks some that are overdue and of which nobody was told; gives which. */
export async function takeOverdueStops(
  transaction: Transaction,
  centre: string,
  most: number,
): Promise<{ id: string; unit: string; stopOrderedById: string; dueAt: Date }[]> {
  const { rows } = await sql<{ id: string; unit: string; stopOrderedById: string; dueAt: Date }>`
    update control.doubt set stop_overdue_told_at = clock_timestamp() where centre = ${centre} and id in (
      select d.id from control.doubt d where d.centre = ${centre} and ${stopIsWaiting} and d.stop_due_at <= clock_timestamp()
        and d.stop_overdue_told_at is null order by d.stop_due_at limit ${most} for update skip locked)
    returning id, unit, stop_ordered_by as "stopOrderedById", stop_due_at as "dueAt"`.execute(transaction);
  return rows;
}
