import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { inOffice } from './in-office.ts';

export interface DeputyRow {
  id: string;
  deputy: string;
  principal: string;
  from: Date;
  until: Date;
  reason: string;
  namedBy: string;
  namedAt: Date;
  endedAt: Date | null;
  state: 'planned' | 'active' | 'ended';
}

const state = sql`case when d.ended_at is not null or upper(d.validity) <= clock_timestamp() then 'ended'
  when lower(d.validity) > clock_timestamp() then 'planned' else 'active' end`;
const columns = sql`d.id, d.deputy, d.principal, lower(d.validity) as "from", upper(d.validity) as until, d.reason,
  d.named_by as "namedBy", d.named_at as "namedAt", d.ended_at as "endedAt", ${state} as state`;

/** Selects deputyships that hold now or will, of people who have not left: those that one of `people` is a side of, or all. */
export const selectDeputies = (centre: string, people?: readonly string[]) => sql<DeputyRow>`
  select ${columns} from access.deputy d
  join access.person a on a.centre = d.centre and a.id = d.deputy and ${inOffice('a')}
  join access.person b on b.centre = d.centre and b.id = d.principal and ${inOffice('b')}
  where d.centre = ${centre} and d.ended_at is null and upper(d.validity) > clock_timestamp()
    ${people ? sql`and (d.deputy = any(${people}::uuid[]) or d.principal = any(${people}::uuid[]))` : sql``}
  order by d.id`;

export async function currentDeputies(
  transaction: Transaction,
  centre: string,
  people?: readonly string[],
): Promise<DeputyRow[]> {
  return (await selectDeputies(centre, people).execute(transaction)).rows;
}

/** Newest first; `units` and `only` bound what the caller may see. */
export async function listDeputies(
  transaction: Transaction,
  centre: string,
  filter: {
    deputy?: string;
    principal?: string;
    state?: string;
    units?: string[];
    only?: string;
    before?: string;
    limit: number;
  },
): Promise<DeputyRow[]> {
  const { rows } = await sql<DeputyRow>`select ${columns} from access.deputy d
    join access.person p on p.centre = d.centre and p.id = d.principal
    where d.centre = ${centre}
      and (${filter.deputy ?? null}::uuid is null or d.deputy = ${filter.deputy ?? null}::uuid)
      and (${filter.principal ?? null}::uuid is null or d.principal = ${filter.principal ?? null}::uuid)
      and (${filter.state ?? null}::text is null or ${state} = ${filter.state ?? null})
      and (${filter.units ?? null}::text[] is null or p.unit = any(${filter.units ?? null}::text[])
        or ${filter.only ?? null}::uuid in (d.deputy, d.principal))
      and (${filter.before ?? null}::uuid is null or d.id < ${filter.before ?? null}::uuid)
    order by d.id desc limit ${filter.limit}`.execute(transaction);
  return rows;
}

export async function readDeputy(transaction: Transaction, centre: string, id: string): Promise<DeputyRow | undefined> {
  const { rows } = await sql<DeputyRow>`select ${columns} from access.deputy d
    where d.centre = ${centre} and d.id = ${id}`.execute(transaction);
  return rows[0];
}

/** Starts at `from`, or at this moment when that is past or absent. */
export async function insertDeputy(
  transaction: Transaction,
  centre: string,
  one: { deputy: string; principal: string; from: Date | null; until: Date; reason: string; namedBy: string },
): Promise<string> {
  const id = newId();
  await sql`insert into access.deputy (centre, id, deputy, principal, validity, reason, named_by)
    values (${centre}, ${id}, ${one.deputy}, ${one.principal},
      tstzrange(greatest(coalesce(${one.from}::timestamptz, clock_timestamp()), clock_timestamp()), ${one.until}::timestamptz, '[)'),
      ${one.reason}, ${one.namedBy})`.execute(transaction);
  return id;
}

export async function markDeputyEnded(
  transaction: Transaction,
  centre: string,
  id: string,
  endedBy: string,
): Promise<void> {
  await transaction
    .updateTable('access.deputy')
    .set({ ended_by: endedBy, ended_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

/** Notes which deputyships have run out that nobody has noted yet, and gives them: each once, whoever looks. */
export async function noteRunOut(transaction: Transaction, centre: string): Promise<DeputyRow[]> {
  const { rows } = await sql<DeputyRow>`update access.deputy d set lapse_noted_at = clock_timestamp()
    where ${ranOut(centre)} returning ${columns}`.execute(transaction);
  return rows;
}

export async function someRanOut(transaction: Transaction, centre: string): Promise<boolean> {
  const { rows } = await sql`select from access.deputy d where ${ranOut(centre)} limit 1`.execute(transaction);
  return rows.length > 0;
}

const ranOut = (centre: string) =>
  sql`d.centre = ${centre} and d.ended_at is null and d.lapse_noted_at is null and upper(d.validity) <= clock_timestamp()`;
