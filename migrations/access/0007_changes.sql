-- access, 7: requests for every change, exceptions, adjustments, deputies, limits of grants; the policy changes by request only.
-- Alters the requests, stages, grants and rules; each is locked for the moment that takes. The checks read the requests once.

-- A request asks for a grant (role), an exception (rule) or another policy (target, proposal).
alter table access.request
  drop constraint request_change_check,
  alter column role drop not null,
  add column rule text,
  add column target_kind text check (target_kind in ('role', 'rule', 'item', 'unit', 'chain', 'limit')),
  add column target text,
  -- What is put in force beyond the columns: the terms of an exception, or the role, rule, item, unit, chain or limit.
  add column proposal jsonb check (jsonb_typeof(proposal) = 'object'),
  add foreign key (centre, rule) references access.rule (centre, code),
  add constraint request_change_check check (
    case
      when change in ('grant', 'revoke', 'extend') then role is not null and num_nonnulls(rule, target_kind, target, proposal) = 0
      when change = 'exception' then num_nulls(rule, proposal, valid_until) = 0 and num_nonnulls(role, target_kind, target) = 0
      when change in ('role-content', 'rule') then num_nulls(target_kind, target, proposal) = 0
        and num_nonnulls(role, rule) = 0 and (change = 'role-content') = (target_kind = 'role')
      else false
    end),
  add constraint request_extension_ends check (change <> 'extend' or valid_until is not null);
create unique index request_one_exception on access.request (centre, beneficiary, rule)
  where change = 'exception' and state in ('pending', 'approved');
create unique index request_one_change on access.request (centre, target_kind, target)
  where target is not null and state in ('pending', 'approved');

-- Set when those who may decide were reminded of the deadline; a new deadline clears it.
alter table access.request_stage add column reminded_at timestamptz;

-- Who may act for whom in approvals. Half-open; ended early: shortened.
create table access.deputy (
  centre text not null,
  id uuid not null,
  deputy uuid not null,
  principal uuid not null,
  validity tstzrange not null check (not isempty(validity) and lower_inc(validity) and not upper_inc(validity)
    and not lower_inf(validity) and not upper_inf(validity)),
  reason text not null,
  named_by uuid not null,
  named_at timestamptz not null default clock_timestamp(),
  ended_by uuid,
  ended_at timestamptz,
  primary key (centre, id),
  foreign key (centre, deputy) references access.person (centre, id),
  foreign key (centre, principal) references access.person (centre, id),
  foreign key (centre, named_by) references access.person (centre, id),
  foreign key (centre, ended_by) references access.person (centre, id),
  constraint deputy_is_another check (deputy <> principal),
  constraint deputy_ended_whole check ((ended_by is null) = (ended_at is null)),
  -- One ended early keeps its dates; what it no longer covers may be covered anew.
  constraint deputy_overlaps exclude using gist (centre with =, principal with =, deputy with =, validity with &&) where (ended_at is null)
);
create index deputy_principal on access.deputy (centre, principal, id desc);
create index deputy_deputy on access.deputy (centre, deputy, id desc);

create function access.deputy_only_ends() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_at is not null or new.ended_at is null
    or (new.centre, new.id, new.deputy, new.principal, new.validity, new.reason, new.named_by, new.named_at)
      is distinct from (old.centre, old.id, old.deputy, old.principal, old.validity, old.reason, old.named_by, old.named_at)
  then
    raise exception 'a deputyship only ends' using errcode = '23514', constraint = 'deputy_only_ends';
  end if;
  return new;
end $$;
create trigger deputy_only_ends before update on access.deputy for each row execute function access.deputy_only_ends();

-- As before, and for somebody else only as their deputy at this moment.
create or replace function access.decision_counts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from access.person p where p.centre = new.centre and p.id = new.person and p.state = 'active') then
    raise exception 'the person has left' using errcode = '23514', constraint = 'decision_needs_active_person';
  end if;
  if new.on_behalf_of is not null and not exists (
    select from access.deputy d
    join access.person p on p.centre = d.centre and p.id = d.principal and p.state = 'active'
    where d.centre = new.centre and d.deputy = new.person and d.principal = new.on_behalf_of
      and d.ended_at is null and d.validity @> clock_timestamp())
  then
    raise exception 'the person is no deputy of the other' using errcode = '23514', constraint = 'decision_needs_deputyship';
  end if;
  if not exists (
    select from access.request r join access.request_stage s on s.centre = r.centre and s.request = r.id
    where r.centre = new.centre and r.id = new.request and r.state = 'pending' and s.ordinal = new.stage and s.state = 'open')
  then
    raise exception 'the stage is not open' using errcode = '23514', constraint = 'decision_needs_open_stage';
  end if;
  return new;
end $$;

-- A grant is also widened, by an approved extension, and noted as run out.
alter table access.grant
  add column extended_request uuid,
  add foreign key (centre, extended_request) references access.request (centre, id),
  drop constraint grant_ended_by_check,
  add constraint grant_ended_by_check check (ended_by in ('request', 'departure', 'expiry'));
create index grant_end on access.grant (centre, upper(validity)) where ended_by is null and not upper_inf(validity);

create or replace function access.grant_only_ends() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_by is not null
    or (new.centre, new.id, new.person, new.role, new.unit, new.request, new.created_at)
      is distinct from (old.centre, old.id, old.person, old.role, old.unit, old.request, old.created_at)
  then
    raise exception 'a grant that has ended, or what it grants, does not change' using errcode = '23514', constraint = 'grant_only_ends';
  end if;
  if new.ended_by is null then
    if lower(new.validity) is distinct from lower(old.validity) or not (new.validity @> old.validity)
      or upper(old.validity) <= clock_timestamp()
      or not exists (
        select from access.request r
        where r.centre = new.centre and r.id = new.extended_request and r.change = 'extend' and r.state = 'approved'
          and r.beneficiary = new.person and r.role = new.role and r.unit = new.unit and r.valid_until = upper(new.validity)
          and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state <> 'approved'))
    then
      raise exception 'a grant is widened by an approved extension only' using errcode = '23514', constraint = 'grant_only_ends';
    end if;
    return new;
  end if;
  if not (new.validity <@ old.validity) or new.extended_request is distinct from old.extended_request
    or (new.ended_by = 'request' and not exists (
      select from access.request r
      where r.centre = new.centre and r.id = new.ended_request and r.change = 'revoke' and r.state = 'approved'
        and r.beneficiary = new.person and r.role = new.role and r.unit = new.unit))
    or (new.ended_by = 'departure' and not exists (
      select from access.person p where p.centre = new.centre and p.id = new.person and p.state = 'departed'))
    or (new.ended_by = 'expiry' and (new.validity <> old.validity or upper(old.validity) is null or upper(old.validity) > clock_timestamp()))
  then
    raise exception 'a grant only ends, by an approved request, a departure or its own date' using errcode = '23514', constraint = 'grant_only_ends';
  end if;
  return new;
end $$;

-- A time-limited permit for one person to break one rule, with what is done instead to keep it safe.
create table access.exception (
  centre text not null,
  id uuid not null,
  rule text not null,
  person uuid not null,
  -- On these items only; null for all.
  items text[] check (cardinality(items) between 1 and 500),
  validity tstzrange not null check (not isempty(validity) and lower_inc(validity) and not upper_inc(validity)
    and not lower_inf(validity) and not upper_inf(validity)),
  compensating_control text not null check (compensating_control <> ''),
  control_owner uuid not null,
  request uuid not null,
  state text not null default 'active' check (state in ('active', 'expired')),
  reminded_at timestamptz,
  primary key (centre, id),
  unique (centre, request),
  foreign key (centre, rule) references access.rule (centre, code),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, control_owner) references access.person (centre, id),
  foreign key (centre, request) references access.request (centre, id),
  constraint exception_controlled_by_another check (control_owner <> person)
);
create index exception_person on access.exception (centre, person, rule);
create index exception_end on access.exception (centre, upper(validity)) where state = 'active';

create function access.exception_needs_approval() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (new.centre, new.id, new.rule, new.person, new.items, new.validity, new.compensating_control, new.control_owner, new.request)
        is distinct from (old.centre, old.id, old.rule, old.person, old.items, old.validity, old.compensating_control, old.control_owner, old.request)
      or old.state = 'expired' and new.state <> 'expired'
      or old.state <> new.state and upper(old.validity) > clock_timestamp()
    then
      raise exception 'an exception only runs out' using errcode = '23514', constraint = 'exception_only_ends';
    end if;
    return new;
  end if;
  if not exists (
    select from access.request r
    where r.centre = new.centre and r.id = new.request and r.change = 'exception' and r.state = 'approved'
      and r.beneficiary = new.person and r.rule = new.rule and r.valid_until = upper(new.validity)
      and r.proposal ->> 'controlOwner' = new.control_owner::text
      and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state <> 'approved'))
  then
    raise exception 'an exception needs an approved request' using errcode = '23514', constraint = 'exception_needs_approval';
  end if;
  return new;
end $$;
create trigger exception_needs_approval before insert or update on access.exception
  for each row execute function access.exception_needs_approval();

-- A holding in conflict that somebody has to give up, and by when.
create table access.adjustment (
  centre text not null,
  id uuid not null,
  person uuid not null,
  rule text not null,
  because text not null check (because in ('exception-expired', 'rule-changed')),
  exception uuid,
  request uuid,
  -- Sets of grants, each of which would resolve it: [[grant]]
  resolutions jsonb not null check (jsonb_typeof(resolutions) = 'array'),
  opened_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  overdue_at timestamptz,
  state text not null default 'open' check (state in ('open', 'closed')),
  closed_at timestamptz,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, rule) references access.rule (centre, code),
  foreign key (centre, exception) references access.exception (centre, id),
  foreign key (centre, request) references access.request (centre, id),
  check ((because = 'exception-expired') = (exception is not null)),
  check ((because = 'rule-changed') = (request is not null)),
  check ((state = 'closed') = (closed_at is not null))
);
create unique index adjustment_one_open on access.adjustment (centre, person, rule) where state = 'open';
create index adjustment_newest on access.adjustment (centre, id desc);
create index adjustment_person on access.adjustment (centre, person, id desc);

create function access.adjustment_only_closes() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state = 'closed' or (new.centre, new.id, new.person, new.rule, new.because, new.opened_at, new.due_at)
    is distinct from (old.centre, old.id, old.person, old.rule, old.because, old.opened_at, old.due_at)
  then
    raise exception 'an adjustment only closes' using errcode = '23514', constraint = 'adjustment_only_closes';
  end if;
  return new;
end $$;
create trigger adjustment_only_closes before update on access.adjustment
  for each row execute function access.adjustment_only_closes();

-- How long a grant with an end may last, in days, by the risk of its role; without a row the service's default.
create table access.grant_limit (
  centre text not null references access.centre,
  risk smallint not null check (risk between 1 and 3),
  longest_days integer not null check (longest_days between 1 and 36525),
  primary key (centre, risk)
);

alter table access.rule
  -- Observes only until nobody breaks it any more; then it blocks by itself.
  add column blocks_when_clean boolean not null default false,
  -- No longer in force; its row stays, because exceptions, entries and findings name it.
  add column retired_at timestamptz,
  add constraint rule_blocks_when_clean_observes check (not blocks_when_clean or effect = 'observe');

-- The policy begins with its centre and changes by approved requests. Only the tables' owner, as migrations are, is not asked.
-- Arguments: the kind of target, then the columns that name it.
create function access.policy_needs_approval() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
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
    and not pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage')
  then
    raise exception 'a change of policy needs an approved request' using errcode = '23514', constraint = 'policy_needs_approval';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger policy_needs_approval before insert or update or delete on access.unit
  for each row execute function access.policy_needs_approval('unit', 'code');
create trigger policy_needs_approval before insert or update or delete on access.item
  for each row execute function access.policy_needs_approval('item', 'code');
create trigger policy_needs_approval before insert or update or delete on access.role
  for each row execute function access.policy_needs_approval('role', 'code');
create trigger policy_needs_approval before insert or update or delete on access.role_permission
  for each row execute function access.policy_needs_approval('role', 'role');
create trigger policy_needs_approval before insert or update or delete on access.role_inheritance
  for each row execute function access.policy_needs_approval('role', 'role');
create trigger policy_needs_approval before insert or update or delete on access.rule
  for each row execute function access.policy_needs_approval('rule', 'code');
create trigger policy_needs_approval before insert or update or delete on access.chain
  for each row execute function access.policy_needs_approval('chain', 'change', 'risk', 'unit_kind');
create trigger policy_needs_approval before insert or update or delete on access.grant_limit
  for each row execute function access.policy_needs_approval('limit', 'risk');

do $$
declare t text;
begin
  foreach t in array array['deputy', 'exception', 'adjustment', 'grant_limit'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format($f$create policy own_centre on access.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
  end loop;
end $$;

revoke execute on function access.deputy_only_ends(), access.exception_needs_approval(), access.adjustment_only_closes(),
  access.policy_needs_approval() from public;
grant select, insert on access.deputy, access.exception, access.adjustment, access.grant_limit to zhiheng_access;
grant update (ended_by, ended_at) on access.deputy to zhiheng_access;
grant update (state, reminded_at) on access.exception to zhiheng_access;
grant update (state, closed_at, overdue_at, resolutions) on access.adjustment to zhiheng_access;
grant update (longest_days) on access.grant_limit to zhiheng_access;
grant update (reminded_at) on access.request_stage to zhiheng_access;
grant update (extended_request) on access.grant to zhiheng_access;
grant update (parent, kind, name) on access.unit to zhiheng_access;
grant update (name, insurance, unit, risk, moves_fund, duties, channels) on access.item to zhiheng_access;
grant update (name, risk) on access.role to zhiheng_access;
grant update (kind, effect, name, source, definition, blocks_when_clean, retired_at) on access.rule to zhiheng_access;
grant update (stages) on access.chain to zhiheng_access;
grant delete on access.role_permission, access.role_inheritance to zhiheng_access;
