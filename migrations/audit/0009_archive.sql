-- Locks: nothing that exists; it only creates. `audit.detach_month` later takes ACCESS EXCLUSIVE on audit.entry for the moment in
-- which a month leaves it, waits at most a second for it, and gives up otherwise: PostgreSQL detaches concurrently only where there is
-- no default partition.
-- How long a centre keeps its log, and how long of it in the database.
create table audit.retention (
  centre text primary key,
  -- Full months after the end of a month; how long at all, and before the month may go to the archive.
  keep_months smallint not null default 120 check (keep_months between 6 and 1200),
  online_months smallint not null default 24 check (online_months >= 2),
  changed_at timestamptz not null default clock_timestamp(),
  check (online_months <= keep_months)
);

-- Keeping for a shorter time: asked by one person, confirmed by another.
create table audit.retention_change (
  centre text not null,
  id uuid not null,
  keep_months smallint not null,
  online_months smallint not null,
  reason varchar(1000) not null check (reason <> ''),
  asked_by uuid not null,
  asked_at timestamptz not null default clock_timestamp(),
  confirmed_by uuid,
  confirmed_at timestamptz,
  primary key (centre, id),
  check (confirmed_by <> asked_by),
  check ((confirmed_by is null) = (confirmed_at is null))
);

-- A month of a centre's log whose entries lie in the archive, each held against the tree: what allows its partition to go.
create table audit.archived_month (
  centre text not null,
  -- UTC, YYYY-MM: that of the entries' ids, as of their partition.
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  -- Entries of other months may lie between: a client's id is up to 31 days older than its place in the log.
  first_index bigint not null check (first_index >= 0),
  last_index bigint not null,
  entries bigint not null check (entries > 0),
  -- The signed tree head that covers it, which stays.
  size bigint not null,
  -- SHA-256 of the month's manifest in the archive.
  manifest bytea not null check (octet_length(manifest) = 32),
  archived_at timestamptz not null default clock_timestamp(),
  detached_at timestamptz,
  -- When its removal was proposed, once retention was over.
  proposed_at timestamptz,
  primary key (centre, month),
  foreign key (centre, size) references audit.checkpoint (centre, size),
  check (last_index - first_index + 1 >= entries and size > last_index)
);

do $$
declare name text;
begin
  foreach name in array array['retention', 'retention_change', 'archived_month'] loop
    execute format('alter table audit.%I enable row level security', name);
    execute format('create policy centre on audit.%I using (centre = current_setting(''zhiheng.centre'', true))'
      ' with check (centre = current_setting(''zhiheng.centre'', true))', name);
    execute format('create trigger keep before delete on audit.%I for each row execute function audit.refuse_change()', name);
    execute format('create trigger keep_all before truncate on audit.%I for each statement execute function audit.refuse_change()', name);
  end loop;
end $$;

-- The beginning (UTC) of the month that comes so many after this one.
create function audit.months_after(p_month text, p_months integer) returns timestamptz
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (make_date(substr(p_month, 1, 4)::integer, substr(p_month, 6, 2)::integer, 1)::timestamp
    + make_interval(months => p_months)) at time zone 'UTC'
$$;

-- Nobody alone shortens how long the log is kept.
create function audit.only_as_confirmed() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.centre <> old.centre or new.keep_months < old.keep_months
    and not exists (select from audit.retention_change c where c.centre = old.centre and c.keep_months = new.keep_months
      and c.online_months = new.online_months and c.confirmed_at >= old.changed_at) then
    raise exception 'audit.retention is only shortened as two people have decided' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger confirmed before update on audit.retention for each row execute function audit.only_as_confirmed();

create function audit.only_confirm_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.keep_months, new.online_months, new.reason, new.asked_by, new.asked_at)
      is distinct from (old.centre, old.id, old.keep_months, old.online_months, old.reason, old.asked_by, old.asked_at)
    or old.confirmed_at is not null or new.confirmed_at is null then
    raise exception 'audit.retention_change is only confirmed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger confirm before update on audit.retention_change for each row execute function audit.only_confirm_change();

create function audit.only_leave() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.month, new.first_index, new.last_index, new.entries, new.size, new.manifest, new.archived_at)
      is distinct from (old.centre, old.month, old.first_index, old.last_index, old.entries, old.size, old.manifest, old.archived_at)
    or (old.detached_at is not null and new.detached_at is distinct from old.detached_at)
    or (old.proposed_at is not null and new.proposed_at is distinct from old.proposed_at) then
    raise exception 'audit.archived_month is only detached and proposed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger leave before update on audit.archived_month for each row execute function audit.only_leave();

-- The partition of a month goes once every entry of every centre in it lies in the archive, verified, and every centre's policy lets it go.
-- All or nothing. False: there is no such partition (any more). Each centre's log says so.
create function audit.detach_month(p_month text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
  name text := 'entry_' || replace(p_month, '-', '_');
  present text := current_setting('zhiheng.centre', true);
  lacking text;
  record audit.archived_month;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit.detach_month', 0));
  if not exists (select from pg_inherits where inhparent = 'audit.entry'::regclass and inhrelid = to_regclass('audit.' || name)) then
    return false;
  end if;
  -- Ids given by clients go back 31 days: nothing is added to an older month any more.
  if audit.months_after(p_month, 3) > clock_timestamp() then
    raise exception 'audit.detach_month: % is too young', p_month using errcode = 'object_not_in_prerequisite_state';
  end if;
  execute format('lock table audit.%I in share mode', name);
  execute format($check$
    select e.centre from audit.%I e
    left join audit.archived_month m on m.centre = e.centre and m.month = $1
    left join audit.leaf l on l.centre = e.centre and l.entry = e.id
    left join audit.retention r on r.centre = e.centre
    group by e.centre, m.entries, m.first_index, m.last_index, r.online_months
    having count(*) is distinct from m.entries
      or count(*) filter (where l.index between m.first_index and m.last_index) is distinct from m.entries
      or audit.months_after($1, 1 + coalesce(r.online_months, 24)) > clock_timestamp()
    limit 1$check$, name) into lacking using p_month;
  if lacking is not null then
    raise exception 'audit.detach_month: % of centre % is not archived, or is to stay', p_month, lacking
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  execute format('alter table audit.entry detach partition audit.%I', name);
  execute format('drop table audit.%I', name);
  for record in update audit.archived_month set detached_at = clock_timestamp()
      where month = p_month and detached_at is null returning * loop
    perform set_config('zhiheng.centre', record.centre, true);
    perform audit.append(record.centre, jsonb_build_object('action', 'month.detached', 'outcome', 'done', 'targetType', 'month',
      'target', p_month, 'details', jsonb_build_object('first', record.first_index, 'last', record.last_index, 'entries', record.entries)));
  end loop;
  perform set_config('zhiheng.centre', coalesce(present, ''), true);
  return true;
end $$;

revoke all on function audit.months_after(text, integer), audit.only_as_confirmed(), audit.only_confirm_change(), audit.only_leave(),
  audit.detach_month(text) from public;
grant execute on function audit.months_after(text, integer), audit.detach_month(text) to zhiheng_audit;
grant select on audit.retention, audit.retention_change, audit.archived_month to zhiheng_audit;
grant insert (centre) on audit.retention to zhiheng_audit;
grant update (keep_months, online_months, changed_at) on audit.retention to zhiheng_audit;
grant insert (centre, id, keep_months, online_months, reason, asked_by) on audit.retention_change to zhiheng_audit;
grant update (confirmed_by, confirmed_at) on audit.retention_change to zhiheng_audit;
grant insert (centre, month, first_index, last_index, entries, size, manifest) on audit.archived_month to zhiheng_audit;
grant update (proposed_at) on audit.archived_month to zhiheng_audit;
