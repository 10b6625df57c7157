-- Locks: nothing that exists; it only creates.
-- Exports of the log: who asked for what, how far it has come, and the finished file in pieces until it expires. The pieces lie in the
-- database so that any process can go on with one and hand it out. They are copies: nothing of the log hangs on them.
create table audit.export (
  centre text not null,
  id uuid not null,
  person uuid,
  account uuid,
  username varchar(200),
  client varchar(200) not null,
  correlation_id varchar(200),
  format text not null,
  language text not null check (language in ('zh', 'en')),
  filters jsonb not null check (jsonb_typeof(filters) = 'object'),
  reason varchar(1000) not null,
  state text not null default 'queued',
  failure varchar(100),
  -- Of the log when the work began: later entries do not belong to it.
  size bigint check (size >= 0),
  -- Index that the work has come to.
  reached bigint not null default 0,
  entries bigint not null default 0,
  bytes bigint not null default 0,
  digest bytea check (octet_length(digest) = 32),
  worker uuid,
  leased_until timestamptz,
  attempts smallint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  expires_at timestamptz,
  primary key (centre, id),
  check (format in ('csv', 'xlsx', 'ndjson', 'bundle')),
  check (state in ('queued', 'running', 'ready', 'failed', 'cancelled', 'expired')),
  check ((person is null) = (account is null) and (person is null) = (username is null)),
  check (state <> 'ready' or (digest is not null and expires_at is not null)),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'running') = (worker is not null) and (worker is null) = (leased_until is null))
);
create index export_due on audit.export (centre, id) where state in ('queued', 'running', 'ready');
create index export_owner on audit.export (centre, client, person, id);

create table audit.export_piece (
  centre text not null,
  export uuid not null,
  n integer not null check (n >= 0),
  -- Compressed (gzip); `size` is that of the content.
  size integer not null check (size > 0),
  data bytea not null,
  primary key (centre, export, n)
);
alter table audit.export_piece alter column data set storage external;

do $$
declare name text;
begin
  foreach name in array array['export', 'export_piece'] loop
    execute format('alter table audit.%I enable row level security', name);
    execute format('create policy centre on audit.%I using (centre = current_setting(''zhiheng.centre'', true))'
      ' with check (centre = current_setting(''zhiheng.centre'', true))', name);
  end loop;
end $$;

-- The centres in which an export waits for a worker, has lost its own, or has expired.
create function audit.exports_due() returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct centre from audit.export
  where state = 'queued' or (state = 'running' and leased_until < clock_timestamp())
    or (state = 'ready' and expires_at < clock_timestamp())
$$;
revoke all on function audit.exports_due() from public;
grant execute on function audit.exports_due() to zhiheng_audit;
grant select, insert, update on audit.export to zhiheng_audit;
grant select, insert, delete on audit.export_piece to zhiheng_audit;
