-- access, 16: emergency suspensions: at once, confirmed by a request after the fact.
-- Alters the requests, chains, accounts, grants' ending and adjustments; each is locked for the moment that takes, and the
-- checks read them once.

-- A request may ask that a suspension be confirmed; what it is of stands in the proposal.
alter table access.request
  drop constraint request_change_check,
  add constraint request_change_check check (
    case
      when change in ('grant', 'revoke', 'extend') then role is not null and num_nonnulls(rule, target_kind, target, proposal) = 0
      when change = 'exception' then num_nulls(rule, proposal, valid_until) = 0 and num_nonnulls(role, target_kind, target) = 0
      when change in ('role-content', 'rule') then num_nulls(target_kind, target, proposal) = 0
        and num_nonnulls(role, rule) = 0 and (change = 'role-content') = (target_kind = 'role')
      when change = 'suspension' then proposal ? 'suspension' and num_nonnulls(role, rule, target_kind, target) = 0
      else false
    end);
alter table access.chain
  drop constraint chain_change_check,
  add constraint chain_change_check
    check (change in ('grant', 'revoke', 'extend', 'exception', 'role-content', 'rule', 'suspension'));

-- An account is suspended with its person and comes back with them; a disabled one never does.
alter table access.account
  drop constraint account_state_check,
  add constraint account_state_check check (state in ('active', 'disabled', 'suspended'));

create table access.suspension (
  centre text not null,
  id uuid not null,
  person uuid not null,
  reason text not null check (reason in ('under-investigation', 'credential-compromised', 'outlet-agreement-ended', 'seconded-out')),
  note text not null,
  -- All that the person holds and could come to hold, or the grants named when it was ordered.
  scope text not null check (scope in ('everything', 'grants')),
  -- The unit that was suspended with everybody who belongs to it; those of one order share `batch`.
  unit text,
  batch uuid not null,
  -- Confirmed, it lasts until then; without it what is suspended ends for good.
  kept_until timestamptz,
  -- The accounts whose sign-in went with it.
  accounts uuid[] not null,
  request uuid not null,
  by_person uuid not null,
  client text not null,
  at timestamptz not null default clock_timestamp(),
  -- unconfirmed: in force, awaits its request. kept: confirmed, in force until its date. lifting: rejected, or its date has
  -- come: what breaks no rule is restored, the rest waits. removed: confirmed, and what it suspended has ended.
  state text not null default 'unconfirmed' check (state in ('unconfirmed', 'kept', 'lifting', 'lifted', 'removed', 'departed')),
  ended_at timestamptz,
  effects jsonb,
  primary key (centre, id),
  unique (centre, request),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, unit) references access.unit (centre, code),
  foreign key (centre, request) references access.request (centre, id),
  foreign key (centre, by_person) references access.person (centre, id),
  constraint suspended_by_another check (by_person <> person),
  constraint suspension_of_accounts_whole check (scope = 'everything' or cardinality(accounts) = 0),
  constraint suspension_ended_whole check ((state in ('lifted', 'removed', 'departed')) = (ended_at is not null))
);
create unique index suspension_one_whole on access.suspension (centre, person)
  where scope = 'everything' and state in ('unconfirmed', 'kept');
create index suspension_newest on access.suspension (centre, id desc);
create index suspension_person on access.suspension (centre, person, id desc);
create index suspension_open on access.suspension (centre, state) where ended_at is null;

-- When a grant did not act. It acts again only when no mark is open any more.
create table access.grant_suspension (
  centre text not null,
  "grant" uuid not null,
  suspension uuid not null,
  validity tstzrange not null check (not isempty(validity) and lower_inc(validity) and not upper_inc(validity) and not lower_inf(validity)),
  primary key (centre, "grant", suspension),
  foreign key (centre, "grant") references access.grant (centre, id),
  foreign key (centre, suspension) references access.suspension (centre, id)
);
create index grant_suspension_of on access.grant_suspension (centre, suspension);

-- Invariant 3: a suspension has its request from the first moment on, and goes only where that request, its own date or a
-- departure takes it.
create function access.suspension_needs_request() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  asked access.request;
begin
  select * into asked from access.request r where r.centre = new.centre and r.id = new.request;
  if tg_op = 'INSERT' then
    if asked.id is null or asked.change <> 'suspension' or asked.state <> 'pending' or new.state <> 'unconfirmed'
      or (asked.beneficiary, asked.requester, asked.proposal ->> 'suspension') is distinct from (new.person, new.by_person, new.id::text)
    then
      raise exception 'a suspension needs a pending request for its confirmation' using errcode = '23514', constraint = 'suspension_needs_request';
    end if;
    return new;
  end if;
  if old.ended_at is not null
    or to_jsonb(new) - array['state', 'ended_at', 'effects'] <> to_jsonb(old) - array['state', 'ended_at', 'effects']
    or old.effects is not null and new.effects <> old.effects
    or not (case new.state
      when old.state then true
      when 'kept' then old.state = 'unconfirmed' and asked.state = 'approved' and new.kept_until is not null
      when 'removed' then old.state = 'unconfirmed' and asked.state = 'approved' and new.kept_until is null
      when 'lifting' then old.state = 'unconfirmed' and asked.state = 'rejected'
        or old.state = 'kept' and new.kept_until <= clock_timestamp()
      when 'lifted' then old.state = 'lifting' and not exists (
        select from access.grant_suspension m join access.grant g on g.centre = m.centre and g.id = m."grant"
        where m.centre = new.centre and m.suspension = new.id and upper_inf(m.validity) and g.ended_by is null)
      when 'departed' then exists (
        select from access.person p where p.centre = new.centre and p.id = new.person and p.state = 'departed')
      else false
    end)
  then
    raise exception 'a suspension ends by its request, its date or a departure' using errcode = '23514', constraint = 'suspension_only_ends';
  end if;
  return new;
end $$;
create trigger suspension_needs_request before insert or update on access.suspension
  for each row execute function access.suspension_needs_request();

create function access.grant_suspension_counts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from access.suspension s
    join access.request r on r.centre = s.centre and r.id = s.request
    join access.grant g on g.centre = s.centre and g.id = new."grant" and g.person = s.person
    where s.centre = new.centre and s.id = new.suspension and (
      tg_op = 'INSERT' and s.state = 'unconfirmed' and r.state = 'pending' and g.ended_by is null
        and upper_inf(new.validity) and lower(new.validity) <= clock_timestamp()
      or tg_op = 'UPDATE' and s.state = 'lifting'))
    or tg_op = 'UPDATE' and ((new.centre, new."grant", new.suspension, lower(new.validity))
        is distinct from (old.centre, old."grant", old.suspension, lower(old.validity))
      or not upper_inf(old.validity) or upper(new.validity) is null or upper(new.validity) > clock_timestamp())
  then
    raise exception 'a grant is suspended by a suspension that awaits its confirmation, and restored by one that is lifted'
      using errcode = '23514', constraint = 'grant_suspension_counts';
  end if;
  return new;
end $$;
create trigger grant_suspension_counts before insert or update on access.grant_suspension
  for each row execute function access.grant_suspension_counts();

-- An account is suspended by a suspension that names it, and comes back when none does any more. Disabled it may be always.
create function access.account_suspension_counts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  named boolean := exists (
    select from access.suspension s
    where s.centre = new.centre and s.person = new.person and new.id = any(s.accounts) and s.state in ('unconfirmed', 'kept', 'removed'));
begin
  if new.state = 'suspended' and not (old.state = 'active' and named) or new.state = 'active' and named then
    raise exception 'an account is suspended with its person' using errcode = '23514', constraint = 'account_suspension_counts';
  end if;
  return new;
end $$;
create trigger account_suspension_counts before update of state on access.account
  for each row when ((old.state = 'suspended' or new.state = 'suspended') and old.state <> new.state)
  execute function access.account_suspension_counts();

-- Nobody acts, or comes to hold anything, while all that they hold is suspended. Whoever acts holds the person's row for key
-- share, whoever suspends for update. The argument names the column that says who acts.
create function access.nobody_acts_suspended() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from access.suspension s
    where s.centre = new.centre and s.person = (to_jsonb(new) ->> tg_argv[0])::uuid
      and s.scope = 'everything' and s.state in ('unconfirmed', 'kept'))
  then
    raise exception 'the person is suspended' using errcode = '23514', constraint = 'nobody_acts_suspended';
  end if;
  return new;
end $$;
create trigger decision_not_suspended before insert on access.decision
  for each row execute function access.nobody_acts_suspended('person');
create trigger principal_not_suspended before insert on access.decision
  for each row when (new.on_behalf_of is not null) execute function access.nobody_acts_suspended('on_behalf_of');
create trigger certification_not_suspended before insert on access.certification_decision
  for each row execute function access.nobody_acts_suspended('reviewer');
create trigger grant_not_suspended before insert on access.grant
  for each row execute function access.nobody_acts_suspended('person');

-- The same for all steps of a statement at once.
create function access.no_step_suspended() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from fresh join access.suspension s on s.centre = fresh.centre and s.person = fresh.person
      and s.scope = 'everything' and s.state in ('unconfirmed', 'kept'))
  then
    raise exception 'the person is suspended' using errcode = '23514', constraint = 'nobody_acts_suspended';
  end if;
  return null;
end $$;
create trigger step_not_suspended after insert on access.step
  referencing new table as fresh for each statement execute function access.no_step_suspended();

-- As in 0007, and by the approved confirmation of a suspension: what it suspended.
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
      where r.centre = new.centre and r.id = new.ended_request and r.state = 'approved' and r.beneficiary = new.person
        and (r.change = 'revoke' and r.role = new.role and r.unit = new.unit
          or r.change = 'suspension' and exists (
            select from access.suspension s
            join access.grant_suspension m on m.centre = s.centre and m.suspension = s.id and m."grant" = new.id
            where s.centre = r.centre and s.request = r.id and s.state = 'unconfirmed' and s.kept_until is null))))
    or (new.ended_by = 'departure' and not exists (
      select from access.person p where p.centre = new.centre and p.id = new.person and p.state = 'departed'))
    or (new.ended_by = 'expiry' and (new.validity <> old.validity or upper(old.validity) is null or upper(old.validity) > clock_timestamp()))
  then
    raise exception 'a grant only ends, by an approved request, a departure or its own date' using errcode = '23514', constraint = 'grant_only_ends';
  end if;
  return new;
end $$;

-- What a lifted suspension may not restore has to be given up.
alter table access.adjustment
  drop constraint adjustment_because_check,
  add constraint adjustment_because_check check (because in ('exception-expired', 'rule-changed', 'suspension-lifted')),
  drop constraint adjustment_check1,
  add constraint adjustment_check1 check ((because <> 'exception-expired') = (request is not null));

-- As in 0004, less what is suspended.
create or replace view access.published_permission as
  with recursive closure as (
    select centre, code as role, code as reached from access.role where centre = current_setting('zhiheng.centre', true)
    union
    select c.centre, c.role, i.inherits
    from closure c join access.role_inheritance i on i.centre = c.centre and i.role = c.reached
  )
  select g.centre, g.person, g.id as "grant", g.role, p.action, p.resource, p.items, p.effect, g.unit
  from access.grant g
  join access.person who on who.centre = g.centre and who.id = g.person and who.state = 'active'
  join closure c on c.centre = g.centre and c.role = g.role
  join access.role_permission p on p.centre = c.centre and p.role = c.reached
  where g.centre = current_setting('zhiheng.centre', true) and g.validity @> statement_timestamp()
    and not exists (
      select from access.grant_suspension m
      where m.centre = g.centre and m."grant" = g.id and m.validity @> statement_timestamp());

do $$
declare t text;
begin
  foreach t in array array['suspension', 'grant_suspension'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format($f$create policy own_centre on access.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select, insert on access.%I to zhiheng_access', t);
  end loop;
end $$;
revoke execute on function access.suspension_needs_request(), access.grant_suspension_counts(), access.account_suspension_counts(),
  access.nobody_acts_suspended(), access.no_step_suspended() from public;
grant update (state, ended_at, effects) on access.suspension to zhiheng_access;
grant update (validity) on access.grant_suspension to zhiheng_access;
