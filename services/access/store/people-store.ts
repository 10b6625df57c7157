import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { actsAt } from './acting.ts';
import { inOffice } from './in-office.ts';

export interface PersonRow {
  id: string;
  username: string | null;
  name: string;
  staffNumber: string;
  unit: string;
  post: string;
  state: 'active' | 'departed';
  roles: string[];
}

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A condition on a person's row: `id or username`, whichever the text is. */
const idOrUsername = (centre: string, text: string) =>
  isId.test(text)
    ? sql<boolean>`p.id = ${text}`
    : sql<boolean>`p.id in (select person from access.account where centre = ${centre} and username = ${text})`;

const columns = sql`p.id, p.name, p.staff_number as "staffNumber", p.unit, p.post, p.state,
  (select username from access.account a where a.centre = p.centre and a.person = p.id order by created_at desc limit 1) as username,
  coalesce((select array_agg(distinct g.role order by g.role) from access.grant g
    where g.centre = p.centre and g.person = p.id and g.validity @> now() and ${actsAt('g', 'now()')}), '{}') as roles`;

export async function findPerson(
  transaction: Transaction,
  centre: string,
  idOrName: string,
): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`select ${columns} from access.person p
    where p.centre = ${centre} and ${idOrUsername(centre, idOrName)}`.execute(transaction);
  return rows[0];
}

export interface PeopleFilter {
  unit?: string;
  units?: string[];
  only?: string;
  state?: string;
  text?: string;
  after?: string;
  limit: number;
}

/** By id; `units` bounds what the caller may see. */
export async function listPeople(transaction: Transaction, centre: string, filter: PeopleFilter): Promise<PersonRow[]> {
  const pattern = filter.text === undefined ? null : `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<PersonRow>`select ${columns} from access.person p
    where p.centre = ${centre}
      and (${filter.units ?? null}::text[] is null or p.unit = any(${filter.units ?? null}::text[]) or p.id = ${filter.only ?? null}::uuid)
      and (${filter.unit ?? null}::text is null or p.unit = ${filter.unit ?? null})
      and (${filter.state ?? null}::text is null or p.state = ${filter.state ?? null})
      and (${pattern}::text is null or p.name ilike ${pattern} or exists (
        select from access.account a where a.centre = p.centre and a.person = p.id and a.username ilike ${pattern}))
      and (${filter.after ?? null}::uuid is null or p.id > ${filter.after ?? null}::uuid)
    order by p.id limit ${filter.limit}`.execute(transaction);
  return rows;
}

/** Usernames of people, for what is shown; a person without an account has none. */
export async function usernamesOf(
  transaction: Transaction,
  centre: string,
  people: Iterable<string>,
): Promise<Map<string, string>> {
  const ids = [...new Set(people)];
  if (ids.length === 0) return new Map();
  const rows = await transaction
    .selectFrom('access.account')
    .select(['person', 'username'])
    .where('centre', '=', centre)
    .where('person', 'in', ids)
    .orderBy('created_at')
    .execute();
  return new Map(rows.map(({ person, username }) => [person, username]));
}

export interface ActiveAccount {
  id: string;
  username: string;
}

/** The person's active account; undefined once they have left, or are to have left by now. */
export async function activeAccount(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<ActiveAccount | undefined> {
  return transaction
    .selectFrom('access.account as a')
    .innerJoin('access.person as p', (join) => join.onRef('p.centre', '=', 'a.centre').onRef('p.id', '=', 'a.person'))
    .select(['a.id', 'a.username'])
    .where('a.centre', '=', centre)
    .where('a.person', '=', person)
    .where('a.state', '=', 'active')
    .where(sql<boolean>`${inOffice('p')}`)
    .executeTakeFirst();
}

/** Names and units of people, for what is shown. */
export async function peopleById(
  transaction: Transaction,
  centre: string,
  people: Iterable<string>,
): Promise<Map<string, { id: string; username: string | null; name: string; unit: string }>> {
  const ids = [...new Set(people)];
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; username: string | null; name: string; unit: string }>`
    select p.id, p.name, p.unit,
      (select username from access.account a where a.centre = p.centre and a.person = p.id order by created_at desc limit 1) as username
    from access.person p where p.centre = ${centre} and p.id = any(${ids}::uuid[])`.execute(transaction);
  return new Map(rows.map((row) => [row.id, row]));
}
