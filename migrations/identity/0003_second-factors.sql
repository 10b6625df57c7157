-- identity, 3: second factors, recovery codes, challenges, resets. Creates only; locks nothing that exists.

-- Passkeys and one-time-password secrets of accounts.
create table identity.factor (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  account uuid not null,
  kind text not null check (kind in ('passkey', 'totp')),
  name text not null check (char_length(name) between 1 and 60),
  -- A passkey: its id, public key (COSE), how often it has signed, how it is reached, whether it leaves its device.
  credential bytea,
  public_key bytea,
  counter bigint check (counter >= 0),
  transports text[],
  synced boolean,
  -- A one-time password (RFC 6238): the secret, sealed with AES-256-GCM under a key that is not in the database, and the last
  -- time step whose code was used.
  sealed bytea,
  last_step bigint,
  created_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz,
  primary key (centre, id),
  check (case kind
    when 'passkey' then num_nonnulls(credential, public_key, counter, transports, synced) = 5 and num_nonnulls(sealed, last_step) = 0
    else num_nonnulls(sealed, last_step) = 2 and num_nonnulls(credential, public_key, counter, transports, synced) = 0 end)
);
create index factor_account on identity.factor (centre, account);
create unique index factor_credential on identity.factor (centre, credential) where kind = 'passkey';
create unique index factor_one_totp on identity.factor (centre, account) where kind = 'totp';

-- Codes for when the factor is lost, kept as HMAC-SHA-256 under a key that is not in the database.
create table identity.recovery_code (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  account uuid not null,
  digest bytea not null check (octet_length(digest) = 32),
  used_at timestamptz,
  primary key (centre, account, digest)
);

-- What was handed out to be answered once, at one place: a sign-in under way, or a session of the console.
create table identity.challenge (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  account uuid not null,
  place bytea not null check (octet_length(place) = 32),
  kind text not null check (kind in ('enrol-passkey', 'use-passkey', 'enrol-totp')),
  -- The digest of a passkey's challenge, or a sealed secret that is not confirmed yet.
  value bytea not null,
  expires_at timestamptz not null,
  primary key (centre, account, place, kind)
);
create index challenge_expiry on identity.challenge (centre, expires_at);

-- A reset: asked for by one administrator, confirmed by another, each of whom holds half of what opens it.
create table identity.reset (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  account uuid not null,
  person uuid not null,
  password boolean not null,
  factors boolean not null,
  reason text not null check (char_length(reason) between 1 and 500),
  asked_by uuid not null,
  asked_at timestamptz not null default clock_timestamp(),
  first_half bytea not null check (octet_length(first_half) = 32),
  confirmed_by uuid,
  confirmed_at timestamptz,
  second_half bytea check (octet_length(second_half) = 32),
  expires_at timestamptz not null,
  failures integer not null default 0,
  state text not null default 'asked' check (state in ('asked', 'confirmed', 'used', 'withdrawn')),
  ended_at timestamptz,
  primary key (centre, id),
  check (password or factors),
  check (confirmed_by <> asked_by and asked_by <> person and confirmed_by <> person),
  check (num_nonnulls(confirmed_by, confirmed_at, second_half) in (0, 3)),
  check (state not in ('confirmed', 'used') or confirmed_by is not null)
);
-- One at a time for an account.
create unique index reset_open on identity.reset (centre, account) where state in ('asked', 'confirmed');

do $$
declare t text;
begin
  foreach t in array array['factor', 'recovery_code', 'challenge', 'reset'] loop
    execute format('alter table identity.%I enable row level security', t);
    execute format($f$create policy own_centre on identity.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select, insert on identity.%I to zhiheng_identity', t);
  end loop;
end $$;
grant update (name, counter, last_step, last_used_at), delete on identity.factor to zhiheng_identity;
grant update (used_at), delete on identity.recovery_code to zhiheng_identity;
grant update (value, expires_at), delete on identity.challenge to zhiheng_identity;
grant update (confirmed_by, confirmed_at, second_half, expires_at, failures, state, ended_at) on identity.reset to zhiheng_identity;
