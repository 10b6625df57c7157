-- access, 42: the person of a part is held through the steps on it, once a statement and person.
-- Drops a key, replaces a function and makes a trigger: locks case_person and person for a moment.

-- The key was checked row by row in the transaction that every window waits for, a tenth of what a step costs the database. Of the person of each step the
-- trigger below asks more, and now locks the row as the key did; a part without a step says nothing of anybody. A step has its part by
-- step_by_its_person, so that the parts tell whom nobody may take away.
alter table access.case_person drop constraint case_person_centre_person_fkey;

-- As in 0023, and with the lock of a foreign key: who is taken away, or leaves, at this moment is waited for.
create or replace function access.step_needs_active_person() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if exists (
    select from (select distinct centre, person, account from fresh) as doer
    where not exists (
        select from access.person p where p.centre = doer.centre and p.id = doer.person and p.state = 'active' offset 0 for key share)
      or not exists (
        select from access.account a
        where a.centre = doer.centre and a.id = doer.account and a.person = doer.person and a.state = 'active' offset 0))
  then
    raise exception 'the person has left' using errcode = '23514', constraint = 'step_needs_active_person';
  end if;
  return null;
end $$;

create function access.person_with_parts_stays() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if exists (select from access.case_person p where p.centre = old.centre and p.person = old.id) then
    raise exception 'the person has taken part in a case' using errcode = '23503', constraint = 'person_with_parts_stays';
  end if;
  return null;
end $$;
revoke execute on function access.person_with_parts_stays() from public;
-- After the row is locked: steps of theirs in flight are waited for, and seen.
create trigger person_removed_with_parts after delete on access.person
  for each row execute function access.person_with_parts_stays();
create trigger person_renamed_with_parts after update of centre, id on access.person
  for each row when ((old.centre, old.id) is distinct from (new.centre, new.id))
  execute function access.person_with_parts_stays();
