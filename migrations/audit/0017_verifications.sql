-- Locks: nothing that exists; it only creates.
-- Verifications of a whole log: who asked for one, how far it has come, what it found. They run in the background, one a centre at a time,
-- by whichever process takes them.
create table audit.verification (
  centre text not null,
  id uuid not null,
  person uuid,
  account uuid,
  username varchar(200),
  client varchar(200) not null,
  correlation_id varchar(200),
  -- A checkpoint (C2SP signed note) that whoever asked has kept: the log must continue it.
  since varchar(8192),
  state text not null default 'queued',
  failure varchar(100),
  -- Leaves of the tree that is gone over, and of those how many were.
  size bigint check (size >= 0),
  reached bigint not null default 0 check (reached >= 0),
  -- The tree so far, as long as nothing was amiss: an interrupted verification goes on from it. Signed by the log's key, which is not
  -- in the database: whoever owns this could else have it pass over what was altered.
  continuation varchar(2000),
  result jsonb check (jsonb_typeof(result) = 'object'),
  worker uuid,
  leased_until timestamptz,
  attempts smallint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  primary key (centre, id),
  check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  check ((person is null) = (account is null) and (person is null) = (username is null)),
  check ((state = 'done') = (result is not null)),
  check ((state = 'failed') = (failure is not null)),
  check ((state in ('queued', 'running')) = (finished_at is null)),
  check ((state = 'running') = (worker is not null) and (worker is null) = (leased_until is null))
);
-- Recomputing a log is heavy: one at a time.
create unique index verification_open on audit.verification (centre) where state in ('queued', 'running');

alter table audit.verification enable row level security;
create policy centre on audit.verification using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

-- The centres in which a verification waits for a worker, or has lost its own.
create function audit.verifications_due() returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select centre from audit.verification
  where state = 'queued' or (state = 'running' and leased_until < clock_timestamp())
$$;
revoke all on function audit.verifications_due() from public;
grant execute on function audit.verifications_due() to zhiheng_audit;
grant select, insert, update on audit.verification to zhiheng_audit;
