-- access, 49: each change of an account's state, in the order of the account's row, for identity to tell other services of; and a lock that
-- identity takes before it gives an account anything.
-- Creates one table; accounts get two triggers, for which they are locked for a moment.

-- Written by the database itself, so that no way of changing an account can pass it by.
create table access.account_change (
  centre text not null,
  id bigint generated always as identity,
  account uuid not null,
  person uuid not null,
  state text not null check (state in ('active', 'disabled', 'suspended')),
  -- Kind of the departure, reason of the suspension; null where an account is active again.
  reason text,
  at timestamptz not null default clock_timestamp(),
  -- The transaction that wrote it. Ids are drawn before the commit: who reads on needs both.
  written_by xid8 not null default pg_current_xact_id(),
  primary key (centre, id),
  foreign key (centre, account) references access.account (centre, id)
);
create index account_change_written on access.account_change (centre, written_by);
create index account_change_account on access.account_change (centre, account);
alter table access.account_change enable row level security;
create policy own_centre on access.account_change using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

create function access.note_account_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  cause text;
begin
  -- The first account of somebody is nobody's return.
  if tg_op = 'INSERT' and not exists (
    select from access.account a where a.centre = new.centre and a.person = new.person and a.id <> new.id) then
    return null;
  end if;
  if new.state = 'disabled' then
    cause := new.disabled_reason;
  elsif new.state = 'suspended' then
    select s.reason into cause from access.suspension s
    where s.centre = new.centre and s.person = new.person and new.id = any(s.accounts) and s.ended_at is null order by s.id desc limit 1;
  end if;
  insert into access.account_change (centre, account, person, state, reason) values (new.centre, new.id, new.person, new.state, cause);
  perform pg_notify('zhiheng_signals', json_build_object('centre', new.centre)::text);
  return null;
end $$;
revoke execute on function access.note_account_change() from public;
create trigger note_account_added after insert on access.account for each row
  when (new.state = 'active') execute function access.note_account_change();
create trigger note_account_change after update of state on access.account for each row
  when (new.state is distinct from old.state) execute function access.note_account_change();

create view access.published_account_change as
  select centre, id as change, account, person, state, reason, at, written_by
  from access.account_change where centre = current_setting('zhiheng.centre', true);
grant select on access.published_account_change to zhiheng_identity;

-- Whether account and person are active, who keep being so until the caller's transaction ends: a departure takes the person's row `for
-- update`, and so waits for what is being given, and nothing is given after it. One row, hence within the order of locks.
create function access.hold_account(p_centre text, p_account uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  held uuid;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then return false; end if;
  select p.id into held from access.person p
  where p.centre = p_centre and p.state = 'active'
    and p.id = (select a.person from access.account a where a.centre = p_centre and a.id = p_account)
  for key share of p;
  -- A statement of its own: it sees what was committed while the lock was waited for.
  return held is not null and access.account_active(p_centre, p_account);
end $$;
revoke execute on function access.hold_account(text, uuid) from public;
grant execute on function access.hold_account(text, uuid) to zhiheng_identity;
