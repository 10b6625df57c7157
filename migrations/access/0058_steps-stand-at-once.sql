-- access, 58: what a step stands on is asked once a statement, not once a row.
-- Drops two keys and two indexes, makes functions and triggers: locks case, case_person and step for a moment.

-- Two foreign keys were asked of each row, a seventh of what a step costs the database in the transaction that every window waits for. One trigger
-- now asks the same of all steps of a statement at once, and what three triggers asked of whoever does them, each in a query of its own.
alter table access.step drop constraint step_by_its_person;
-- The second key was there for the first. Of two places of the same duty neither would give anybody a second duty.
alter table access.case_person
  drop constraint case_person_centre_case_fkey,
  drop constraint case_person_centre_case_person_duty_exception_key;

drop trigger step_needs_active_person on access.step;
drop trigger step_not_suspended on access.step;
drop trigger step_not_on_leave on access.step;
drop function access.step_needs_active_person(), access.no_step_suspended(), access.no_step_on_leave();

-- Whoever takes a person or a case away at this moment is waited for. Each look is one by key, whatever the sizes of the tables were when the plan
-- was made.
create function access.step_stands() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  fault text;
begin
  select coalesce((
    select doer.fault from (
      select case
        when not exists (select from access.person p
            where p.centre = d.centre and p.id = d.person and p.state = 'active' and p.leaves_at > clock_timestamp() offset 0 for key share)
          or not exists (select from access.account a
            where a.centre = d.centre and a.id = d.account and a.person = d.person and a.state = 'active' offset 0)
          then 'step_needs_active_person'
        when exists (select from access.suspension s
            where s.centre = d.centre and s.person = d.person and s.scope = 'everything' and s.state in ('unconfirmed', 'kept') offset 0)
          then 'nobody_acts_suspended'
        when exists (select from access.leave l
            where l.centre = d.centre and l.person = d.person and l.validity @> clock_timestamp() offset 0)
          then 'nobody_acts_on_leave'
        end as fault
      from (select distinct centre, person, account from fresh) as d offset 0) as doer
    where doer.fault is not null limit 1
  ), (
    select 'step_by_its_person' from fresh
    where not exists (select from access.case c where c.centre = fresh.centre and c.id = fresh."case" offset 0 for key share)
      or not exists (select from access.case_person p
        where p.centre = fresh.centre and p."case" = fresh."case" and p.person = fresh.person and p.exception = fresh.exception
          and p.duty = fresh.duty offset 0) limit 1
  )) into fault;
  if fault = 'step_by_its_person' then
    raise exception 'the person has no such part in the case' using errcode = '23503', constraint = fault;
  elsif fault is not null then
    raise exception 'the person may not act at this moment' using errcode = '23514', constraint = fault;
  end if;
  return null;
end $$;
create trigger step_stands after insert on access.step
  referencing new table as fresh for each statement execute function access.step_stands();

create function access.part_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'who has which part in a case stays' using errcode = '23503', constraint = 'part_stays';
end $$;
create trigger part_stays before update or delete or truncate on access.case_person
  for each statement execute function access.part_stays();

create function access.case_with_parts_stays() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if exists (select from access.case_person p where p.centre = old.centre and p."case" = old.id) then
    raise exception 'somebody has taken part in the case' using errcode = '23503', constraint = 'case_with_parts_stays';
  end if;
  return null;
end $$;
-- After the row is locked: steps in flight are waited for, and seen.
create trigger case_removed_with_parts after delete on access.case
  for each row execute function access.case_with_parts_stays();
create trigger case_renamed_with_parts after update of centre, id on access.case
  for each row when ((old.centre, old.id) is distinct from (new.centre, new.id))
  execute function access.case_with_parts_stays();
revoke execute on function access.step_stands(), access.part_stays(), access.case_with_parts_stays() from public;
