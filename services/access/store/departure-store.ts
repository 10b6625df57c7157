import type { DepartureEffects, DepartureInput } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export type DepartureKind = DepartureInput['kind'];

export interface DepartureRow {
  id: string;
  person: string;
  username: string;
  name: string;
  unit: string;
  kind: DepartureKind;
  reason: string | null;
  at: Date;
  by: string | null;
  client: string;
  effects: DepartureEffects;
}

/** Disables every account of the person, a suspended one too, and marks them as departed; gives the accounts' usernames. */
export async function disablePerson(
  transaction: Transaction,
  centre: string,
  person: string,
  reason: string,
): Promise<string[]> {
  await transaction
    .updateTable('access.person')
    .set({ state: 'departed' })
    .where('centre', '=', centre)
    .where('id', '=', person)
    .execute();
  const rows = await transaction
    .updateTable('access.account')
    .set({ state: 'disabled', disabled_at: sql<Date>`clock_timestamp()`, disabled_reason: reason })
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('state', '!=', 'disabled')
    .returning('username')
    .execute();
  return rows.map(({ username }) => username);
}

export async function insertDeparture(
  transaction: Transaction,
  centre: string,
  departure: {
    person: string;
    kind: DepartureKind;
    reason?: string;
    byPerson?: string;
    client: string;
    effects: DepartureEffects;
  },
): Promise<string> {
  const id = newId();
  await transaction
    .insertInto('access.departure')
    .values({
      centre,
      id,
      person: departure.person,
      kind: departure.kind,
      reason: departure.reason ?? null,
      by_person: departure.byPerson ?? null,
      client: departure.client,
      effects: JSON.stringify(departure.effects),
    })
    .execute();
  return id;
}

export interface DepartureFilter {
  id?: string;
  person?: string;
  units?: string[];
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listDepartures(
  transaction: Transaction,
  centre: string,
  filter: DepartureFilter,
): Promise<DepartureRow[]> {
  const username = (person: string) =>
    sql.raw(
      `(select username from access.account a where a.centre = d.centre and a.person = ${person} order by created_at desc limit 1)`,
    );
  const { rows } =
    await sql<DepartureRow>`select d.id, d.person, ${username('d.person')} as username, p.name, p.unit, d.kind, d.reason, d.at,
      ${username('d.by_person')} as by, d.client, d.effects
    from access.departure d join access.person p on p.centre = d.centre and p.id = d.person
    where d.centre = ${centre}
      and (${filter.id ?? null}::uuid is null or d.id = ${filter.id ?? null}::uuid)
      and (${filter.person ?? null}::uuid is null or d.person = ${filter.person ?? null}::uuid)
      and (${filter.units ?? null}::text[] is null or p.unit = any(${filter.units ?? null}::text[]))
      and (${filter.before ?? null}::uuid is null or d.id < ${filter.before ?? null}::uuid)
    order by d.id desc limit ${filter.limit}`.execute(transaction);
  return rows;
}

/** Whether a suspension was in force when they left last: they would come back as if nothing had been held against them. */
export async function leftSuspended(transaction: Transaction, centre: string, person: string): Promise<boolean> {
  const { rows } = await sql`select from access.suspension s
    where s.centre = ${centre} and s.person = ${person} and s.state = 'departed' and not exists (
      select from access.rehire r where r.centre = s.centre and r.person = s.person and r.at > s.ended_at)
    limit 1`.execute(transaction);
  return rows.length > 0;
}

/** For how many days the centre lets a departure be taken back by request. */
export async function reinstateDays(transaction: Transaction, centre: string): Promise<number> {
  const { rows } = await sql<{
    days: number;
  }>`select reinstate_days as days from access.centre where centre = ${centre}`.execute(transaction);
  return rows[0]?.days ?? 0;
}

export async function setReinstateDays(transaction: Transaction, centre: string, days: number): Promise<void> {
  await sql`update access.centre set reinstate_days = ${days} where centre = ${centre}`.execute(transaction);
}
