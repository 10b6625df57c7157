-- identity, 5: links that are used once (enrolment, resets), and the ceremony that makes a centre's three administrators.
-- Creates only; locks nothing that exists.

-- `digest` is the SHA-256 of what the link says: who reads this table cannot use one.
create table identity.one_time_link (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  digest bytea not null check (octet_length(digest) = 32),
  account uuid not null,
  person uuid not null,
  purpose text not null check (purpose ~ '^[a-z][a-z-]{0,30}$'),
  issued_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (centre, digest)
);
create index one_time_link_account on identity.one_time_link (centre, account);

-- Once in the life of a centre, for three people: of two ceremonies at once the key lets one be.
create table identity.ceremony (
  centre text primary key check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  system uuid not null,
  security uuid not null,
  audit uuid not null,
  held_at timestamptz not null default clock_timestamp(),
  constraint three_people check (system <> security and system <> audit and security <> audit)
);

do $$
declare t text;
begin
  foreach t in array array['one_time_link', 'ceremony'] loop
    execute format('alter table identity.%I enable row level security', t);
    execute format($f$create policy own_centre on identity.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
  end loop;
end $$;

grant select, insert, update (used_at), delete on identity.one_time_link to zhiheng_identity;
-- What was held stays held.
grant select, insert on identity.ceremony to zhiheng_identity;
