-- access, 18: leaves of absence.
-- Creates a table, and puts a trigger on steps, decisions and certifications; each is locked for the moment that takes.

-- Somebody is away for [from, until): they hold what they hold, and none of it acts.
create table access.leave (
  centre text not null,
  id uuid not null,
  person uuid not null,
  -- When they are away. An early return shortens it; one that is taken back before it began is empty.
  validity tstzrange not null check (isempty(validity)
    or lower_inc(validity) and not upper_inc(validity) and not lower_inf(validity) and not upper_inf(validity)),
  -- As it was ordered.
  starts timestamptz not null,
  ends timestamptz not null,
  reason text not null,
  ordered_by uuid,
  client text not null,
  ordered_at timestamptz not null default clock_timestamp(),
  ended_by uuid,
  ended_client text,
  ended_at timestamptz,
  -- When its beginning and its end were noted, and what the beginning did.
  begun_at timestamptz,
  over_at timestamptz,
  effects jsonb,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, ordered_by) references access.person (centre, id),
  foreign key (centre, ended_by) references access.person (centre, id),
  check (ends > starts),
  constraint leave_ended_whole check ((ended_client is null) = (ended_at is null) and (ended_by is null or ended_at is not null)),
  constraint leave_overlaps exclude using gist (centre with =, person with =, validity with &&)
);
create index leave_newest on access.leave (centre, id desc);
create index leave_person on access.leave (centre, person, id desc);
create index leave_to_note on access.leave (centre, lower(validity)) where over_at is null;

create function access.leave_only_ends() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.person, new.starts, new.ends, new.reason, new.ordered_by, new.client, new.ordered_at)
      is distinct from (old.centre, old.id, old.person, old.starts, old.ends, old.reason, old.ordered_by, old.client, old.ordered_at)
    or (old.ended_at is not null or new.ended_at is null) and (new.validity, new.ended_by, new.ended_client, new.ended_at)
      is distinct from (old.validity, old.ended_by, old.ended_client, old.ended_at)
    or not new.validity <@ old.validity
    or old.begun_at is not null and (new.begun_at, new.effects) is distinct from (old.begun_at, old.effects)
    or old.over_at is not null and new.over_at is distinct from old.over_at
  then
    raise exception 'a leave only ends' using errcode = '23514', constraint = 'leave_only_ends';
  end if;
  return new;
end $$;
create trigger leave_only_ends before update on access.leave for each row execute function access.leave_only_ends();

-- Nobody acts while they are away. Whoever acts holds the person's row for key share, whoever orders a leave for update: none
-- that begins at once begins under an act. The argument names the column that says who acts.
create function access.nobody_acts_on_leave() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from access.leave l
    where l.centre = new.centre and l.person = (to_jsonb(new) ->> tg_argv[0])::uuid and l.validity @> clock_timestamp())
  then
    raise exception 'the person is on leave' using errcode = '23514', constraint = 'nobody_acts_on_leave';
  end if;
  return new;
end $$;
create trigger decision_not_on_leave before insert on access.decision
  for each row execute function access.nobody_acts_on_leave('person');
create trigger certification_not_on_leave before insert on access.certification_decision
  for each row execute function access.nobody_acts_on_leave('reviewer');

-- The same for all steps of a statement at once.
create function access.no_step_on_leave() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from fresh join access.leave l
      on l.centre = fresh.centre and l.person = fresh.person and l.validity @> clock_timestamp())
  then
    raise exception 'the person is on leave' using errcode = '23514', constraint = 'nobody_acts_on_leave';
  end if;
  return null;
end $$;
create trigger step_not_on_leave after insert on access.step
  referencing new table as fresh for each statement execute function access.no_step_on_leave();

alter table access.leave enable row level security;
create policy own_centre on access.leave using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

revoke execute on function access.leave_only_ends(), access.nobody_acts_on_leave(), access.no_step_on_leave() from public;
grant select, insert on access.leave to zhiheng_access;
grant update (validity, ended_by, ended_client, ended_at, begun_at, over_at, effects) on access.leave to zhiheng_access;

-- As before, whatever it leaves out already, less what is held by somebody who is on leave.
do $$
begin
  execute format('create or replace view access.published_permission as
    select held.* from (%s) as held where not exists (
      select from access.leave l
      where l.centre = held.centre and l.person = held.person and l.validity @> statement_timestamp())',
    rtrim(pg_get_viewdef('access.published_permission'), ';'));
end $$;
