-- control, 1: the monthly self-checks of business sections (每月自查).
-- Creates only; locks nothing that exists. Forward only; runs in one transaction as the owner of the database.
-- `unit` is a code of access.published_unit and `completed_by` a person of access.published_person: no foreign key leaves a schema.
create schema control;

create table control.self_check (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  unit text not null,
  -- The month that is checked, YYYY-MM in Shanghai.
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  state text not null default 'open' check (state in ('open', 'completed')),
  opened_at timestamptz not null default clock_timestamp(),
  -- The first instant that is too late.
  due_at timestamptz not null,
  completed_at timestamptz,
  completed_by uuid,
  -- For each of procedure, content, policyBasis, permissions: {ok, note}
  answers jsonb,
  primary key (centre, id),
  constraint self_check_once unique (centre, unit, month),
  constraint self_check_answered check (
    (state = 'completed') = (completed_at is not null) and (state = 'completed') = (completed_by is not null)
    and (state = 'completed') = (answers is not null) and jsonb_typeof(answers) = 'object')
);
create index self_check_newest on control.self_check (centre, month desc, unit);
create index self_check_due on control.self_check (centre, due_at) where state = 'open';

-- A self-check is completed once; what was answered stays.
create function control.self_check_only_completes() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state <> 'open' or new.state <> 'completed'
    or (new.centre, new.id, new.unit, new.month, new.opened_at, new.due_at)
      is distinct from (old.centre, old.id, old.unit, old.month, old.opened_at, old.due_at)
  then
    raise exception 'a self-check is only completed, once' using errcode = '23514', constraint = 'self_check_only_completes';
  end if;
  return new;
end $$;
create trigger self_check_only_completes before update on control.self_check
  for each row execute function control.self_check_only_completes();

alter table control.self_check enable row level security;
create policy own_centre on control.self_check using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

revoke execute on all functions in schema control from public;
grant usage on schema control to zhiheng_control;
grant select on control.self_check to zhiheng_control;
grant insert (centre, id, unit, month, due_at) on control.self_check to zhiheng_control;
grant update (state, completed_at, completed_by, answers) on control.self_check to zhiheng_control;
