import { newId, type Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { sql } from 'kysely';
import { actsAt } from './acting.ts';

interface Row {
  id: string;
  person: string;
  role: string;
  unit: string;
  from: Date | null;
  until: Date | null;
}

const toHolding = ({ from, until, ...row }: Row): Holding => ({
  ...row,
  from: from?.getTime() ?? Number.NEGATIVE_INFINITY,
  until: until?.getTime() ?? Number.POSITIVE_INFINITY,
});

const columns = sql`id, person, role, unit, lower(validity) as "from", upper(validity) as until`;

/** Grants that hold now or will, suspended ones too: they may come back. Of the named people, or of the whole centre. */
export async function currentHoldings(
  transaction: Transaction,
  centre: string,
  people?: readonly string[],
): Promise<Holding[]> {
  const { rows } = await sql<Row>`select ${columns} from access.grant
    where centre = ${centre} ${people ? sql`and person = any(${people}::uuid[])` : sql``}
      and not isempty(validity) and (upper_inf(validity) or upper(validity) > clock_timestamp())
    order by id`.execute(transaction);
  return rows.map(toHolding);
}

/** The same of the whole centre, less what is suspended: who is there to act. */
export async function actingHoldings(transaction: Transaction, centre: string): Promise<Holding[]> {
  const { rows } = await sql<Row>`select ${columns} from access.grant g
    where centre = ${centre} and not isempty(validity) and (upper_inf(validity) or upper(validity) > clock_timestamp())
      and ${actsAt('g')}
    order by id`.execute(transaction);
  return rows.map(toHolding);
}

export interface NewGrant {
  person: string;
  role: string;
  unit: string;
  from: Date | null;
  until: Date | null;
  request: string;
}

/** Starts at `from`, or at this moment when that is past or absent. */
export async function insertGrant(transaction: Transaction, centre: string, grant: NewGrant): Promise<string> {
  const id = newId();
  await sql`insert into access.grant (centre, id, person, role, unit, validity, request)
    values (${centre}, ${id}, ${grant.person}, ${grant.role}, ${grant.unit},
      tstzrange(greatest(coalesce(${grant.from}::timestamptz, clock_timestamp()), clock_timestamp()), ${grant.until}::timestamptz, '[)'), ${grant.request})`.execute(
    transaction,
  );
  return id;
}

type Ending = { by: 'departure' } | { by: 'request'; request: string; role: string; unit: string };

/** Ends what the person holds, now or planned; gives the ended grants. */
export async function endGrants(
  transaction: Transaction,
  centre: string,
  person: string,
  ending: Ending,
): Promise<Holding[]> {
  const only = ending.by === 'request' ? sql`and role = ${ending.role} and unit = ${ending.unit}` : sql``;
  const { rows } = await sql<Row>`update access.grant
    set validity = case when lower(validity) >= clock_timestamp() then 'empty'::tstzrange
        else tstzrange(lower(validity), least(coalesce(upper(validity), 'infinity'), clock_timestamp()), '[)') end,
      ended_by = ${ending.by}, ended_request = ${ending.by === 'request' ? ending.request : null}
    where centre = ${centre} and person = ${person} ${only} and ended_by is null
      and not isempty(validity) and (upper_inf(validity) or upper(validity) > clock_timestamp())
    returning ${columns}`.execute(transaction);
  return rows.map(toHolding);
}

/** Widens the grant's period to `until`, by an approved extension. */
export async function extendGrant(
  transaction: Transaction,
  centre: string,
  grant: string,
  until: Date,
  request: string,
): Promise<void> {
  await sql`update access.grant set validity = tstzrange(lower(validity), ${until}::timestamptz, '[)'), extended_request = ${request}
    where centre = ${centre} and id = ${grant}`.execute(transaction);
}

const hasRunOut = sql`ended_by is null and not isempty(validity) and not upper_inf(validity) and upper(validity) <= clock_timestamp()`;

/** What has run out and was not noted yet, the longest ago first, at most `limit`. */
export async function expiredGrants(
  transaction: Transaction,
  centre: string,
  limit: number,
): Promise<Pick<Holding, 'id' | 'role'>[]> {
  const { rows } = await sql<Pick<Holding, 'id' | 'role'>>`select id, role from access.grant
    where centre = ${centre} and ${hasRunOut} order by upper(validity), id limit ${limit}`.execute(transaction);
  return rows;
}

/** Notes which of these have run out and were not noted before; nobody else notes the same meanwhile. */
export async function noteExpiredGrants(
  transaction: Transaction,
  centre: string,
  ids: readonly string[],
): Promise<Holding[]> {
  const { rows } = await sql<Row>`update access.grant set ended_by = 'expiry'
    where centre = ${centre} and id in (
      select id from access.grant where centre = ${centre} and id = any(${ids}) and ${hasRunOut} for update skip locked)
    returning ${columns}`.execute(transaction);
  return rows.map(toHolding);
}

export interface GrantRow {
  id: string;
  person: string;
  username: string;
  personName: string;
  personUnit: string;
  role: string;
  unit: string;
  validFrom: Date | null;
  validUntil: Date | null;
  state: 'planned' | 'active' | 'suspended' | 'ended';
  request: string | null;
  endedBy: string | null;
}

export interface GrantFilter {
  person?: string;
  role?: string;
  unit?: string;
  state?: string;
  request?: string;
  units?: string[];
  only?: string;
  before?: string;
  limit: number;
}

const state = sql`case when isempty(g.validity) or upper(g.validity) <= now() or g.ended_by is not null then 'ended' when not ${actsAt('g', 'now()')} then 'suspended'
  when lower(g.validity) > now() then 'planned' else 'active' end`;

/** Newest first; `units` and `only` bound what the caller may see. */
export async function listGrants(transaction: Transaction, centre: string, filter: GrantFilter): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`select * from (
      select g.id, g.person, p.name as "personName", p.unit as "personUnit", g.role, g.unit, lower(g.validity) as "validFrom", upper(g.validity) as "validUntil",
        ${state} as state, g.request, g.ended_by as "endedBy",
        (select username from access.account a where a.centre = g.centre and a.person = g.person order by created_at desc limit 1) as username
      from access.grant g join access.person p on p.centre = g.centre and p.id = g.person
      where g.centre = ${centre}
        and (${filter.person ?? null}::uuid is null or g.person = ${filter.person ?? null}::uuid)
        and (${filter.role ?? null}::text is null or g.role = ${filter.role ?? null})
        and (${filter.unit ?? null}::text is null or g.unit = ${filter.unit ?? null})
        and (${filter.request ?? null}::uuid is null or g.request = ${filter.request ?? null}::uuid)
        and (${filter.units ?? null}::text[] is null or p.unit = any(${filter.units ?? null}::text[]) or g.person = ${filter.only ?? null}::uuid)
        and (${filter.before ?? null}::uuid is null or g.id < ${filter.before ?? null}::uuid)
    ) as found
    where ${filter.state ?? null}::text is null or state = ${filter.state ?? null}
    order by id desc limit ${filter.limit}`.execute(transaction);
  return rows;
}
