-- access, 23: what guards steps from people who have left looks once at each person, not once at each step.
-- Replaces one function; locks nothing.

-- As in 0003. A batch holds many steps of few people; and written as alternatives, each is a look-up by key, whatever the
-- sizes of the tables were when the plan was made.
create or replace function access.step_needs_active_person() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from (select distinct centre, person, account from fresh) as doer
    where not exists (
        select from access.person p where p.centre = doer.centre and p.id = doer.person and p.state = 'active' offset 0)
      or not exists (
        select from access.account a
        where a.centre = doer.centre and a.id = doer.account and a.person = doer.person and a.state = 'active' offset 0))
  then
    raise exception 'the person has left' using errcode = '23514', constraint = 'step_needs_active_person';
  end if;
  return null;
end $$;
