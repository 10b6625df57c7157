-- access, 26: units, items, roles and chains retire by request; another unit may take a retired one over.
-- Adds a column to each, and triggers to people, grants, cases; each is locked for the moment that takes. The check reads the grants once.

-- No longer used anew; the row stays, because cases, grants and entries name it.
alter table access.unit add column retired_at timestamptz;
alter table access.item add column retired_at timestamptz;
alter table access.role add column retired_at timestamptz;
alter table access.chain add column retired_at timestamptz;

-- Nothing is granted at a retired unit or of a retired role, no case is opened there or on a retired item. Asked after the
-- statement: by then its foreign keys hold the rows it refers to, and who retires one locks it for update first. So either waits
-- for the other, and whoever comes second knows.
create function access.nothing_new_retired() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  named text;
begin
  select u.code into named from fresh f join access.unit u on u.centre = f.centre and u.code = f.unit
  where u.retired_at is not null limit 1;
  if named is null and tg_table_name = 'grant' then
    select r.code into named from fresh f join access.role r on r.centre = f.centre and r.code = f.role
    where r.retired_at is not null limit 1;
  elsif named is null and tg_table_name = 'case' then
    select i.code into named from fresh f join access.item i on i.centre = f.centre and i.code = f.item
    where i.retired_at is not null limit 1;
  end if;
  if named is not null then
    raise exception '% is retired', named using errcode = '23514', constraint = 'nothing_new_retired';
  end if;
  return null;
end $$;
create trigger nothing_new_retired after insert on access.grant
  referencing new table as fresh for each statement execute function access.nothing_new_retired();
create trigger nothing_new_retired after insert on access.case
  referencing new table as fresh for each statement execute function access.nothing_new_retired();
create trigger nothing_new_retired after insert on access.person
  referencing new table as fresh for each statement execute function access.nothing_new_retired();

-- Nobody comes to belong to a retired unit, by a move or by coming back.
create function access.nobody_moves_to_retired() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  retired timestamptz;
begin
  select u.retired_at into retired from access.unit u where u.centre = new.centre and u.code = new.unit for key share;
  if retired is not null then
    raise exception '% is retired', new.unit using errcode = '23514', constraint = 'nothing_new_retired';
  end if;
  return new;
end $$;
create trigger nobody_moves_to_retired before update of unit, state on access.person for each row
  when (new.state = 'active' and (new.unit <> old.unit or old.state <> 'active'))
  execute function access.nobody_moves_to_retired();

-- Whether an approved request retires the one unit in favour of the other.
create function access.takes_over(p_centre text, p_unit text, p_into text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from access.request r
    where r.centre = p_centre and r.target_kind = 'unit' and r.target = p_unit and r.state = 'approved'
      and r.proposal @> '{"retired": true}' and r.proposal ->> 'into' = p_into
      and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state <> 'approved'))
$$;

-- As in 0007; and what belongs to a unit goes to the one that takes it over: its child units, and the items that it owns.
create or replace function access.policy_needs_approval() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  line jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  named text := line ->> tg_argv[1];
begin
  for i in 2 .. tg_nargs - 1 loop
    named := named || '/' || (line ->> tg_argv[i]);
  end loop;
  if not exists (
      select from access.centre c where c.centre = line ->> 'centre' and c.founded_in = pg_current_xact_id())
    and not exists (
      select from access.request r
      where r.centre = line ->> 'centre' and r.target_kind = tg_argv[0] and r.target = named and r.state = 'approved'
        and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state <> 'approved'))
    and not (tg_table_name = 'rule' and tg_op = 'UPDATE'
      and (to_jsonb(old) ->> 'blocks_when_clean')::boolean and line ->> 'effect' = 'block'
      and line - 'effect' - 'blocks_when_clean' = to_jsonb(old) - 'effect' - 'blocks_when_clean')
    and not (tg_table_name = 'unit' and tg_op = 'UPDATE' and line - 'parent' = to_jsonb(old) - 'parent'
      and access.takes_over(line ->> 'centre', to_jsonb(old) ->> 'parent', line ->> 'parent'))
    and not (tg_table_name = 'item' and tg_op = 'UPDATE' and line - 'unit' = to_jsonb(old) - 'unit'
      and access.takes_over(line ->> 'centre', to_jsonb(old) ->> 'unit', line ->> 'unit'))
    and not pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage')
  then
    raise exception 'a change of policy needs an approved request' using errcode = '23514', constraint = 'policy_needs_approval';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

-- As in 0002; and a grant at a unit that is taken over begins anew at the other, for no longer than it would have lasted.
create or replace function access.grant_needs_approval() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.request is null then
    if not exists (select from access.centre c where c.centre = new.centre and c.founded_in = pg_current_xact_id()) then
      raise exception 'a grant needs an approved request' using errcode = '23514', constraint = 'grant_needs_approval';
    end if;
  elsif not exists (
    select from access.request r
    where r.centre = new.centre and r.id = new.request and r.change = 'grant' and r.state = 'approved'
      and r.beneficiary = new.person and r.role = new.role and r.unit = new.unit
      and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state <> 'approved')
  ) and not exists (
    select from access.request r
    join access.grant g on g.centre = r.centre and g.unit = r.target
    where r.centre = new.centre and r.id = new.request and r.target_kind = 'unit'
      and access.takes_over(new.centre, r.target, new.unit)
      and g.person = new.person and g.role = new.role and g.ended_by is null and g.validity @> new.validity
  ) then
    raise exception 'the request of this grant is not approved' using errcode = '23514', constraint = 'grant_needs_approval';
  end if;
  return new;
end $$;

-- A grant ends by a reorganisation, too. Whatever else may end one still may.
do $$
declare before text;
begin
  select pg_get_expr(conbin, conrelid) into before from pg_constraint
  where conrelid = 'access.grant'::regclass and conname = 'grant_ended_by_check';
  execute format('alter table access.grant drop constraint grant_ended_by_check,
    add constraint grant_ended_by_check check (ended_by = ''reorganisation'' or (%s))', before);
end $$;
create function access.grant_ends_by_reorganisation() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from access.request r
    where r.centre = new.centre and r.id = new.ended_request and r.target_kind = 'unit' and r.target = new.unit
      and access.takes_over(new.centre, new.unit, r.proposal ->> 'into'))
  then
    raise exception 'there is no reorganisation that this grant ends by' using errcode = '23514', constraint = 'grant_only_ends';
  end if;
  return new;
end $$;
create trigger grant_ends_by_reorganisation before update on access.grant
  for each row when (new.ended_by = 'reorganisation' and old.ended_by is null)
  execute function access.grant_ends_by_reorganisation();

revoke execute on function access.nothing_new_retired(), access.nobody_moves_to_retired(), access.takes_over(text, text, text),
  access.grant_ends_by_reorganisation() from public;
grant execute on function access.takes_over(text, text, text) to zhiheng_access;
grant update (retired_at) on access.unit, access.item, access.role, access.chain to zhiheng_access;
