-- control, 19: whether a benefit that was ordered to be stopped was stopped: by whom it is confirmed, since which day, proven by which case. Adds
-- columns without default and constraints that all rows meet; locks control.doubt while it looks through them. What was closed before stays closed.
alter table control.doubt
  -- The first instant at which an unconfirmed stop is overdue; reckoned on the calendar by the schedule.
  add column stop_due_at timestamptz,
  add column stop_overdue_told_at timestamptz,
  add column stop_confirmed_by uuid,
  add column stop_confirmed_at timestamptz,
  add column stopped_on date,
  -- The recorded case by which it was stopped, where there is one.
  add column stop_case uuid,
  add constraint doubt_stop_confirmed_whole check ((stop_confirmed_at is null) = (stop_confirmed_by is null)
    and (stop_confirmed_at is null) = (stopped_on is null) and (stop_case is null or stop_confirmed_at is not null)),
  add constraint doubt_stop_confirmed_of_order check (stop_confirmed_at is null or stop_ordered_at is not null);
create index doubt_stop_waiting on control.doubt (centre, unit, stop_due_at)
  where stop_ordered_at is not null and stop_confirmed_at is null and state <> 'closed';

-- Nobody confirms what they ordered, verified, reviewed or approved, under whichever record; confirmed it stays so, and it is confirmed before the doubt is
-- closed.
create function control.doubt_stop_confirmed() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.stop_confirmed_at is not null and (new.stop_confirmed_at, new.stop_confirmed_by, new.stopped_on, new.stop_case)
    is distinct from (old.stop_confirmed_at, old.stop_confirmed_by, old.stopped_on, old.stop_case)
  then
    raise exception 'what was decided about a doubt stays' using errcode = '23514', constraint = 'doubt_decided';
  end if;
  if new.state = 'closed' and new.stop_ordered_at is not null and new.stop_confirmed_at is null then
    raise exception 'a stop is confirmed before the doubt is closed' using errcode = '23514', constraint = 'doubt_stop_before_close';
  end if;
  if new.stop_confirmed_by is not null and old.stop_confirmed_by is null and (
    control.human(new.stop_confirmed_by) = control.human(new.stop_ordered_by)
    or exists (select from control.doubt_person p where p.centre = new.centre and p.doubt = new.id
      and control.human(p.person) = control.human(new.stop_confirmed_by)))
  then
    raise exception 'nobody confirms what they ordered' using errcode = '23514', constraint = 'doubt_stop_by_another';
  end if;
  return new;
end $$;
create trigger doubt_stop_confirmed before update on control.doubt for each row execute function control.doubt_stop_confirmed();
revoke execute on function control.doubt_stop_confirmed() from public;
grant update (stop_due_at, stop_overdue_told_at, stop_confirmed_by, stop_confirmed_at, stopped_on, stop_case) on control.doubt to zhiheng_control;
