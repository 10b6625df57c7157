import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface Holder {
  person: string;
  role: string;
  unit: string;
}

/** People who hold one of these roles at this moment and have not left. */
export async function activeHolders(transaction: Transaction, centre: string, roles: string[]): Promise<Holder[]> {
  const { rows } = await sql<Holder>`select g.person, g.role, g.unit from access.grant g
    join access.person p on p.centre = g.centre and p.id = g.person and p.state = 'active'
    where g.centre = ${centre} and g.role = any(${roles}::text[]) and g.validity @> clock_timestamp()
    order by g.person, g.id`.execute(transaction);
  return rows;
}

/** What a person holds at this moment. */
export async function heldNow(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<{ id: string; role: string; unit: string }[]> {
  const { rows } = await sql<{ id: string; role: string; unit: string }>`select id, role, unit from access.grant
    where centre = ${centre} and person = ${person} and validity @> clock_timestamp() order by id`.execute(transaction);
  return rows;
}
