-- Locks: ACCESS EXCLUSIVE on audit.erasure, audit.retention_change and audit.month_removal, small tables, for the moment in which they get a
-- column and their triggers another text.
-- What one person has asked for and nobody has confirmed, that person may take back: then nobody confirms it any more.
alter table audit.erasure add withdrawn_at timestamptz, add check (withdrawn_at is null or confirmed_at is null);
alter table audit.retention_change add withdrawn_at timestamptz, add check (withdrawn_at is null or confirmed_at is null);
alter table audit.month_removal add withdrawn_at timestamptz, add check (withdrawn_at is null or confirmed_at is null);

-- Withdrawn, an erasure makes room for another of the same subject.
drop index audit.erasure_asked;
create unique index erasure_asked on audit.erasure (centre, subject) where confirmed_at is null and withdrawn_at is null;

create or replace function audit.only_confirm() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.subject, new.reason, new.asked_by, new.asked_at)
      is distinct from (old.centre, old.id, old.subject, old.reason, old.asked_by, old.asked_at)
    or num_nonnulls(old.confirmed_at, old.withdrawn_at) > 0 or num_nonnulls(new.confirmed_at, new.withdrawn_at) <> 1 then
    raise exception 'audit.erasure is only confirmed or withdrawn' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace function audit.only_confirm_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.keep_months, new.online_months, new.reason, new.asked_by, new.asked_at)
      is distinct from (old.centre, old.id, old.keep_months, old.online_months, old.reason, old.asked_by, old.asked_at)
    or num_nonnulls(old.confirmed_at, old.withdrawn_at) > 0 or num_nonnulls(new.confirmed_at, new.withdrawn_at) <> 1 then
    raise exception 'audit.retention_change is only confirmed or withdrawn' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace function audit.only_removable() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  keep smallint;
begin
  if tg_op = 'UPDATE' then
    if (new.centre, new.id, new.month, new.reason, new.asked_by, new.asked_at)
        is distinct from (old.centre, old.id, old.month, old.reason, old.asked_by, old.asked_at)
      or (old.confirmed_at is not null and (new.confirmed_by, new.confirmed_at, new.entry)
        is distinct from (old.confirmed_by, old.confirmed_at, old.entry)) or num_nonnulls(old.files_gone_at, old.withdrawn_at) > 0 then
      raise exception 'audit.month_removal is only confirmed and carried out, or withdrawn' using errcode = 'insufficient_privilege';
    end if;
    -- A hold, or a longer retention, does not keep anybody from taking a removal back.
    if old.confirmed_at is not null or new.withdrawn_at is not null then
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

grant update (withdrawn_at) on audit.erasure, audit.retention_change, audit.month_removal to zhiheng_audit;
