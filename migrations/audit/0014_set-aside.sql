-- Locks: none that lasts, it replaces functions. `audit.detach_month` as before; `audit.drop_set_aside` later takes ACCESS EXCLUSIVE on a
-- table that is no part of the log any more.
--
-- What `audit.detach_month` goes by was written by the login that calls it: whoever had that login could say that a month lies in the
-- archive and have it dropped at once. So a month is set aside: for 30 days by this clock its table stays, which no login but the owner's
-- reads, and `audit.reattach_month` puts it back. Only these functions write `detached_at`, and each says in the log what it does.
create function audit.set_aside_for() returns interval language sql immutable set search_path = pg_catalog, pg_temp as $$
  select interval '30 days'
$$;

-- The partition of a month leaves once every entry of every centre in it lies in the archive, verified, and every centre's policy lets it go.
-- All or nothing. False: there is no such partition (any more). Each centre's log says so.
create or replace function audit.detach_month(p_month text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
  name text := 'entry_' || replace(p_month, '-', '_');
  present text := current_setting('zhiheng.centre', true);
  now_at timestamptz := clock_timestamp();
  lacking text;
  filled boolean;
  record audit.archived_month;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit.detach_month', 0));
  if not exists (select from pg_inherits where inhparent = 'audit.entry'::regclass and inhrelid = to_regclass('audit.' || name)) then
    return false;
  end if;
  -- Ids given by clients go back 31 days: nothing is added to an older month any more.
  if audit.months_after(p_month, 3) > now_at then
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
      or audit.months_after($1, 1 + coalesce(r.online_months, 24)) > $2
    limit 1$check$, name) into lacking using p_month, now_at;
  if lacking is not null then
    raise exception 'audit.detach_month: % of centre % is not archived, or is to stay', p_month, lacking
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  execute format('select exists (select from audit.%I)', name) into filled;
  execute format('alter table audit.entry detach partition audit.%I', name);
  if filled then
    -- The parent's went with it.
    execute format('create trigger keep before update or delete on audit.%I for each row execute function audit.refuse_change()', name);
  else
    execute format('drop table audit.%I', name);
  end if;
  for record in update audit.archived_month set detached_at = now_at where month = p_month and detached_at is null returning * loop
    perform audit.say_of_month('month.detached', record, jsonb_build_object('droppedFrom',
      to_char((now_at + audit.set_aside_for()) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
  end loop;
  perform set_config('zhiheng.centre', coalesce(present, ''), true);
  return true;
end $$;

-- In the log of the month's centre, which it makes the present one.
create function audit.say_of_month(p_action text, p_month audit.archived_month, p_more jsonb default '{}') returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('zhiheng.centre', p_month.centre, true);
  perform audit.append(p_month.centre, jsonb_build_object('action', p_action, 'outcome', 'done', 'targetType', 'month',
    'target', p_month.month, 'details', p_more || jsonb_build_object('first', p_month.first_index, 'last', p_month.last_index,
      'entries', p_month.entries)));
end $$;

-- Whether the month has a table that is no part of the log.
create function audit.is_set_aside(p_month text) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select part is not null and not exists (select from pg_inherits where inhrelid = part)
  from to_regclass('audit.entry_' || replace(p_month, '-', '_')) as part
$$;

-- Drops what has been set aside for its time, and gives the months.
create function audit.drop_set_aside() returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
  present text := current_setting('zhiheng.centre', true);
  gone text;
  record audit.archived_month;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit.detach_month', 0));
  for gone in select m.month from audit.archived_month m group by m.month
      having max(m.detached_at) <= clock_timestamp() - audit.set_aside_for() and audit.is_set_aside(m.month) order by m.month loop
    execute format('drop table audit.%I', 'entry_' || replace(gone, '-', '_'));
    for record in select * from audit.archived_month where month = gone and detached_at is not null loop
      perform audit.say_of_month('month.dropped', record);
    end loop;
    return next gone;
  end loop;
  perform set_config('zhiheng.centre', coalesce(present, ''), true);
end $$;

-- For the owner of the database: puts a month back that should not have left, and forgets that it was archived or removed. False: it is
-- not set aside (any more).
create function audit.reattach_month(p_month text) returns boolean language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  name text := 'entry_' || replace(p_month, '-', '_');
  record audit.archived_month;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit.detach_month', 0));
  if not audit.is_set_aside(p_month) then
    return false;
  end if;
  execute format('drop trigger keep on audit.%I', name);
  execute format('alter table audit.entry attach partition audit.%I for values from (%L) to (%L)', name,
    audit.first_id(audit.months_after(p_month, 0)), audit.first_id(audit.months_after(p_month, 1)));
  alter table audit.archived_month disable trigger keep;
  alter table audit.month_removal disable trigger keep;
  delete from audit.month_removal where month = p_month;
  for record in delete from audit.archived_month where month = p_month returning * loop
    perform audit.say_of_month('month.reattached', record);
  end loop;
  alter table audit.archived_month enable trigger keep;
  alter table audit.month_removal enable trigger keep;
  return true;
end $$;

revoke all on function audit.set_aside_for(), audit.say_of_month(text, audit.archived_month, jsonb), audit.is_set_aside(text),
  audit.drop_set_aside(), audit.reattach_month(text) from public;
grant execute on function audit.drop_set_aside() to zhiheng_audit;
