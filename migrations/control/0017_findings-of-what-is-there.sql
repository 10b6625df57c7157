-- control, 17: a finding is of a sample, an inspection or a self-check that is there, of the unit, item and case that it has; before, it could name
-- any id. What is there is not looked at. Adds a trigger to control.finding, which is locked for a moment, and replaces another's function.
create function control.finding_of_origin() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not (case new.source
    when 'self-check' then exists (select from control.self_check c where c.centre = new.centre and c.id = new.about)
    when 'sample' then exists (select from control.paper w
      join control.population p on p.centre = w.centre and p.inspection = w.inspection and p.ordinal = w.ordinal
      where w.centre = new.centre and w.id = new.about and p.item = new.item and w.subject = new."case" and p.unit = new.unit)
    -- Found by somebody who inspects, of nothing in particular; else of one inspection, or of a holding that was drawn in one.
    else new.about is null
      or exists (select from control.inspection i where i.centre = new.centre and i.id = new.about and i.drawn_at is not null)
      or exists (select from control.paper w
        join control.population p on p.centre = w.centre and p.inspection = w.inspection and p.ordinal = w.ordinal
        where w.centre = new.centre and w.id = new.about and p.item is null and p.unit = new.unit and new."case" is null)
    end)
  then
    raise exception 'a finding is of what is there, and of its unit and case' using errcode = '23514', constraint = 'finding_of_origin';
  end if;
  return new;
end $$;
create trigger finding_of_origin before insert on control.finding
  for each row when (new.source in ('self-check', 'sample', 'inspection')) execute function control.finding_of_origin();
revoke execute on function control.finding_of_origin() from public;

-- As before, and: what somebody else finds of a self-check that its section has signed off is fed back to the section, which answers; only what the
-- section enters itself, and signs, begins as accepted.
create or replace function control.finding_begins() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.state := case new.source
    when 'permission' then 'settling'
    when 'self-check' then case when exists (select from control.self_check c
      where c.centre = new.centre and c.id = new.about and c.state = 'completed') then 'open' else 'accepted' end
    else 'open' end;
  return new;
end $$;
