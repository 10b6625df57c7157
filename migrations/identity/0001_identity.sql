-- identity, 1 of 1: credentials, clients, signing keys, and what the OpenID provider keeps.
-- Creates only; locks nothing that exists.
-- The centre '-' stands for "none": what belongs to the whole deployment (signing keys) or to nobody yet (a browser before
-- its sign-in). It can be no centre's code, and row-level security keeps it apart like any other.
create schema identity;

-- A password of one account: argon2id in PHC form.
create table identity.credential (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  account uuid not null,
  hash text not null check (hash like '$argon2id$%'),
  -- Made known by the demo; a production start refuses such a row.
  demo boolean not null default false,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (centre, account)
);

-- Failed sign-ins of one account within the present window, and until when it is locked.
create table identity.lockout (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  account uuid not null,
  failures integer not null check (failures >= 0),
  since timestamptz not null,
  locked_until timestamptz,
  primary key (centre, account)
);

-- Machine clients. The secret is kept as HMAC-SHA-256 under a key that is not in the database.
create table identity.client (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id text not null check (id ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  secret bytea not null check (octet_length(secret) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 50),
  registered_at timestamptz not null default clock_timestamp(),
  primary key (centre, id)
);

-- Keys that sign tokens. The private half is sealed with AES-256-GCM under a key that is not in the database.
create table identity.signing_key (
  centre text not null default '-' check (centre = '-'),
  kid text not null,
  sealed bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (centre, kid)
);

-- Sessions, interactions, grants, codes, refresh tokens. `digest` is the SHA-256 of the id that its bearer holds, and the
-- payload lacks that id: who reads this table cannot act with what it says.
create table identity.artefact (
  centre text not null check (centre ~ '^(-|[a-z0-9][a-z0-9-]{0,62})$'),
  kind text not null,
  digest bytea not null check (octet_length(digest) = 32),
  payload jsonb not null,
  account uuid,
  person uuid,
  -- Digest of the grant it came from, and of a session's second name.
  from_grant bytea,
  uid bytea,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (centre, kind, digest)
);
create index artefact_grant on identity.artefact (centre, from_grant) where from_grant is not null;
create index artefact_uid on identity.artefact (centre, uid) where uid is not null;
create index artefact_person on identity.artefact (centre, person) where person is not null;
create index artefact_account on identity.artefact (centre, account) where account is not null;
create index artefact_expiry on identity.artefact (centre, expires_at);

-- Access tokens that were revoked before their end, by their `jti`.
create table identity.revoked_token (
  centre text not null check (centre ~ '^(-|[a-z0-9][a-z0-9-]{0,62})$'),
  jti text not null check (char_length(jti) between 1 and 200),
  expires_at timestamptz not null,
  primary key (centre, jti)
);
create index revoked_token_expiry on identity.revoked_token (centre, expires_at);

do $$
declare t record;
begin
  for t in select c.oid::regclass as name from pg_class c where c.relnamespace = 'identity'::regnamespace and c.relkind in ('r', 'p') loop
    execute format('alter table %s enable row level security', t.name);
    execute format($f$create policy own_centre on %s using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t.name);
  end loop;
end $$;

-- A narrow door through the fence: a client names itself, not its centre.
create function identity.find_clients(p_id text) returns table (centre text, id text, secret bytea, scopes text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select c.centre, c.id, c.secret, c.scopes from identity.client c where c.id = p_id $$;

-- Whatever the demo has made known to everybody, in any centre: what a production start refuses.
create function identity.demo_traces() returns table (centre text, clients bigint, credentials bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select coalesce(c.centre, k.centre), coalesce(c.count, 0), coalesce(k.count, 0)
    from (select centre, count(*) from identity.client where id like 'demo-%' group by centre) c
    full join (select centre, count(*) from identity.credential where demo group by centre) k on k.centre = c.centre
    order by 1 $$;

revoke execute on all functions in schema identity from public;
grant usage on schema identity to zhiheng_identity;
grant execute on function identity.find_clients(text), identity.demo_traces() to zhiheng_identity;
grant select, insert on all tables in schema identity to zhiheng_identity;
grant update (hash, demo, changed_at), delete on identity.credential to zhiheng_identity;
grant update (failures, since, locked_until), delete on identity.lockout to zhiheng_identity;
grant update (secret, scopes, registered_at), delete on identity.client to zhiheng_identity;
grant update (payload, account, person, from_grant, uid, expires_at, consumed_at), delete on identity.artefact to zhiheng_identity;
grant delete on identity.signing_key, identity.revoked_token to zhiheng_identity;
