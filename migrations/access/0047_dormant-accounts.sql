-- access, 47: accounts that nobody uses are suspended, and woken by two.
-- Creates tables, and writes one row for each centre that is there. Replaces what lets accounts be suspended and restored.

-- What a centre says of its accounts; without a row, the defaults. Use was not kept before: it counts from here on.
create table access.account_settings (
  centre text primary key references access.centre,
  dormant_days smallint not null default 60 check (dormant_days between 1 and 3660),
  unowned_days smallint not null default 30 check (unowned_days between 1 and 3660),
  end_unowned boolean not null default false,
  counted_from timestamptz not null default clock_timestamp(),
  -- When the schedule last went through all accounts.
  looked_at timestamptz,
  set_by uuid,
  set_at timestamptz,
  foreign key (centre, set_by) references access.person (centre, id)
);
insert into access.account_settings (centre) select centre from access.centre;

-- For identity, which keeps machine clients.
create view access.published_account_settings as
  select c.centre, coalesce(s.unowned_days, 30::smallint) as unowned_days, coalesce(s.end_unowned, false) as end_unowned
  from access.centre c left join access.account_settings s on s.centre = c.centre
  where c.centre = current_setting('zhiheng.centre', true);

create table access.dormancy (
  centre text not null,
  id uuid not null,
  person uuid not null,
  account uuid not null,
  -- The last use, or since when it could have been used; and whether it ever was.
  unused_since timestamptz not null,
  never_used boolean not null,
  at timestamptz not null default clock_timestamp(),
  -- Whom one administrator asks to wake another does. Rejected, it sleeps on.
  state text not null default 'asleep' check (state in ('asleep', 'asked', 'awake')),
  reason text,
  asked_by uuid,
  client text,
  asked_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  comment text,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, account) references access.account (centre, id),
  foreign key (centre, asked_by) references access.person (centre, id),
  foreign key (centre, decided_by) references access.person (centre, id),
  constraint woken_by_others check (asked_by <> person and decided_by <> person),
  constraint woken_by_two check (state <> 'awake' or asked_by is not null and decided_by is not null and decided_by <> asked_by)
);
create unique index dormancy_one on access.dormancy (centre, account) where state <> 'awake';
create index dormancy_account on access.dormancy (centre, account, id desc);
create index dormancy_person on access.dormancy (centre, person, id desc);
create index dormancy_newest on access.dormancy (centre, id desc);

create function access.dormancy_only_wakes() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.person, new.account, new.unused_since, new.never_used, new.at)
      is distinct from (old.centre, old.id, old.person, old.account, old.unused_since, old.never_used, old.at)
    or (old.state, new.state) not in (('asleep', 'asked'), ('asked', 'awake'), ('asked', 'asleep'))
    or new.state = 'awake' and new.asked_by is distinct from old.asked_by
  then
    raise exception 'an account that sleeps is asked to be woken, and woken once' using errcode = '23514', constraint = 'dormancy_only_wakes';
  end if;
  return new;
end $$;
create trigger dormancy_only_wakes before update on access.dormancy for each row execute function access.dormancy_only_wakes();

-- As in 0016, and by its dormancy.
create or replace function access.account_suspension_counts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  named boolean := exists (
    select from access.suspension s
    where s.centre = new.centre and s.person = new.person and new.id = any(s.accounts) and s.state in ('unconfirmed', 'kept', 'removed'))
    or exists (
      select from access.dormancy d where d.centre = new.centre and d.account = new.id and d.state <> 'awake');
begin
  if new.state = 'suspended' and not (old.state = 'active' and named) or new.state = 'active' and named then
    raise exception 'an account is suspended with its person' using errcode = '23514', constraint = 'account_suspension_counts';
  end if;
  return new;
end $$;

-- For inspections: an account that slept and was woken is worth a look at what it does then.
create view access.published_awakening as
  select centre, id as awakening, person, account, unused_since, never_used, at as suspended_at, decided_at as awakened_at, asked_by, decided_by
  from access.dormancy where centre = current_setting('zhiheng.centre', true) and state = 'awake';
grant select on access.published_awakening to zhiheng_control;
grant select on access.published_account_settings to zhiheng_identity, zhiheng_access;

do $$
declare t text;
begin
  foreach t in array array['account_settings', 'dormancy'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format($f$create policy own_centre on access.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select, insert on access.%I to zhiheng_access', t);
  end loop;
end $$;
revoke execute on function access.dormancy_only_wakes() from public;
grant update (dormant_days, unowned_days, end_unowned, looked_at, set_by, set_at) on access.account_settings to zhiheng_access;
grant update (state, reason, asked_by, client, asked_at, decided_by, decided_at, comment) on access.dormancy to zhiheng_access;
