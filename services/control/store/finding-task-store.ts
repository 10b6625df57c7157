import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Findings that await somebody, the earliest due first. */
export async function findingsWaiting(
  transaction: Transaction,
  centre: string,
  units: readonly string[],
  most: number,
): Promise<{ id: string; dueAt: Date | null; transferBy: Date | null }[]> {
  const { rows } = await sql<{ id: string; dueAt: Date | null; transferBy: Date | null }>`
    select id, case when state = 'fed-back' then respond_by end as "dueAt", transfer_by as "transferBy"
    from control.finding
    where centre = ${centre} and unit = any(${[...units]}::text[])
      and (state in ('open', 'fed-back', 'accepted', 'disputed', 'upholding', 'withdrawing', 'upheld')
        or state = 'ordered' and transfer_by is not null and transferred_at is null)
    order by 2 nulls last, id limit ${most}`.execute(transaction);
  return rows;
}

/** Orders that await somebody, the earliest due first. */
export async function rectificationsWaiting(
  transaction: Transaction,
  centre: string,
  units: readonly string[],
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from control.rectification
    where centre = ${centre} and unit = any(${[...units]}::text[]) and state <> 'closed'
    order by due_at, id limit ${most}`.execute(transaction);
  return rows.map(({ id }) => id);
}
