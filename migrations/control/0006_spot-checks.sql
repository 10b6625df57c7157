-- control, 6: doubts that were cleared many at once, and which of them a second person checks. Creates; adds two columns to control.doubt.
alter table control.doubt add column reminded_at timestamptz, add column overdue_told_at timestamptz;
grant update (reminded_at, overdue_told_at) on control.doubt to zhiheng_control;

create table control.doubt_clearing (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  reason text not null check (reason ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  note varchar(2000) not null,
  cleared_by uuid not null,
  cleared_at timestamptz not null default clock_timestamp(),
  -- By which the doubts are ranked: SHA-256(seed || id), ascending. Made when it was settled which they are.
  seed bytea not null check (length(seed) = 32),
  total integer not null check (total > 0),
  drawn integer not null check (drawn between 1 and total),
  passed integer not null default 0,
  failed integer not null default 0,
  state text not null default 'checking' check (state in ('checking', 'passed', 'returned')),
  primary key (centre, id),
  check (passed + failed <= drawn)
);
create index doubt_clearing_checking on control.doubt_clearing (centre, id) where state = 'checking';

create table control.doubt_clearing_line (
  centre text not null,
  clearing uuid not null,
  place integer not null,
  doubt uuid not null,
  cleared_by uuid not null,
  result text check (result in ('passed', 'failed')),
  checked_by uuid,
  checked_at timestamptz,
  note varchar(2000),
  primary key (centre, clearing, place),
  unique (centre, clearing, doubt),
  foreign key (centre, clearing) references control.doubt_clearing (centre, id),
  foreign key (centre, doubt) references control.doubt (centre, id),
  -- Who cleared it does not check it.
  constraint doubt_clearing_second_person check (checked_by <> cleared_by),
  check ((result is null) = (checked_by is null) and (result is null) = (checked_at is null))
);

create function control.doubt_check_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what a spot check came to stays' using errcode = '23514', constraint = 'doubt_check_stays';
end $$;
create trigger doubt_check_stays before update on control.doubt_clearing_line
  for each row when (old.result is not null) execute function control.doubt_check_stays();
create trigger doubt_check_stays before update on control.doubt_clearing
  for each row when (old.state <> 'checking') execute function control.doubt_check_stays();
revoke execute on function control.doubt_check_stays() from public;

do $$
declare t text;
begin
  foreach t in array array['doubt_clearing', 'doubt_clearing_line'] loop
    execute format('alter table control.%I enable row level security', t);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select on control.%I to zhiheng_control', t);
  end loop;
end $$;
grant insert (centre, id, reason, note, cleared_by, seed, total, drawn), update (drawn, passed, failed, state)
  on control.doubt_clearing to zhiheng_control;
grant insert (centre, clearing, place, doubt, cleared_by), update (result, checked_by, checked_at, note)
  on control.doubt_clearing_line to zhiheng_control;
