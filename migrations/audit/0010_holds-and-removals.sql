-- Locks: ACCESS EXCLUSIVE on audit.personal and audit.leaf for the moment in which their triggers are replaced; otherwise it only creates.
-- Legal hold (保全): while one touches a month, the month is not removed. A hold keeps whole months, as those are what is removed; a case,
-- person or target says what it is about.
create table audit.hold (
  centre text not null,
  id uuid not null,
  since timestamptz not null,
  -- Null: whatever is to come, too.
  until timestamptz,
  "case" uuid,
  person varchar(200),
  target varchar(200),
  -- The authority's document that orders it.
  document varchar(200) not null check (document <> ''),
  reason varchar(1000) not null check (reason <> ''),
  placed_by uuid not null,
  placed_at timestamptz not null default clock_timestamp(),
  released_by uuid,
  released_at timestamptz,
  release_reason varchar(1000),
  primary key (centre, id),
  check (until > since),
  check (released_by <> placed_by),
  check ((released_by is null) = (released_at is null) and (released_by is null) = (release_reason is null))
);

-- The removal of an archived month whose retention is over: asked by one person, confirmed by another.
create table audit.month_removal (
  centre text not null,
  id uuid not null,
  month text not null,
  reason varchar(1000) not null check (reason <> ''),
  asked_by uuid not null,
  asked_at timestamptz not null default clock_timestamp(),
  confirmed_by uuid,
  confirmed_at timestamptz,
  -- The entry of the log that says so.
  entry uuid,
  -- Null while files of it may still be there.
  files_gone_at timestamptz,
  primary key (centre, id),
  foreign key (centre, month) references audit.archived_month (centre, month),
  check (confirmed_by <> asked_by),
  check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (entry is null)),
  check (files_gone_at is null or confirmed_at is not null)
);
create unique index month_removal_once on audit.month_removal (centre, month) where confirmed_at is not null;

do $$
declare name text;
begin
  foreach name in array array['hold', 'month_removal'] loop
    execute format('alter table audit.%I enable row level security', name);
    execute format('create policy centre on audit.%I using (centre = current_setting(''zhiheng.centre'', true))'
      ' with check (centre = current_setting(''zhiheng.centre'', true))', name);
    execute format('create trigger keep before delete on audit.%I for each row execute function audit.refuse_change()', name);
    execute format('create trigger keep_all before truncate on audit.%I for each statement execute function audit.refuse_change()', name);
  end loop;
end $$;

-- A hold and a removal of one centre never pass each other: both take the row of its policy.
create function audit.only_release() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from audit.retention where centre = new.centre for update;
  if not found then
    raise exception 'audit.hold: centre % has no retention policy', new.centre using errcode = 'foreign_key_violation';
  end if;
  if tg_op = 'UPDATE' and ((new.centre, new.id, new.since, new.until, new."case", new.person, new.target, new.document, new.reason,
        new.placed_by, new.placed_at)
      is distinct from (old.centre, old.id, old.since, old.until, old."case", old.person, old.target, old.document, old.reason,
        old.placed_by, old.placed_at)
    or old.released_at is not null or new.released_at is null) then
    raise exception 'audit.hold is only released' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger release before insert or update on audit.hold for each row execute function audit.only_release();

create function audit.only_removable() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  keep smallint;
begin
  if tg_op = 'UPDATE' then
    if (new.centre, new.id, new.month, new.reason, new.asked_by, new.asked_at)
        is distinct from (old.centre, old.id, old.month, old.reason, old.asked_by, old.asked_at)
      or (old.confirmed_at is not null and (new.confirmed_by, new.confirmed_at, new.entry)
        is distinct from (old.confirmed_by, old.confirmed_at, old.entry)) or old.files_gone_at is not null then
      raise exception 'audit.month_removal is only confirmed and carried out' using errcode = 'insufficient_privilege';
    end if;
    if old.confirmed_at is not null then
      return new;
    end if;
  end if;
  select keep_months into keep from audit.retention where centre = new.centre for update;
  if keep is null or audit.months_after(new.month, 1 + keep) > clock_timestamp() then
    raise exception 'audit.month_removal: % is to be kept', new.month using errcode = 'object_not_in_prerequisite_state';
  end if;
  if not exists (select from audit.archived_month m
      where m.centre = new.centre and m.month = new.month and m.detached_at is not null) then
    raise exception 'audit.month_removal: % is not archived', new.month using errcode = 'object_not_in_prerequisite_state';
  end if;
  if exists (select from audit.hold h where h.centre = new.centre and h.released_at is null
      and h.since < audit.months_after(new.month, 1) and (h.until is null or h.until > audit.months_after(new.month, 0))) then
    raise exception 'audit.month_removal: % is held', new.month using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;
create trigger removable before insert or update on audit.month_removal for each row execute function audit.only_removable();

-- What was sealed beside entries goes with them, and only with them.
create function audit.only_with_month() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from audit.month_removal r where r.centre = old.centre and r.confirmed_at is not null
      and old.entry >= audit.first_id(audit.months_after(r.month, 0)) and old.entry < audit.first_id(audit.months_after(r.month, 1))) then
    raise exception 'audit.personal is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
drop trigger keep on audit.personal;
create trigger keep before delete on audit.personal for each row execute function audit.only_with_month();

create function audit.forget_month(p_centre text, p_month text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.forget_month: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  delete from audit.personal where centre = p_centre
    and entry >= audit.first_id(audit.months_after(p_month, 0)) and entry < audit.first_id(audit.months_after(p_month, 1));
end $$;

-- A leaf stays, and so does its place in the tree; what its keys still tell of a removed entry goes.
create function audit.only_forget() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or (new.centre, new.index, new.entry, new.at) is distinct from (old.centre, old.index, old.entry, old.at)
    or new.has_reason or num_nonnulls(new.action_key, new.outcome_key, new.actor_key, new.person_key, new.client_key, new.about_key,
      new.target_type_key, new.target_key, new.unit_key, new.item_key, new.case_key, new.correlation_key) > 0
    or not exists (select from audit.month_removal r where r.centre = old.centre and r.confirmed_at is not null
      and old.entry >= audit.first_id(audit.months_after(r.month, 0)) and old.entry < audit.first_id(audit.months_after(r.month, 1))) then
    raise exception 'audit.leaf is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
drop trigger keep on audit.leaf;
create trigger keep before update or delete on audit.leaf for each row execute function audit.only_forget();

-- Of the entries of a removed month that have these indexes: `p_from` up to, without, `p_until`.
create function audit.forget_leaves(p_centre text, p_month text, p_from bigint, p_until bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.forget_leaves: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  update audit.leaf set action_key = null, outcome_key = null, actor_key = null, person_key = null, client_key = null,
    about_key = null, target_type_key = null, target_key = null, unit_key = null, item_key = null, case_key = null,
    correlation_key = null, has_reason = false
  where centre = p_centre and index >= p_from and index < p_until and action_key is not null
    and entry >= audit.first_id(audit.months_after(p_month, 0)) and entry < audit.first_id(audit.months_after(p_month, 1));
end $$;

revoke all on function audit.only_forget(), audit.forget_leaves(text, text, bigint, bigint) from public;
grant execute on function audit.forget_leaves(text, text, bigint, bigint) to zhiheng_audit;
revoke all on function audit.only_release(), audit.only_removable(), audit.only_with_month(), audit.forget_month(text, text) from public;
grant execute on function audit.forget_month(text, text) to zhiheng_audit;
grant select on audit.hold, audit.month_removal to zhiheng_audit;
grant insert (centre, id, since, until, "case", person, target, document, reason, placed_by) on audit.hold to zhiheng_audit;
grant update (released_by, released_at, release_reason) on audit.hold to zhiheng_audit;
grant insert (centre, id, month, reason, asked_by) on audit.month_removal to zhiheng_audit;
grant update (confirmed_by, confirmed_at, entry, files_gone_at) on audit.month_removal to zhiheng_audit;
