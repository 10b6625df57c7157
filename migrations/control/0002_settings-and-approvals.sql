-- control, 2: what one proposes and another approves (审批), and the settings of internal control, each version kept.
-- Creates only; locks nothing that exists. Runs in one transaction as the owner of the database.
create table control.approval (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  -- What carries it out once approved; `about` names what it is about: an id, or the centre.
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  about text not null,
  unit text not null,
  proposal jsonb not null check (jsonb_typeof(proposal) = 'object'),
  reason text not null,
  asked_by uuid not null,
  asked_at timestamptz not null default clock_timestamp(),
  state text not null default 'pending' check (state in ('pending', 'approved', 'rejected', 'withdrawn')),
  -- Null for what was withdrawn because who asked has left.
  decided_by uuid,
  decided_at timestamptz,
  comment text,
  primary key (centre, id),
  constraint approval_decided check (
    (state = 'pending') = (decided_at is null) and (state <> 'pending' or decided_by is null)
    and (state not in ('approved', 'rejected') or decided_by <> asked_by)
    and (state <> 'rejected' or comment is not null))
);
create index approval_newest on control.approval (centre, id desc);
-- One proposal at a time about one thing.
create unique index approval_pending on control.approval (centre, kind, about) where state = 'pending';

-- Decided once, by another human than who asked: under whichever of their records.
create function control.approval_decided_once() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state <> 'pending' or new.state = 'pending' then
    raise exception 'an approval is decided once' using errcode = '23514', constraint = 'approval_decided_once';
  end if;
  if (new.centre, new.id, new.kind, new.about, new.unit, new.proposal, new.reason, new.asked_by, new.asked_at)
    is distinct from (old.centre, old.id, old.kind, old.about, old.unit, old.proposal, old.reason, old.asked_by, old.asked_at) then
    raise exception 'what was asked stays' using errcode = '23514', constraint = 'approval_stays';
  end if;
  if new.state in ('approved', 'rejected') and exists (
    select from access.published_human a join access.published_human d on d.centre = a.centre and d.human = a.human
    where a.centre = new.centre and a.person = new.asked_by and d.person = new.decided_by)
  then
    raise exception 'nobody decides on what they asked for' using errcode = '23514', constraint = 'approval_by_another';
  end if;
  return new;
end $$;
create trigger approval_decided_once before update on control.approval
  for each row execute function control.approval_decided_once();

create table control.settings (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- 1, 2, …; without a row the defaults apply, which are version 0.
  version integer not null check (version > 0),
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  approval uuid not null,
  since timestamptz not null default clock_timestamp(),
  primary key (centre, version),
  constraint settings_approved foreign key (centre, approval) references control.approval (centre, id),
  constraint settings_once unique (centre, approval)
);

-- Versions follow each other, each from its own approval.
create function control.settings_follow() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.version <> coalesce((select max(version) from control.settings where centre = new.centre), 0) + 1 then
    raise exception 'versions of settings follow each other' using errcode = '23514', constraint = 'settings_follow';
  end if;
  if not exists (select from control.approval where centre = new.centre and id = new.approval
    and state = 'approved' and kind = 'control-settings') then
    raise exception 'settings change by approval only' using errcode = '23514', constraint = 'settings_by_approval';
  end if;
  return new;
end $$;
create trigger settings_follow before insert on control.settings for each row execute function control.settings_follow();

do $$
declare name text;
begin
  foreach name in array array['control.approval', 'control.settings'] loop
    execute format('alter table %s enable row level security', name);
    execute format($f$create policy own_centre on %s using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, name);
  end loop;
end $$;
revoke execute on all functions in schema control from public;
grant select on control.approval, control.settings to zhiheng_control;
grant insert (centre, id, kind, about, unit, proposal, reason, asked_by) on control.approval to zhiheng_control;
grant update (state, decided_by, decided_at, comment) on control.approval to zhiheng_control;
grant insert (centre, version, settings, approval) on control.settings to zhiheng_control;
