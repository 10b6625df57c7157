import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** One parent is set at a time in the whole deployment, so that no two make a circle between them. Only the owner may. */
export async function holdParents(transaction: Transaction): Promise<void> {
  await sql`lock table control.parent_centre in share row exclusive mode`.execute(transaction);
}

export async function findParent(transaction: Transaction, child: string): Promise<string | undefined> {
  const { rows } = await sql<{ parent: string }>`
    select parent from control.parent_centre where centre = ${child}`.execute(transaction);
  return rows[0]?.parent;
}

/** The centres above this one, and itself. As the owner: row-level security would stop at the first. */
export async function centresAbove(transaction: Transaction, centre: string): Promise<string[]> {
  const { rows } = await sql<{ centre: string }>`
    with recursive above as (
      select ${centre}::text as centre
      union
      select p.parent from control.parent_centre p join above a on p.centre = a.centre
    )
    select centre from above`.execute(transaction);
  return rows.map((row) => row.centre);
}

export async function keepParent(transaction: Transaction, child: string, parent: string): Promise<void> {
  await sql`insert into control.parent_centre (centre, parent) values (${child}, ${parent})
    on conflict (centre) do update set parent = excluded.parent, since = clock_timestamp()`.execute(transaction);
}

export async function dropParent(transaction: Transaction, child: string): Promise<void> {
  await sql`delete from control.parent_centre where centre = ${child}`.execute(transaction);
}

/** From here on the transaction is of this centre: what concerns two is written in the logs of both, or in none. */
export async function goOnAs(transaction: Transaction, centre: string): Promise<void> {
  await sql`select set_config('zhiheng.centre', ${centre}, true)`.execute(transaction);
}

/** What one month of a child came to; `month` is null for a child of which nothing is counted. */
export interface ChildMonth {
  child: string;
  month: string | null;
  asOf: Date | null;
  final: boolean | null;
  totals: Record<string, number> | null;
}

/** Of the children of the present centre, and of no other. */
export async function readChildrenMonths(
  transaction: Transaction,
  { from, until }: { from: string; until: string },
): Promise<ChildMonth[]> {
  const { rows } = await sql<ChildMonth>`
    select child, month, as_of as "asOf", final, totals from control.children_months(${from}, ${until})`.execute(
    transaction,
  );
  return rows;
}

export async function readCentreNames(transaction: Transaction): Promise<Map<string, { zh: string; en: string }>> {
  const { rows } = await sql<{ centre: string; name: { zh: string; en: string } }>`
    select centre, name from access.centres()`.execute(transaction);
  return new Map(rows.map(({ centre, name }) => [centre, name]));
}
