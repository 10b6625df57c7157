-- identity, 4: how a centre lets people sign in, their sessions, and what guessing is counted by.
-- Creates; empties and reshapes the counts of failures (they last minutes); adds columns with constant defaults.

-- Absent: the defaults. Its shape is `SignInSettings` of packages/contracts; what is absent within has its default.
create table identity.sign_in_settings (
  centre text primary key check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  revision integer not null check (revision > 0),
  changed_at timestamptz not null default clock_timestamp(),
  changed_by uuid not null
);

-- One sign-in that stands, for as long as the provider's session of this uid does.
create table identity.session (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  uid bytea not null check (octet_length(uid) = 32),
  id uuid not null,
  account uuid not null,
  person uuid not null,
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  address text not null,
  browser text,
  primary key (centre, uid),
  unique (centre, id)
);
create index session_person on identity.session (centre, person);

-- Attempts are counted by where they come from: an address, or a browser that the account was signed in with before; `*`
-- stands for all unknown browsers together. An address's own count, over all accounts, has no account (all zeros).
drop table identity.lockout;
create table identity.lockout (
  centre text not null check (centre ~ '^(-|[a-z0-9][a-z0-9-]{0,62})$'),
  account uuid not null,
  origin text not null check (char_length(origin) between 1 and 100),
  failures integer not null check (failures >= 0),
  since timestamptz not null,
  locked_until timestamptz,
  primary key (centre, account, origin)
);
create index lockout_since on identity.lockout (centre, since);

-- Browsers that an account was signed in with: `browser` is the SHA-256 of what their cookie holds.
create table identity.known_browser (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  account uuid not null,
  browser bytea not null check (octet_length(browser) = 32),
  last_at timestamptz not null default clock_timestamp(),
  primary key (centre, account, browser)
);
create index known_browser_last on identity.known_browser (centre, last_at);

-- Given by somebody else: whoever signs in with it has to choose another.
alter table identity.credential add column must_change boolean not null default false;
grant update (must_change) on identity.credential to zhiheng_identity;

-- Passwords that an account had.
create table identity.former_password (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  account uuid not null,
  replaced_at timestamptz not null default clock_timestamp(),
  hash text not null check (hash like '$argon2id$%'),
  primary key (centre, account, replaced_at)
);

do $$
declare name text;
begin
  foreach name in array array['sign_in_settings', 'session', 'lockout', 'known_browser', 'former_password'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format($f$create policy own_centre on identity.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, name);
    execute format('grant select, insert on identity.%I to zhiheng_identity', name);
  end loop;
end $$;
grant update (settings, revision, changed_at, changed_by) on identity.sign_in_settings to zhiheng_identity;
grant update (seen_at), delete on identity.session to zhiheng_identity;
grant update (failures, since, locked_until), delete on identity.lockout to zhiheng_identity;
grant update (last_at), delete on identity.known_browser to zhiheng_identity;
grant delete on identity.former_password to zhiheng_identity;
