-- access, 10: a step that names an exception stands only by one that covers it at that moment.
-- Creates only; locks the steps for a moment.

-- A second duty of one person on a case has a place only under an exception (0003). Which rules an exception has to be
-- from is the code's to judge; that there is one, of this person, for a case rule and this item, and now, is held here.
create function access.step_needs_its_exception() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from access.exception e
    join access.rule r on r.centre = e.centre and r.code = e.rule and r.kind = 'case'
    join access.case c on c.centre = e.centre and c.id = new."case"
    where e.centre = new.centre and e.id = new.exception and e.person = new.person
      and e.validity @> clock_timestamp() and (e.items is null or c.item = any(e.items)))
  then
    raise exception 'no exception covers the step' using errcode = '23514', constraint = 'step_needs_its_exception';
  end if;
  return new;
end $$;
revoke execute on function access.step_needs_its_exception() from public;
create trigger step_needs_its_exception before insert on access.step for each row
  when (new.exception <> '00000000-0000-0000-0000-000000000000') execute function access.step_needs_its_exception();
