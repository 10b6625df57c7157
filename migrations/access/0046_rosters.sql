-- access, 46: personnel files (rosters): what each would change as it was judged, who applied it, what came of each row. Creates only.

-- How many may be disabled by a roster before a second administrator has to confirm it; without a row the service's own.
create table access.roster_limit (
  centre text primary key references access.centre,
  share_percent smallint not null check (share_percent between 0 and 100),
  unit_people integer not null check (unit_people between 0 and 10000),
  set_by uuid not null,
  set_at timestamptz not null default clock_timestamp(),
  foreign key (centre, set_by) references access.person (centre, id)
);

-- Which column was what in the last file of the centre.
create table access.roster_column (
  centre text not null references access.centre,
  field text not null,
  title varchar(200) not null,
  primary key (centre, field)
);

create table access.roster (
  centre text not null,
  id uuid not null,
  file_name varchar(200) not null,
  -- SHA-256 of the file: which one it was, when it is gone.
  digest bytea check (length(digest) = 32),
  uploaded_by uuid,
  client varchar(200) not null,
  uploaded_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default clock_timestamp() + interval '7 days',
  -- reading: its rows still come in; one that stays so was left by its process.
  state text not null default 'reading'
    check (state in ('reading', 'open', 'applying', 'done', 'stopped', 'cancelled', 'expired')),
  -- As it was judged: raised whenever something else would be done.
  version integer not null default 0,
  judged_at timestamptz,
  judged_epoch bigint,
  counts jsonb,
  grants_touched integer,
  cases_touched integer,
  people integer,
  leaving integer,
  most_of_unit integer,
  share_percent integer,
  unit_people integer,
  needs_second boolean not null generated always as
    (coalesce(leaving::bigint * 100 > people::bigint * share_percent or most_of_unit > unit_people, true)) stored,
  applied_by uuid,
  applied_account uuid,
  applied_client varchar(200),
  applied_address varchar(64),
  applied_at timestamptz,
  correlation_id varchar(200),
  total integer not null default 0,
  done integer not null default 0,
  refused integer not null default 0,
  failure varchar(100),
  finished_at timestamptz,
  worker uuid,
  leased_until timestamptz,
  attempts smallint not null default 0,
  primary key (centre, id),
  foreign key (centre, uploaded_by) references access.person (centre, id),
  foreign key (centre, applied_by) references access.person (centre, id),
  -- Who uploads a file that would disable so many is not who says that it is to be so.
  constraint roster_second_person check (applied_by is null or not needs_second or uploaded_by is distinct from applied_by),
  constraint roster_judged check (state = 'reading' or (version > 0 and judged_at is not null and leaving is not null and digest is not null)),
  constraint roster_applied check ((applied_by is null) = (applied_at is null) and (applied_by is null) = (applied_account is null)
    and (applied_by is null) = (applied_client is null) and (applied_by is null) = (applied_address is null)
    and (state not in ('applying', 'done', 'stopped') or applied_by is not null)),
  check ((state = 'stopped') = (failure is not null)),
  check ((state in ('done', 'stopped', 'cancelled', 'expired')) = (finished_at is not null)),
  check (worker is null or state = 'applying'),
  check ((worker is null) = (leased_until is null))
);
-- One at a time: of two, the later is judged by what the earlier has left.
create unique index roster_one_applying on access.roster (centre) where state = 'applying';
create index roster_expiring on access.roster (centre, expires_at) where state in ('reading', 'open', 'stopped');

-- What was confirmed is what was judged: neither changes once it has been.
create function access.roster_only_goes_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state in ('done', 'cancelled', 'expired')
    or old.applied_by is not null and (new.applied_by is null
      or (new.version, new.leaving, new.people, new.most_of_unit, new.share_percent, new.unit_people)
        is distinct from (old.version, old.leaving, old.people, old.most_of_unit, old.share_percent, old.unit_people))
    or new.state = 'reading' and old.state <> 'reading'
    or old.state not in ('reading', 'open') and new.state = 'open'
  then
    raise exception 'a roster only goes on' using errcode = '23514', constraint = 'roster_only_goes_on';
  end if;
  return new;
end $$;
create trigger roster_only_goes_on before update on access.roster for each row execute function access.roster_only_goes_on();
revoke execute on function access.roster_only_goes_on() from public;

-- A line of the file, or somebody of the centre whom it does not name. Personal data: gone once it was applied, or nobody has applied it in
-- time. Then what was done stays, by the person's id.
create table access.roster_row (
  centre text not null,
  roster uuid not null,
  -- Of a line its number; those whom the file does not name come after.
  place integer not null,
  line integer,
  staff_number varchar(64),
  name varchar(100),
  unit text,
  post varchar(100),
  username varchar(63),
  departure text check (departure in ('resigned', 'retired', 'transferred', 'dismissed', 'deceased')),
  leaves_on date,
  kind text not null default 'unchanged' check (kind in
    ('joins', 'moves', 'leaves', 'leaves-later', 'unknown', 'left', 'differs', 'unchanged')),
  person uuid,
  from_unit text,
  from_post text,
  outcome text check (outcome in ('done', 'overtaken', 'refused')),
  -- Of the refusal.
  code text,
  result uuid,
  primary key (centre, roster, place),
  foreign key (centre, roster) references access.roster (centre, id),
  check ((outcome is null or outcome = 'done') = (code is null))
);
create index roster_row_kind on access.roster_row (centre, roster, kind, place) where kind <> 'unchanged';

alter table access.roster_limit enable row level security;
alter table access.roster_column enable row level security;
alter table access.roster enable row level security;
alter table access.roster_row enable row level security;
create policy own_centre on access.roster_limit using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
create policy own_centre on access.roster_column using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
create policy own_centre on access.roster using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
create policy own_centre on access.roster_row using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

grant select, insert, update on access.roster_limit to zhiheng_access;
grant select, insert, update, delete on access.roster_column to zhiheng_access;
grant select, insert, delete, update (digest, state, version, judged_at, judged_epoch, counts, grants_touched, cases_touched, people, leaving,
    most_of_unit, share_percent, unit_people, applied_by, applied_account, applied_client, applied_address, applied_at, correlation_id, total, done, refused,
    failure, finished_at, worker, leased_until, attempts)
  on access.roster to zhiheng_access;
grant select, insert, update, delete on access.roster_row to zhiheng_access;

-- The centres in which a roster waits for a worker, or has lost its own.
create function access.rosters_due() returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select centre from access.roster where state = 'applying' and (worker is null or leased_until < clock_timestamp())
$$;
revoke all on function access.rosters_due() from public;
grant execute on function access.rosters_due() to zhiheng_access;
