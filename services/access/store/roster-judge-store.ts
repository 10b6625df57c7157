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
  // Rows that came just now are in no statistics: rather than look each of a hundred thousand up, the tables are held against each other whole.
  await sql`set local enable_nestloop = off`.execute(transaction);
  const judged = await sql`update access.roster_row r
    set kind = j.kind, person = j.person, from_unit = j.from_unit, from_post = j.from_post
    from (
      select f.place, k.kind, case when k.kind <> 'unchanged' then p.id end as person,
        case when k.kind <> 'unchanged' then p.unit end as from_unit, case when k.kind <> 'unchanged' then p.post end as from_post
      from access.roster_row f
        left join access.person p on p.centre = f.centre and p.staff_number = f.staff_number
        cross join lateral (select f.departure is not null and (f.leaves_on is null or f.leaves_on <= ${todayInChina}) as gone) g
        cross join lateral (select case
          when p.id is null then case when g.gone then 'unknown' else 'joins' end
          when not ${inOffice('p')} then case when g.gone then 'unchanged' else 'left' end
          when p.name <> f.name and replace(p.name, ' ', '') <> replace(f.name, ' ', '') then 'differs'
          when g.gone then 'leaves'
          when f.unit <> p.unit or f.post <> p.post then 'moves'
          when f.departure is not null and not exists (select from access.planned_departure d where d.centre = p.centre
            and d.person = p.id and d.state = 'planned' and d.day = f.leaves_on) then 'leaves-later'
          else 'unchanged' end as kind) k
      where f.centre = ${centre} and f.roster = ${roster} and f.line is not null) j
    where r.centre = ${centre} and r.roster = ${roster} and r.place = j.place
      and (r.kind, r.person, r.from_unit, r.from_post) is distinct from (j.kind, j.person, j.from_unit, j.from_post)`.execute(
    transaction,
  );
  const back = await sql`delete from access.roster_row r
    where r.centre = ${centre} and r.roster = ${roster} and r.line is null and not exists (
      select from access.person p where p.centre = ${centre} and p.id = r.person and ${inOffice('p')})`.execute(
    transaction,
  );
  const absent =
    await sql`insert into access.roster_row (centre, roster, place, kind, person, from_unit, from_post, departure)
    select ${centre}, ${roster}, l.place + row_number() over (order by p.unit, p.id), 'leaves', p.id, p.unit, p.post, 'resigned'
    from access.person p,
      (select coalesce(max(place), 0) as place from access.roster_row where centre = ${centre} and roster = ${roster}) l
    where p.centre = ${centre} and ${inOffice('p')}
      and not exists (select from access.roster_row f
        where f.centre = ${centre} and f.roster = ${roster} and f.line is not null and f.staff_number = p.staff_number)
      and not exists (select from access.roster_row f
        where f.centre = ${centre} and f.roster = ${roster} and f.line is null and f.person = p.id)`.execute(
      transaction,
    );
  return [judged, back, absent].reduce((changed, { numAffectedRows }) => changed + Number(numAffectedRows ?? 0), 0);
}

/** Counts what the rows say and keeps it with the limits it is held against; a version of its own. */
export async function keepJudgement(
  transaction: Transaction,
  centre: string,
  roster: string,
  epoch: number,
  { sharePercent, unitPeople }: RosterLimitsInput,
): Promise<void> {
  const rows = sql`access.roster_row r where r.centre = ${centre} and r.roster = ${roster}`;
  await sql`with kinds as (select r.kind, count(*)::int as count from ${rows} group by r.kind),
      leaving as (select r.person, r.from_unit from ${rows} and r.kind <> 'unchanged' and (r.kind in ('leaves', 'leaves-later')
        or r.kind = 'moves' and r.departure is not null)),
      changing as (select r.person, r.kind from ${rows} and r.kind <> 'unchanged' and r.kind in ('leaves', 'leaves-later', 'moves'))
    update access.roster set version = version + 1, judged_at = clock_timestamp(), judged_epoch = ${epoch},
      counts = coalesce((select jsonb_object_agg(kind, count) from kinds), '{}'),
      people = (select count(*) from access.person p where p.centre = ${centre} and ${inOffice('p')}),
      leaving = (select count(*) from leaving),
      most_of_unit = coalesce((select max(n) from (select count(*) as n from leaving group by from_unit) u), 0),
      share_percent = ${sharePercent}, unit_people = ${unitPeople},
      total = coalesce((select sum(count) from kinds where kind = any(${kindsDone}::text[])), 0),
      grants_touched = (select count(*) from access.grant g where g.centre = ${centre} and g.ended_by is null
        and g.validity @> clock_timestamp() and g.person in (select person from changing)),
      cases_touched = (select count(distinct c.id) from access.case c join access.case_person cp on cp.centre = c.centre and cp.case = c.id
        where c.centre = ${centre} and c.state = 'open' and cp.person in (select person from changing where kind <> 'moves'))
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
