import type { RosterKind, RosterLimitsInput } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { todayInChina } from './clock-store.ts';
import { inOffice } from './in-office.ts';

/**
 * Says of each line what it would do by how the centre stands at this moment; gives how many were said otherwise before. Who is active and in
 * no line leaves.
 */
export async function judgeRows(transaction: Transaction, centre: string, roster: string): Promise<number> {
  // Rows that came just now are in no statistics: rather than look each of a hundred thousand up, lines and people are held against each other
  // whole, once. What is to be said otherwise is written by its place.
  await sql`set local enable_nestloop = off`.execute(transaction);
  const { rows } = await sql<{ changed: number }>`with judged as materialized (
      select place, kind, case when kind <> 'unchanged' then id end as person, case when kind <> 'unchanged' then unit end as from_unit,
        case when kind <> 'unchanged' then post end as from_post
      from (
        select f.place, f.kind as said, f.person as said_of, f.from_unit as said_unit, f.from_post as said_post, p.id, p.unit, p.post,
          case
            when f.place is null then 'leaves'
            when p.id is null then case when ${gone} then 'unknown' else 'joins' end
            when not ${inOffice('p')} then case when ${gone} then 'unchanged' else 'left' end
            when p.name <> f.name and replace(p.name, ' ', '') <> replace(f.name, ' ', '') then 'differs'
            when ${gone} then 'leaves'
            when f.unit <> p.unit or f.post <> p.post then 'moves'
            when f.departure is not null and not exists (select from access.planned_departure d where d.centre = ${centre}
              and d.person = p.id and d.state = 'planned' and d.day = f.leaves_on) then 'leaves-later'
            else 'unchanged' end as kind
        from (select * from access.roster_row where centre = ${centre} and roster = ${roster} and line is not null) f
          full join (select * from access.person where centre = ${centre}) p on p.staff_number = f.staff_number
        where f.place is not null or ${inOffice('p')}
        offset 0) j
      where place is null or said <> kind or kind <> 'unchanged' and (said_of, said_unit, said_post) is distinct from (id, unit, post)),
    lines as (update access.roster_row r
      set kind = j.kind, person = j.person, from_unit = j.from_unit, from_post = j.from_post
      from judged j where r.centre = ${centre} and r.roster = ${roster} and r.place = j.place
        and r.place = any(array(select place from judged)) returning 1),
    -- Whom no line names: a row after the lines.
    absent as (select person, from_unit, from_post from judged where place is null),
    kept as materialized (select place, person from access.roster_row
      where centre = ${centre} and roster = ${roster} and kind = 'leaves' and kind <> 'unchanged' and line is null),
    back as (delete from access.roster_row where centre = ${centre} and roster = ${roster}
      and place = any(array(select place from kept where person not in (select person from absent))) returning 1),
    away as (insert into access.roster_row (centre, roster, place, kind, person, from_unit, from_post, departure)
      select ${centre}, ${roster}, l.place + row_number() over (order by from_unit, person), 'leaves', person, from_unit, from_post, 'resigned'
      from absent,
        (select coalesce(max(place), 0) as place from access.roster_row where centre = ${centre} and roster = ${roster}) l
      where person not in (select person from kept) returning 1)
    select (select count(*) from lines) + (select count(*) from back) + (select count(*) from away) as changed`.execute(
    transaction,
  );
  return rows[0]?.changed ?? 0;
}

/** The line says that they have left. */
const gone = sql`(f.departure is not null and (f.leaves_on is null or f.leaves_on <= ${todayInChina}))`;

/** Counts what the rows say and keeps it with the limits it is held against; a version of its own. */
export async function keepJudgement(
  transaction: Transaction,
  centre: string,
  roster: string,
  epoch: number,
  { sharePercent, unitPeople }: RosterLimitsInput,
): Promise<void> {
  const rows = sql`access.roster_row r where r.centre = ${centre} and r.roster = ${roster}`;
  await sql`with others as materialized (select r.kind, r.person, r.from_unit, r.departure from ${rows} and r.kind <> 'unchanged'),
      kinds as (select kind, count(*)::int as count from others group by kind
        union all select 'unchanged', count(*)::int from ${rows} and r.kind = 'unchanged' having count(*) > 0),
      changing as (select person, kind, from_unit, departure from others where kind in ('leaves', 'leaves-later', 'moves')),
      leaving as (select from_unit from changing where kind <> 'moves' or departure is not null)
    update access.roster set version = version + 1, judged_at = clock_timestamp(), judged_epoch = ${epoch},
      counts = coalesce((select jsonb_object_agg(kind, count) from kinds), '{}'),
      people = (select count(*) from access.person p where p.centre = ${centre} and ${inOffice('p')}),
      leaving = (select count(*) from leaving),
      most_of_unit = coalesce((select max(n) from (select count(*) as n from leaving group by from_unit) u), 0),
      share_percent = ${sharePercent}, unit_people = ${unitPeople},
      total = coalesce((select sum(count) from kinds where kind = any(${kindsDone}::text[])), 0),
      grants_touched = (select count(*) from access.grant g where g.centre = ${centre} and g.ended_by is null
        and g.validity @> clock_timestamp() and g.person in (select person from changing)),
      cases_touched = (select count(*) from access.case c where c.centre = ${centre} and c.state = 'open' and exists (
        select from access.case_person cp where cp.centre = c.centre and cp.case = c.id
          and cp.person in (select person from changing where kind <> 'moves')))
    where centre = ${centre} and id = ${roster}`.execute(transaction);
}

/** The centre's epoch: what is read after it may be newer, never older. */
export async function epochOf(transaction: Transaction, centre: string): Promise<number> {
  const { rows } = await sql<{ epoch: number }>`select epoch from access.centre where centre = ${centre}`.execute(
    transaction,
  );
  return rows[0]?.epoch ?? 0;
}

export type RowFault = 'row-twice' | 'row-username-twice' | 'row-username-taken' | 'row-no-username';

/** What is wrong with lines by one another and by who is there: the line, and which other one. The first `most`. */
export async function faultyRows(
  transaction: Transaction,
  centre: string,
  roster: string,
  most: number,
): Promise<{ line: number; fault: RowFault; other: number | null }[]> {
  const rows = sql`access.roster_row where centre = ${centre} and roster = ${roster}`;
  const found = await sql<{ line: number; fault: RowFault; other: number | null }>`select * from (
      select r.line, 'row-twice' as fault, d.first as other
        from (select staff_number, min(line) as first from ${rows} and line is not null group by staff_number having count(*) > 1) d
          join access.roster_row r on r.staff_number = d.staff_number
        where r.centre = ${centre} and r.roster = ${roster} and r.line > d.first
      union all
      select line, 'row-username-twice', first
        from (select line, staff_number, min(line) over (partition by username) as first, min(staff_number) over (partition by username) as one
          from ${rows} and kind = 'joins' and username is not null) d where line > first and staff_number <> one
      union all
      select line, 'row-username-taken', null from ${rows} and kind = 'joins' and exists (
        select from access.account a where a.centre = ${centre} and a.username = roster_row.username)
      union all
      select line, 'row-no-username', null from ${rows} and kind = 'joins' and username is null) faults
    order by line limit ${most}`.execute(transaction);
  return found.rows;
}

/** Lines whose kind some act is about. */
export const kindsDone: readonly RosterKind[] = ['joins', 'moves', 'leaves-later', 'leaves'];
