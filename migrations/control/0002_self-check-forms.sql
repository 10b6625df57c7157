-- control, 2: the form of a self-check, its draft, what was raised from it, and its return for correction by internal control.
-- Adds columns to control.self_check (locked for a moment; nothing is rewritten) and creates the returns.
alter table control.self_check
  -- Groups of items and questions as they were when it was opened; null for one from before forms until somebody fills it in.
  add column form jsonb check (jsonb_typeof(form) = 'object'),
  add column draft jsonb check (jsonb_typeof(draft) = 'object'),
  add column draft_revision integer not null default 0,
  add column drafted_by uuid,
  add column drafted_at timestamptz,
  -- Key of an entry's finding: id of the finding that was raised.
  add column raised jsonb not null default '{}' check (jsonb_typeof(raised) = 'object'),
  -- What the system knew when it was signed off.
  add column figures jsonb check (jsonb_typeof(figures) = 'object'),
  add column returns smallint not null default 0,
  -- The deadline since it was returned.
  add column correct_by timestamptz,
  -- How many steps of escalation it has gone through.
  add column escalated smallint not null default 0,
  add constraint self_check_drafted check ((draft is null) = (drafted_by is null) and (draft is null) = (drafted_at is null)
    and (draft is null) = (draft_revision = 0) and (draft is null or form is not null));

create table control.self_check_return (
  centre text not null,
  self_check uuid not null,
  ordinal smallint not null check (ordinal > 0),
  returned_by uuid not null,
  returned_at timestamptz not null default clock_timestamp(),
  reason text not null,
  -- What had been signed off, and by whom.
  completed_by uuid not null,
  completed_at timestamptz not null,
  answers jsonb not null,
  draft jsonb,
  primary key (centre, self_check, ordinal),
  constraint return_of_self_check foreign key (centre, self_check) references control.self_check (centre, id),
  constraint returned_by_another check (returned_by <> completed_by)
);

-- It is signed off, and what was signed off changes only after a return that keeps it.
create or replace function control.self_check_only_completes() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.unit, new.month, new.opened_at, new.due_at)
      is distinct from (old.centre, old.id, old.unit, old.month, old.opened_at, old.due_at)
    or old.form is not null and new.form is distinct from old.form
    or old.state = 'completed' and new.state = 'completed'
    or old.state = 'open' and new.state = 'open' and (new.answers, new.completed_at, new.completed_by)
      is distinct from (old.answers, old.completed_at, old.completed_by)
    or old.state = 'open' and new.returns <> old.returns
    or old.state = 'completed' and new.state = 'open' and (new.returns <> old.returns + 1 or not exists (
      select from control.self_check_return r where r.centre = old.centre and r.self_check = old.id and r.ordinal = new.returns
        and r.completed_by = old.completed_by and r.completed_at = old.completed_at and r.answers = old.answers
        and r.draft is not distinct from old.draft))
  then
    raise exception 'a self-check is only completed, once' using errcode = '23514', constraint = 'self_check_only_completes';
  end if;
  if new.draft is distinct from old.draft and (new.state <> 'open' or old.state <> 'open' or new.draft_revision <> old.draft_revision + 1) then
    raise exception 'a draft follows the one before' using errcode = '23514', constraint = 'self_check_draft_follows';
  end if;
  return new;
end $$;

alter table control.self_check_return enable row level security;
create policy own_centre on control.self_check_return using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select on control.self_check_return to zhiheng_control;
grant insert (centre, self_check, ordinal, returned_by, reason, completed_by, completed_at, answers, draft)
  on control.self_check_return to zhiheng_control;
grant insert (form) on control.self_check to zhiheng_control;
grant update (form, draft, draft_revision, drafted_by, drafted_at, raised, figures, returns, correct_by, escalated)
  on control.self_check to zhiheng_control;
