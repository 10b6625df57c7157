import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface LoggedTypeRow {
  type: string;
  since: Date;
  /** Username of who set it; null for what was set before that was kept. */
  by: string | null;
}

/** By name. */
export async function listLoggedTypes(transaction: Transaction, centre: string): Promise<LoggedTypeRow[]> {
  const { rows } = await sql<LoggedTypeRow>`select type, since,
      (select username from access.account a where a.centre = t.centre and a.person = t.set_by order by created_at desc limit 1) as by
    from access.logged_type t where centre = ${centre} order by type collate "C"`.execute(transaction);
  return rows;
}

/** Whether that changed anything. */
export async function addLoggedType(
  transaction: Transaction,
  centre: string,
  type: string,
  by: string,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into access.logged_type (centre, type, set_by) values (${centre}, ${type}, ${by})
    on conflict do nothing`.execute(transaction);
  return numAffectedRows === 1n;
}

/** Whether that changed anything. */
export async function removeLoggedType(transaction: Transaction, centre: string, type: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from access.logged_type
    where centre = ${centre} and type = ${type}`.execute(transaction);
  return numAffectedRows === 1n;
}
