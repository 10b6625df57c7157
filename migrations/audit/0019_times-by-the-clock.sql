-- Locks: SHARE ROW EXCLUSIVE on six small tables for the moment in which they get a trigger.
-- When something was confirmed, released or changed the service's login wrote as it pleased: an erasure confirmed in a year to come would
-- have let keys be lost that are made until then, a policy changed long ago would have been shortened by what was decided before. Now it is this clock that says.
create function audit.by_the_clock() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  name text;
begin
  foreach name in array tg_argv loop
    if to_jsonb(new) ->> name is not null and to_jsonb(new) -> name is distinct from to_jsonb(old) -> name then
      new := jsonb_populate_record(new, jsonb_build_object(name, clock_timestamp()));
    end if;
  end loop;
  return new;
end $$;
revoke all on function audit.by_the_clock() from public;

create trigger clock before update on audit.erasure for each row execute function audit.by_the_clock('confirmed_at', 'withdrawn_at');
create trigger clock before update on audit.hold for each row execute function audit.by_the_clock('released_at');
create trigger clock before update on audit.month_removal for each row
  execute function audit.by_the_clock('confirmed_at', 'files_gone_at', 'withdrawn_at');
create trigger clock before update on audit.retention for each row execute function audit.by_the_clock('changed_at');
create trigger clock before update on audit.retention_change for each row execute function audit.by_the_clock('confirmed_at', 'withdrawn_at');
create trigger clock before update on audit.subject_key for each row execute function audit.by_the_clock('erased_at');
