-- Locks: `audit.ensure_partitions` takes ACCESS EXCLUSIVE on audit.entry, for at most as long as what lies outside of all months is copied, and
-- waits for it a second at most; as a rule nothing lies there.
-- An entry whose month had no partition lay outside of all months for good: its month was never made any more, and it never went to the archive.
-- Now the months are made from the earliest on that a client's id may name (31 days back), and what lies outside nevertheless (nobody had made the months
-- ahead) goes into a month of its own. A row says the same wherever it lies.

create or replace function audit.ensure_partitions(ahead integer default 3) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
  first_month constant timestamp := date_trunc('month', (clock_timestamp() - interval '31 days') at time zone 'UTC');
  last_month constant timestamp := date_trunc('month', clock_timestamp() at time zone 'UTC') + make_interval(months => least(greatest(ahead, 0), 120));
  month timestamp;
begin
  perform pg_advisory_xact_lock(7240011);
  if to_regclass('audit.entry_other') is null then
    create table audit.entry_other partition of audit.entry default;
    perform audit.guard_partition('entry_other');
  end if;
  if exists (select from audit.unplaced_months()) then
    alter table audit.entry detach partition audit.entry_other;
    alter table audit.entry_other rename to entry_unplaced;
    create table audit.entry_other partition of audit.entry default;
    perform audit.guard_partition('entry_other');
  end if;
  for month in
    select m from generate_series(first_month, last_month, interval '1 month') as m
    union select m from audit.unplaced_months() as m order by 1
  loop
    return query select audit.make_month(month);
  end loop;
  if to_regclass('audit.entry_unplaced') is not null then
    insert into audit.entry select * from audit.entry_unplaced;
    drop table audit.entry_unplaced;
  end if;
end $$;

-- The months of what lies outside of all months, as far as they may get a partition: not one that has left the log.
create function audit.unplaced_months() returns setof timestamp
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format($ids$
    select m from (
      select distinct date_trunc('month', to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000) at time zone 'UTC') as m
      from audit.%I) as months
    where m < '10000-01-01' and to_regclass('audit.entry_' || to_char(m, 'YYYY_MM')) is null$ids$,
    case when to_regclass('audit.entry_unplaced') is null then 'entry_other' else 'entry_unplaced' end);
end $$;

-- A partition for one month (UTC); its name, nothing where it has one.
create function audit.make_month(p_month timestamp) returns setof text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  name constant text := 'entry_' || to_char(p_month, 'YYYY_MM');
begin
  if to_regclass('audit.' || name) is null then
    execute format('create table audit.%I (like audit.entry including defaults including constraints)', name);
    execute format('alter table audit.entry attach partition audit.%I for values from (%L) to (%L)', name,
      audit.first_id(p_month at time zone 'UTC'), audit.first_id((p_month + interval '1 month') at time zone 'UTC'));
    perform audit.guard_partition(name);
    return next name;
  end if;
end $$;

revoke all on function audit.unplaced_months(), audit.make_month(timestamp) from public;
select audit.ensure_partitions();
