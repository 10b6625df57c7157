import type { Leave, LeavePreview } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';

type LeaveEffects = LeavePreview['effects'];

const clock = sql`clock_timestamp()`;

/** A condition: the person is away at an instant, or by the database's clock now. */
export const onLeave = (centre: RawBuilder<unknown>, person: RawBuilder<unknown>, at: RawBuilder<unknown> = clock) =>
  sql<boolean>`exists (select from access.leave l where l.centre = ${centre} and l.person = ${person} and l.validity @> ${at})`;

/** Selects who is away at an instant, or by the database's clock now. */
export const selectAway = (centre: string, instant: RawBuilder<unknown> = clock) => sql<{ person: string }>`
  select l.person from access.leave l
  join access.person p on p.centre = l.centre and p.id = l.person and p.state = 'active'
  where l.centre = ${centre} and l.validity @> ${instant}`;

/** Ids of those who are away at an instant (milliseconds), or by the database's clock now. */
export async function awayAt(transaction: Transaction, centre: string, at?: number): Promise<Set<string>> {
  const instant = at === undefined ? clock : sql`${new Date(at)}::timestamptz`;
  const { rows } = await selectAway(centre, instant).execute(transaction);
  return new Set(rows.map(({ person }) => person));
}

/** The next instant after `at` (milliseconds) at which anybody goes away or returns; infinite when none. */
export async function nextLeaveEdge(transaction: Transaction, centre: string, at: number): Promise<number> {
  const { rows } = await sql<{ edge: Date | null }>`select min(edge) as edge from access.leave l
    cross join lateral (values (lower(l.validity)), (upper(l.validity))) as e(edge)
    where l.centre = ${centre} and edge > ${new Date(at)}::timestamptz`.execute(transaction);
  return rows[0]?.edge?.getTime() ?? Number.POSITIVE_INFINITY;
}

/** Starts at `from`, or at this moment when that is past or absent. Gives its id. */
export async function insertLeave(
  transaction: Transaction,
  centre: string,
  leave: { person: string; from: Date | null; until: Date; reason: string; orderedBy: string | null; client: string },
): Promise<string> {
  const id = newId();
  await sql`with start as materialized (
      select greatest(coalesce(${leave.from}::timestamptz, clock_timestamp()), clock_timestamp()) as at)
    insert into access.leave (centre, id, person, validity, starts, ends, reason, ordered_by, client)
    select ${centre}, ${id}, ${leave.person}, tstzrange(at, ${leave.until}::timestamptz, '[)'), at, ${leave.until}::timestamptz,
      ${leave.reason}, ${leave.orderedBy}, ${leave.client} from start`.execute(transaction);
  return id;
}

export interface LeaveRow {
  id: string;
  person: string;
  username: string | null;
  name: string;
  unit: string;
  from: Date;
  /** As ordered, or earlier when they returned early. */
  until: Date;
  reason: string;
  state: Leave['state'];
  orderedBy: string | null;
  orderedAt: Date;
  client: string;
  endedAt: Date | null;
  endedBy: string | null;
  effects: LeaveEffects | null;
}

const state = sql`case when isempty(l.validity) or upper(l.validity) <= clock_timestamp() then 'ended'
  when lower(l.validity) > clock_timestamp() then 'planned' else 'active' end`;
const username = (person: string) =>
  sql.raw(`(select username from access.account a where a.centre = l.centre and a.person = ${person}
    order by created_at desc limit 1)`);
const columns = sql`l.id, l.person, ${username('l.person')} as username, p.name, p.unit, l.starts as "from",
  coalesce(upper(l.validity), l.starts) as until, l.reason, ${state} as state, ${username('l.ordered_by')} as "orderedBy",
  l.ordered_at as "orderedAt", l.client, l.ended_at as "endedAt", ${username('l.ended_by')} as "endedBy", l.effects`;
const from = sql`access.leave l join access.person p on p.centre = l.centre and p.id = l.person`;

export interface LeaveFilter {
  id?: string;
  person?: string;
  state?: string;
  /** Units of whom the leaves are seen, besides those of `only`. */
  units?: string[];
  only?: string;
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listLeaves(transaction: Transaction, centre: string, filter: LeaveFilter): Promise<LeaveRow[]> {
  const { rows } = await sql<LeaveRow>`select ${columns} from ${from}
    where l.centre = ${centre}
      and (${filter.id ?? null}::uuid is null or l.id = ${filter.id ?? null}::uuid)
      and (${filter.person ?? null}::uuid is null or l.person = ${filter.person ?? null}::uuid)
      and (${filter.state ?? null}::text is null or ${state} = ${filter.state ?? null})
      and (${filter.units ?? null}::text[] is null or p.unit = any(${filter.units ?? null}::text[])
        or l.person = ${filter.only ?? null}::uuid)
      and (${filter.before ?? null}::uuid is null or l.id < ${filter.before ?? null}::uuid)
    order by l.id desc limit ${filter.limit}`.execute(transaction);
  return rows;
}

export async function readLeave(transaction: Transaction, centre: string, id: string): Promise<LeaveRow | undefined> {
  const [row] = await listLeaves(transaction, centre, { id, limit: 1 });
  return row;
}

export interface Ending {
  endedBy: string | null;
  client: string;
}

/** Ends what is left of leaves at this moment: one, or every one of a person. Gives the ids of those that had any left. */
export async function endLeaves(
  transaction: Transaction,
  centre: string,
  which: { id: string } | { person: string },
  { endedBy, client }: Ending,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update access.leave l
    set validity = case when lower(validity) >= clock_timestamp() then 'empty'::tstzrange
        else tstzrange(lower(validity), clock_timestamp(), '[)') end,
      ended_by = ${endedBy}, ended_client = ${client}, ended_at = clock_timestamp()
    where centre = ${centre} and ${'id' in which ? sql`id = ${which.id}` : sql`person = ${which.person}`}
      and ended_at is null and not isempty(validity) and upper(validity) > clock_timestamp()
    returning id`.execute(transaction);
  return rows.map(({ id }) => id);
}

/** Leaves that have begun or ended and of which that is still to be noted; of people who have left only the end. */
export async function leavesToNote(
  transaction: Transaction,
  centre: string,
): Promise<{ id: string; person: string; what: 'begun' | 'over' }[]> {
  const { rows } = await sql<{ id: string; person: string; what: 'begun' | 'over' }>`select l.id, l.person,
      case when isempty(l.validity) or upper(l.validity) <= clock_timestamp() then 'over' else 'begun' end as what
    from ${from}
    where l.centre = ${centre} and l.over_at is null
      and (isempty(l.validity) or upper(l.validity) <= clock_timestamp()
        or l.begun_at is null and lower(l.validity) <= clock_timestamp() and p.state = 'active')
    order by l.id limit 500`.execute(transaction);
  return rows;
}

/** Notes the beginning with what it did. False when that was noted before, or it is over. */
export async function noteBegun(
  transaction: Transaction,
  centre: string,
  id: string,
  effects: () => Promise<LeaveEffects>,
): Promise<boolean> {
  const { rows } = await sql`select id from access.leave
    where centre = ${centre} and id = ${id} and begun_at is null and validity @> clock_timestamp() for update`.execute(
    transaction,
  );
  if (rows.length === 0) return false;
  const done = JSON.stringify(await effects());
  await sql`update access.leave set begun_at = clock_timestamp(), effects = ${done}::jsonb
    where centre = ${centre} and id = ${id}`.execute(transaction);
  return true;
}

/** Notes the end. False when that was noted before. */
export async function noteOver(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { rows } = await sql`update access.leave set over_at = clock_timestamp()
    where centre = ${centre} and id = ${id} and over_at is null returning id`.execute(transaction);
  return rows.length > 0;
}
