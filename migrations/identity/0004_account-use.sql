-- identity, 4: since when, when last and from where each account was signed in to, and how often in vain since.
-- Creates only; locks nothing that exists.

create table identity.account_use (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  account uuid not null,
  -- Null until the first sign-in succeeds.
  first_at timestamptz,
  last_at timestamptz check (last_at >= first_at),
  address text,
  client text,
  browser text,
  -- In vain since the last that succeeded.
  failures integer not null default 0 check (failures >= 0),
  failed_at timestamptz,
  failed_address text,
  -- The same facts as they stood before the last sign-in: what is shown to whoever has just signed in.
  before jsonb,
  primary key (centre, account)
);
alter table identity.account_use enable row level security;
create policy own_centre on identity.account_use using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert, update (first_at, last_at, address, client, browser, failures, failed_at, failed_address, before), delete
  on identity.account_use to zhiheng_identity;

-- For access to know which accounts are dormant or were never used: those that are not in it.
create view identity.published_account_use as
  select centre, account, first_at, last_at from identity.account_use
  where centre = current_setting('zhiheng.centre', true) and first_at is not null;
grant select on identity.published_account_use to zhiheng_access;
