import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { actsAt } from './acting.ts';
import { asleep } from './dormancy-store.ts';
import { inOffice } from './in-office.ts';
import { onLeave } from './leave-store.ts';

export interface Holder {
  person: string;
  role: string;
  unit: string;
}

/**
 * Selects who holds one of these roles at this moment and has not left; `away` says who is on leave, for whom their deputies act.
 */
export const selectHolders = (centre: string, roles: readonly string[]) => sql<Holder & { away: boolean }>`
  select g.person, g.role, g.unit, ${onLeave(sql`g.centre`, sql`g.person`)} as away from access.grant g
  join access.person p on p.centre = g.centre and p.id = g.person and ${inOffice('p')}
  where g.centre = ${centre} and g.role = any(${[...roles]}::text[]) and g.validity @> clock_timestamp() and ${actsAt('g')}
    and not ${asleep('g.centre', 'g.person')}
  order by g.person, g.id`;

type Held = { id: string; role: string; unit: string };

/** What a person may act by at this moment: what they hold, and nothing while they are on leave or once their day has come. */
export async function heldNow(transaction: Transaction, centre: string, person: string): Promise<Held[]> {
  const { rows } = await sql<{
    idle: boolean;
  }>`select ${onLeave(sql`p.centre`, sql`p.id`)} or not ${inOffice('p')} as idle from access.person p
    where p.centre = ${centre} and p.id = ${person}`.execute(transaction);
  return rows[0]?.idle === false ? grantsNow(transaction, centre, person) : [];
}

/** What a person holds at this moment, on leave too, less what is suspended. */
export async function grantsNow(transaction: Transaction, centre: string, person: string): Promise<Held[]> {
  const { rows } = await sql<Held>`select id, role, unit from access.grant g
    where centre = ${centre} and person = ${person} and validity @> clock_timestamp() and ${actsAt('g')} order by id`.execute(
    transaction,
  );
  return rows;
}
