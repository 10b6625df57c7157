import type { RetirementCategory } from '@zhiheng/calendar';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { todayInChina } from './clock-store.ts';

/** By what somebody retires. The date of birth is personal: it leaves this room for who says what for only. */
export interface BirthRow {
  /** `YYYY-MM-DD`, as all days here. */
  born: string;
  category: RetirementCategory;
  statutory: string;
  /** The day they leave on instead. */
  chosen: string | null;
  /** The request that put it off. */
  postponedBy: string | null;
}

const dayOf = (column: string) => sql.raw(`to_char(${column}, 'YYYY-MM-DD')`);

export async function readBirth(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<BirthRow | undefined> {
  const { rows } = await sql<BirthRow>`select ${dayOf('born')} as born, category, ${dayOf('statutory')} as statutory,
      ${dayOf('chosen')} as chosen, postponed_by as "postponedBy"
    from access.birth where centre = ${centre} and person = ${person}`.execute(transaction);
  return rows[0];
}

export async function writeBirth(
  transaction: Transaction,
  centre: string,
  person: string,
  { born, category, statutory, chosen, postponedBy }: BirthRow,
): Promise<void> {
  await sql`insert into access.birth (centre, person, born, category, statutory, chosen, postponed_by)
    values (${centre}, ${person}, ${born}::date, ${category}, ${statutory}::date, ${chosen}::date, ${postponedBy}::uuid)
    on conflict (centre, person) do update set born = excluded.born, category = excluded.category, statutory = excluded.statutory,
      chosen = excluded.chosen, postponed_by = excluded.postponed_by, updated_at = clock_timestamp()`.execute(
    transaction,
  );
}

/** False where there was nothing. */
export async function deleteBirth(transaction: Transaction, centre: string, person: string): Promise<boolean> {
  const { rows } =
    await sql`delete from access.birth where centre = ${centre} and person = ${person} returning person`.execute(
      transaction,
    );
  return rows.length > 0;
}

/** The day on which a person retires, while it is to come: who came back after theirs stays as long as is agreed. */
export async function retiresOn(transaction: Transaction, centre: string, person: string): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`select ${dayOf('coalesce(chosen, statutory)')} as day from access.birth
    where centre = ${centre} and person = ${person}
      and coalesce(chosen, statutory) > ${todayInChina}`.execute(transaction);
  return rows[0]?.day;
}

/** Whether somebody has come back before, from whatever departure. */
export async function cameBack(transaction: Transaction, centre: string, person: string): Promise<boolean> {
  const { rows } = await sql`select from access.rehire where centre = ${centre} and person = ${person} limit 1`.execute(
    transaction,
  );
  return rows.length > 0;
}

/** The day in China by the database's clock. */
export async function today(transaction: Transaction): Promise<string> {
  const { rows } = await sql<{
    day: string;
  }>`select to_char(${todayInChina}, 'YYYY-MM-DD') as day`.execute(transaction);
  return (rows[0] as { day: string }).day;
}
