-- identity, 5: the upstream OpenID provider (a provincial platform) that a centre's people may sign in by.
-- Creates only; locks nothing that exists.

create table identity.upstream (
  centre text primary key check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- What the sign-in page calls it: {zh, en}.
  name jsonb not null,
  issuer text not null check (char_length(issuer) <= 500),
  client_id text not null check (char_length(client_id) between 1 and 200),
  -- The secret, or the private key, by which we prove ourselves to it; sealed under a key that is not in the database.
  proof text not null check (proof in ('secret', 'key')),
  sealed bytea not null,
  signing_alg text not null check (signing_alg in ('ES256', 'RS256', 'PS256', 'EdDSA')),
  -- The claim that holds the staff number, and what its levels of assurance are here.
  claim text not null check (char_length(claim) between 1 and 100),
  acr jsonb not null default '{}',
  changed_at timestamptz not null default clock_timestamp()
);
alter table identity.upstream enable row level security;
create policy own_centre on identity.upstream using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert, update, delete on identity.upstream to zhiheng_identity;

-- A narrow door through the fence: the sign-in page offers them before anybody's centre is known.
create function identity.upstreams() returns table (centre text, name jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select u.centre, u.name from identity.upstream u order by 1 $$;
revoke execute on function identity.upstreams() from public;
grant execute on function identity.upstreams() to zhiheng_identity;
