-- access, 70: fewer indexes to write for each step, and what a step stands on is looked up past row-level security.
-- Drops two indexes, builds one anew and replaces functions: locks case, case_person and step while cases about somebody are read once.

-- Nothing finds a step by its id alone, nor was there ever one of the same id: it is found in its case. Who took part in which cases is told by their
-- steps, by person and moment.
alter table access.step drop constraint step_centre_id_key;
drop index access.case_person_person;

-- Of cases about somebody, and no way to a case that is sought by its id: a plan made before PostgreSQL knew anything of the table took this
-- index for that as well, and read all cases of the centre for each step.
drop index access.case_subject;
create index case_subject on access.case (centre, subject, item) where subject is not null;

create or replace function access.person_with_parts_stays() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if exists (select from access.step s where s.centre = old.centre and s.person = old.id) then
    raise exception 'the person has taken part in a case' using errcode = '23503', constraint = 'person_with_parts_stays';
  end if;
  return null;
end $$;

-- As in 0058, for what its owner may see: the rows of the statement have passed row-level security, and to ask it anew of all that they stand on was a
-- fifth of this. The account is found by its id before it is asked for its state, else by all that are active.
create or replace function access.step_stands() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  fault text;
begin
  select coalesce((
    select doer.fault from (
      select case
        when not exists (select from access.person p
            where p.centre = d.centre and p.id = d.person and p.state = 'active' and p.leaves_at > clock_timestamp() offset 0 for key share)
          or not exists (select from (
              select a.person, a.state from access.account a where a.centre = d.centre and a.id = d.account offset 0) as a
            where a.person = d.person and a.state = 'active')
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
