-- control, 6: lists of doubtful data that supervision platforms send: read, looked at, raised as doubts in the background. Creates, and
-- lets doubts of a list that is cancelled be taken back; locks control.doubt for a moment.
create table control.doubt_import (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  rule text not null,
  origin text not null check (origin in ('fund-supervision', 'audit-platform', 'higher-agency')),
  -- As the platform calls it.
  batch varchar(100) not null,
  unit text not null,
  file_name varchar(200) not null,
  -- SHA-256 of the file.
  digest bytea check (length(digest) = 32),
  uploaded_by uuid not null,
  uploaded_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default clock_timestamp() + interval '7 days',
  -- reading: its rows still come in; one that stays so was left by its process.
  state text not null default 'reading'
    check (state in ('reading', 'open', 'applying', 'cancelling', 'done', 'stopped', 'cancelled', 'expired')),
  lines integer not null default 0,
  -- Lines that name the doubt of an earlier line, and doubts that were known before, as it was looked at.
  doubles integer not null default 0,
  known integer not null default 0,
  amount_fen bigint not null default 0,
  applied_by uuid,
  applied_account uuid,
  applied_client varchar(200),
  applied_address varchar(64),
  applied_at timestamptz,
  correlation_id varchar(200),
  -- How far it has come: every line up to this one is dealt with.
  last_line integer not null default 0,
  done integer not null default 0,
  raised integer not null default 0,
  failure varchar(100),
  finished_at timestamptz,
  worker uuid,
  leased_until timestamptz,
  attempts smallint not null default 0,
  primary key (centre, id),
  check (state = 'reading' or digest is not null),
  check (state not in ('applying', 'cancelling', 'done', 'stopped') or applied_by is not null),
  check ((applied_by is null) = (applied_at is null) and (applied_by is null) = (applied_account is null)
    and (applied_by is null) = (applied_client is null) and (applied_by is null) = (applied_address is null)),
  check ((state = 'stopped') = (failure is not null)),
  check ((state in ('done', 'cancelled', 'expired')) = (finished_at is not null)),
  check (worker is null or state in ('applying', 'cancelling')),
  check ((worker is null) = (leased_until is null))
);
-- Whose doubts are not to be seen yet.
create index doubt_import_unfinished on control.doubt_import (centre, applied_at) where state in ('applying', 'cancelling', 'stopped');
create index doubt_import_expiring on control.doubt_import (centre, expires_at) where state in ('reading', 'open');

-- A line of a list, without who it is about. Of one that is cancelled or expired nothing stays.
create table control.doubt_import_row (
  centre text not null,
  import uuid not null,
  line integer not null,
  key text not null,
  subject bytea check (length(subject) = 32),
  subject_shown varchar(64),
  facts jsonb,
  amount_fen bigint check (amount_fen >= 0),
  at timestamptz,
  -- The line of the same file that names the same doubt.
  double_of integer,
  primary key (centre, import, line),
  foreign key (centre, import) references control.doubt_import (centre, id)
);
create index doubt_import_row_key on control.doubt_import_row (centre, import, key);

create function control.doubt_import_only_goes_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> old.state and old.state || '>' || new.state <> all (array[
    'reading>open', 'open>applying', 'open>cancelled', 'open>expired',
    'applying>done', 'applying>cancelling', 'applying>stopped', 'stopped>applying', 'stopped>cancelling',
    'cancelling>cancelled'])
  then
    raise exception 'a list does not move from % to %', old.state, new.state
      using errcode = '23514', constraint = 'doubt_import_only_goes_on';
  end if;
  return new;
end $$;
create trigger doubt_import_only_goes_on before update on control.doubt_import
  for each row execute function control.doubt_import_only_goes_on();

alter table control.doubt add foreign key (centre, batch) references control.doubt_import (centre, id);

-- Nothing of a list is seen before all of it is there; of one that is cancelled nothing was, and it is taken back.
create function control.doubt_taken_back() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.batch is null or old.state <> 'open' or not exists (
    select from control.doubt_import i where i.centre = old.centre and i.id = old.batch and i.state = 'cancelling')
  then
    raise exception 'a doubt stays' using errcode = '23514', constraint = 'doubt_taken_back';
  end if;
  return old;
end $$;
create trigger doubt_taken_back before delete on control.doubt for each row execute function control.doubt_taken_back();
revoke execute on function control.doubt_taken_back(), control.doubt_import_only_goes_on() from public;

do $$
declare t text;
begin
  foreach t in array array['doubt_import', 'doubt_import_row'] loop
    execute format('alter table control.%I enable row level security', t);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
  end loop;
end $$;
grant delete on control.doubt to zhiheng_control;
grant select, insert, delete, update (digest, state, lines, doubles, known, amount_fen, applied_by, applied_account, applied_client,
    applied_address, applied_at, correlation_id, last_line, done, raised, failure, finished_at, worker, leased_until, attempts)
  on control.doubt_import to zhiheng_control;
grant select, insert, delete, update (double_of) on control.doubt_import_row to zhiheng_control;

-- The centres in which a list waits for a worker, or has lost its own.
create function control.doubt_imports_due() returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct centre from control.doubt_import
  where state in ('applying', 'cancelling') and (worker is null or leased_until < clock_timestamp())
$$;
revoke all on function control.doubt_imports_due() from public;
grant execute on function control.doubt_imports_due() to zhiheng_control;
