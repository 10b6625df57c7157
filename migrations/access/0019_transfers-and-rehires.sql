-- access, 19: people who change their unit, and who come back.
-- Creates tables, and puts triggers on people and grants; each is locked for the moment that takes. The check reads the grants once.

-- Somebody moves to another unit or post at an instant: at once, or as planned.
create table access.transfer (
  centre text not null,
  id uuid not null,
  person uuid not null,
  from_unit text not null,
  from_post text not null,
  unit text not null,
  post text not null,
  at timestamptz not null,
  reason text not null,
  ordered_by uuid,
  client text not null,
  ordered_at timestamptz not null default clock_timestamp(),
  state text not null check (state in ('planned', 'done', 'cancelled')),
  closed_at timestamptz,
  -- The transaction that did it: in it the person's unit changes and grants end, and in no other.
  done_in xid8,
  effects jsonb,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, unit) references access.unit (centre, code),
  foreign key (centre, from_unit) references access.unit (centre, code),
  foreign key (centre, ordered_by) references access.person (centre, id),
  constraint transfer_moves check ((from_unit, from_post) is distinct from (unit, post)),
  constraint transfer_done_whole check ((state = 'done') = (done_in is not null) and (state = 'planned') = (closed_at is null))
);
create unique index transfer_one_planned on access.transfer (centre, person) where state = 'planned';
create index transfer_due on access.transfer (centre, at) where state = 'planned';
create index transfer_newest on access.transfer (centre, id desc);
create index transfer_person on access.transfer (centre, person, id desc);

create function access.transfer_only_advances() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and ((new.centre, new.id, new.person, new.unit, new.post, new.at, new.reason, new.ordered_by, new.client, new.ordered_at)
      is distinct from (old.centre, old.id, old.person, old.unit, old.post, old.at, old.reason, old.ordered_by, old.client, old.ordered_at)
    or old.state = 'cancelled' or old.effects is not null
    or old.state = 'done' and (new.state, new.from_unit, new.from_post, new.closed_at, new.done_in)
      is distinct from (old.state, old.from_unit, old.from_post, old.closed_at, old.done_in)
    or old.state = 'done' and old.done_in <> pg_current_xact_id())
    or new.state = 'done' and (new.done_in <> pg_current_xact_id() or new.at > clock_timestamp())
  then
    raise exception 'a transfer is done when it is due, once' using errcode = '23514', constraint = 'transfer_only_advances';
  end if;
  return new;
end $$;
create trigger transfer_only_advances before insert or update on access.transfer
  for each row execute function access.transfer_only_advances();

-- Somebody who had left comes back, with a new account.
create table access.rehire (
  centre text not null,
  id uuid not null,
  person uuid not null,
  account uuid not null,
  unit text not null,
  post text not null,
  reason text not null,
  at timestamptz not null default clock_timestamp(),
  by_person uuid,
  client text not null,
  done_in xid8 not null default pg_current_xact_id(),
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, account) references access.account (centre, id),
  foreign key (centre, unit) references access.unit (centre, code),
  foreign key (centre, by_person) references access.person (centre, id)
);
create index rehire_person on access.rehire (centre, person, id desc);

-- Where somebody belongs changes by a transfer or a rehire of the same transaction; who has left returns by a rehire.
create function access.person_moves_on_record() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rehired boolean := exists (
    select from access.rehire r
    where r.centre = new.centre and r.person = new.id and r.unit = new.unit and r.post = new.post and r.done_in = pg_current_xact_id());
begin
  if old.state = 'departed' and new.state <> 'departed' and not rehired
    or (old.unit, old.post) is distinct from (new.unit, new.post) and not rehired and not exists (
      select from access.transfer t
      where t.centre = new.centre and t.person = new.id and t.unit = new.unit and t.post = new.post and t.done_in = pg_current_xact_id())
  then
    raise exception 'people move by a transfer and return by a rehire' using errcode = '23514', constraint = 'person_moves_on_record';
  end if;
  return new;
end $$;
create trigger person_moves_on_record before update of unit, post, state on access.person
  for each row execute function access.person_moves_on_record();

-- No account of somebody who has left becomes active again: a rehire makes a new one.
create function access.account_stays_disabled() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'an account that is disabled stays so' using errcode = '23514', constraint = 'account_stays_disabled';
end $$;
create trigger account_stays_disabled before update of state on access.account
  for each row when (old.state = 'disabled' and new.state <> 'disabled') execute function access.account_stays_disabled();

-- A grant ends by a transfer, too, in the transaction that does it. Whatever else may end one still may.
do $$
declare before text;
begin
  select pg_get_expr(conbin, conrelid) into before from pg_constraint
  where conrelid = 'access.grant'::regclass and conname = 'grant_ended_by_check';
  execute format('alter table access.grant drop constraint grant_ended_by_check,
    add constraint grant_ended_by_check check (ended_by = ''transfer'' or (%s))', before);
end $$;
create function access.grant_ends_by_transfer() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from access.transfer t where t.centre = new.centre and t.person = new.person and t.done_in = pg_current_xact_id())
  then
    raise exception 'there is no transfer that this grant ends by' using errcode = '23514', constraint = 'grant_only_ends';
  end if;
  return new;
end $$;
create trigger grant_ends_by_transfer before update on access.grant
  for each row when (new.ended_by = 'transfer' and old.ended_by is null) execute function access.grant_ends_by_transfer();

do $$
declare t text;
begin
  foreach t in array array['transfer', 'rehire'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format($f$create policy own_centre on access.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select, insert on access.%I to zhiheng_access', t);
  end loop;
end $$;
revoke execute on function access.transfer_only_advances(), access.person_moves_on_record(), access.account_stays_disabled(),
  access.grant_ends_by_transfer() from public;
grant update (state, from_unit, from_post, closed_at, done_in, effects) on access.transfer to zhiheng_access;
