import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import { attributeOf, type Field } from '../scim/attributes.ts';
import type { Condition, Operator } from '../scim/filter.ts';
import type { UserFacts } from '../scim/user.ts';
import { inOffice } from './in-office.ts';

const columns: Record<Field, RawBuilder<unknown>> = {
  id: sql`p.id::text`,
  externalId: sql`s.external_id`,
  userName: sql`a.username`,
  displayName: sql`p.name`,
  formatted: sql`p.name`,
  familyName: sql`s.family_name`,
  givenName: sql`s.given_name`,
  title: sql`nullif(p.post, '-')`,
  active: inOffice('p'),
  employeeNumber: sql`p.staff_number`,
  department: sql`p.unit`,
  departmentName: sql`(u.name ->> 'zh')`,
  terminationDate: sql`to_char(case when p.state = 'departed' then coalesce(s.termination_day, (d.at at time zone 'Asia/Shanghai')::date)
    else l.day end, 'YYYY-MM-DD')`,
  terminationKind: sql`case when p.state = 'departed' then coalesce(s.termination_kind, d.kind) else l.kind end`,
  created: sql`p.created_at`,
  lastModified: sql`greatest(p.created_at, s.changed_at, a.created_at, a.disabled_at, h.since, l.planned_at)`,
};

const from = sql`access.person p
  join access.unit u on u.centre = p.centre and u.code = p.unit
  join access.person_history h on h.centre = p.centre and h.person = p.id and h.until = 'infinity'
  join lateral (select id, username, created_at, disabled_at from access.account
    where centre = p.centre and person = p.id order by created_at desc limit 1) a on true
  left join access.scim_user s on s.centre = p.centre and s.person = p.id
  left join access.planned_departure l on l.centre = p.centre and l.person = p.id and l.state = 'planned'
  left join lateral (select kind, at from access.departure
    where centre = p.centre and person = p.id and p.state = 'departed' order by id desc limit 1) d on true`;

export interface UserQuery {
  condition: Condition;
  sortBy?: Field;
  descending?: boolean;
  offset: number;
  limit: number;
}

/** Users that the HR system has not deleted. */
export async function listUsers(transaction: Transaction, centre: string, query: UserQuery): Promise<UserFacts[]> {
  const direction = query.descending ? sql`desc` : sql`asc`;
  const order = query.sortBy ? sql`${sortKey(query.sortBy)} ${direction},` : sql``;
  const { rows } =
    await sql<UserFacts>`select ${columns.id} as id, ${columns.userName} as username, a.id as account, p.name,
      p.staff_number as "staffNumber", p.unit, ${columns.departmentName} as "unitName", p.post, ${columns.active} as active,
      ${columns.externalId} as "externalId", ${columns.familyName} as "familyName", ${columns.givenName} as "givenName",
      ${columns.terminationDate} as "terminationDate", ${columns.terminationKind} as "terminationKind",
      ${columns.created} as "createdAt", ${columns.lastModified} as "changedAt"
    from ${from} where ${asked(centre, query.condition)}
    order by ${order} p.id limit ${query.limit} offset ${query.offset}`.execute(transaction);
  return rows;
}

export async function countUsers(transaction: Transaction, centre: string, condition: Condition): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from ${from} where ${asked(centre, condition)}`.execute(transaction);
  return rows[0]?.count ?? 0;
}

const asked = (centre: string, condition: Condition) =>
  sql`p.centre = ${centre} and s.removed_at is null and ${predicate(centre, condition)}`;

function predicate(centre: string, condition: Condition): RawBuilder<unknown> {
  if (typeof condition === 'boolean') return condition ? sql`true` : sql`false`;
  const each = (list: Condition[]) => list.map((one) => predicate(centre, one));
  if ('all' in condition) return sql`(${sql.join(each(condition.all), sql` and `)})`;
  if ('any' in condition) return sql`(${sql.join(each(condition.any), sql` or `)})`;
  // What is not there compares as unknown to the database, and as untrue here.
  if ('not' in condition) return sql`(not coalesce(${predicate(centre, condition.not)}, false))`;
  if ('present' in condition) return sql`(${columns[condition.present]} is not null)`;
  return compared(centre, condition);
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function compared(
  centre: string,
  { field, operator, value }: Extract<Condition, { field: Field }>,
): RawBuilder<unknown> {
  const { type, caseExact } = attributeOf(field);
  const column = columns[field];
  if (type !== 'string') return sql`(${column} ${symbols[operator]} ${value})`;
  // By their indexes: what an HR system asks before each of its writes.
  if (field === 'id' && operator === 'eq' && isId.test(String(value))) return sql`(p.id = ${value}::uuid)`;
  if (field === 'userName' && operator === 'eq')
    return sql`(a.username = lower(${value}::text) and p.id in (
      select person from access.account where centre = ${centre} and username = lower(${value}::text)))`;
  const [left, right] = caseExact ? [column, sql`${value}::text`] : [sql`lower(${column})`, sql`lower(${value}::text)`];
  if (operator === 'co') return sql`(strpos(${left}, ${right}) > 0)`;
  if (operator === 'sw') return sql`starts_with(${left}, ${right})`;
  if (operator === 'ew') return sql`(right(${left}, length(${right})) = ${right})`;
  if (operator === 'eq') return sql`(${left} = ${right})`;
  return sql`(${left} ${symbols[operator]} ${right} collate "C")`;
}

const symbols: Record<Operator, RawBuilder<unknown>> = {
  eq: sql`=`,
  ne: sql`is distinct from`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
  co: sql`=`,
  sw: sql`=`,
  ew: sql`=`,
};

const sortKey = (field: Field): RawBuilder<unknown> =>
  attributeOf(field).type === 'string' ? sql`lower(${columns[field]}) collate "C"` : columns[field];

/** What the HR system says of somebody beside what the directory keeps. What is absent stays. */
export interface ScimRecord {
  externalId?: string | null;
  familyName?: string | null;
  givenName?: string | null;
  terminationDate?: string | null;
  terminationKind?: string | null;
}

/** Keeps it, and lets them be seen again if they had been deleted. */
export async function keepRecord(
  transaction: Transaction,
  centre: string,
  person: string,
  record: ScimRecord,
): Promise<void> {
  const { externalId, familyName, givenName, terminationDate, terminationKind } = record;
  const next = (column: string, value: string | null | undefined) =>
    value === undefined ? sql`s.${sql.ref(column)}` : sql`excluded.${sql.ref(column)}`;
  await sql`insert into access.scim_user as s
      (centre, person, external_id, family_name, given_name, termination_day, termination_kind)
    values (${centre}, ${person}, ${externalId ?? null}, ${familyName ?? null}, ${givenName ?? null},
      ${terminationDate ?? null}::date, ${terminationKind ?? null})
    on conflict (centre, person) do update set external_id = ${next('external_id', externalId)},
      family_name = ${next('family_name', familyName)}, given_name = ${next('given_name', givenName)},
      termination_day = ${next('termination_day', terminationDate)},
      termination_kind = ${next('termination_kind', terminationKind)},
      changed_at = clock_timestamp(), removed_at = null`.execute(transaction);
}

/** The HR system sees them no more. */
export async function removeRecord(transaction: Transaction, centre: string, person: string): Promise<void> {
  await sql`insert into access.scim_user (centre, person, removed_at) values (${centre}, ${person}, clock_timestamp())
    on conflict (centre, person) do update set changed_at = clock_timestamp(), removed_at = clock_timestamp()`.execute(
    transaction,
  );
}

/** Whether a username or a staff number is somebody's, or was. */
export async function isTaken(
  transaction: Transaction,
  centre: string,
  one: { userName?: string; employeeNumber?: string },
): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select exists (
      select from access.account where centre = ${centre} and username = lower(${one.userName ?? null}::text))
    or exists (select from access.person where centre = ${centre} and staff_number = ${one.employeeNumber ?? null}) as taken`.execute(
    transaction,
  );
  return rows[0]?.taken ?? false;
}

/** Who has left, been deleted by the HR system, and has this staff number. */
export async function findRemoved(
  transaction: Transaction,
  centre: string,
  staffNumber: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select p.id from access.person p
      join access.scim_user s on s.centre = p.centre and s.person = p.id and s.removed_at is not null
    where p.centre = ${centre} and p.staff_number = ${staffNumber} and p.state = 'departed'`.execute(transaction);
  return rows[0]?.id;
}

export async function renamePerson(
  transaction: Transaction,
  centre: string,
  person: string,
  name: string,
): Promise<void> {
  await transaction
    .updateTable('access.person')
    .set({ name })
    .where('centre', '=', centre)
    .where('id', '=', person)
    .execute();
}
