-- control, 14: a finding of a doubt is of one that was confirmed and approved, of its unit, and the only one; before, it could name any id. What
-- is there is not looked at. Adds a trigger to control.finding, which is locked for a moment.
create function control.finding_of_doubt() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Held, so that of two at once the second sees the first.
  perform from control.doubt d where d.centre = new.centre and d.id = new.about and d.unit = new.unit
    and d.conclusion = 'confirmed' and d.approved_by is not null for update;
  if not found or exists (select from control.finding f
    where f.centre = new.centre and f.source = 'doubt' and f.about = new.about)
  then
    raise exception 'a finding is the only one of a confirmed doubt of its unit' using errcode = '23514', constraint = 'finding_of_doubt';
  end if;
  return new;
end $$;
create trigger finding_of_doubt before insert on control.finding
  for each row when (new.source = 'doubt') execute function control.finding_of_doubt();
revoke execute on function control.finding_of_doubt() from public;
