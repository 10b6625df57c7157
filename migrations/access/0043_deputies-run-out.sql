-- access, 43: that a deputyship has run out is noted once, so that stages which only that deputy could decide go on to others. Those that
-- ran out before are noted as it is: their stages have met their deadlines. Locks deputyships while it runs, which are few.
alter table access.deputy add column lapse_noted_at timestamptz;

alter table access.deputy disable trigger deputy_only_ends;
update access.deputy set lapse_noted_at = clock_timestamp() where ended_at is null and upper(validity) <= clock_timestamp();
alter table access.deputy enable trigger deputy_only_ends;

create index deputy_to_note on access.deputy (centre, upper(validity)) where ended_at is null and lapse_noted_at is null;

create or replace function access.deputy_only_ends() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_at is not null
    or (new.centre, new.id, new.deputy, new.principal, new.validity, new.reason, new.named_by, new.named_at)
      is distinct from (old.centre, old.id, old.deputy, old.principal, old.validity, old.reason, old.named_by, old.named_at)
    or (new.ended_at is null) = (new.lapse_noted_at is not distinct from old.lapse_noted_at)
    or new.lapse_noted_at is distinct from old.lapse_noted_at
      and (old.lapse_noted_at is not null or upper(old.validity) > clock_timestamp())
  then
    raise exception 'a deputyship only ends' using errcode = '23514', constraint = 'deputy_only_ends';
  end if;
  return new;
end $$;

grant update (lapse_noted_at) on access.deputy to zhiheng_access;
