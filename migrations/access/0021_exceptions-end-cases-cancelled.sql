-- access, 21: exceptions that are ended early, cases that are cancelled.
-- Alters the exceptions and the cases, whose states are read once; each is locked for the moment that takes.

-- One ended early keeps its period: what was done under it until then stays covered, and a planned one never begins.
alter table access.exception
  add column ended_at timestamptz,
  add column ended_by uuid,
  add column end_reason text check (end_reason <> ''),
  drop constraint exception_state_check,
  add constraint exception_state_check check (state in ('active', 'expired', 'ended')),
  add foreign key (centre, ended_by) references access.person (centre, id),
  add constraint exception_ended_whole check (
    case when state = 'ended' then num_nulls(ended_at, ended_by, end_reason) = 0
      else num_nonnulls(ended_at, ended_by, end_reason) = 0 end);

-- As before; and somebody ends it while it lasts, once.
create or replace function access.exception_needs_approval() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (new.centre, new.id, new.rule, new.person, new.items, new.compensating_control, new.control_owner, new.request)
        is distinct from (old.centre, old.id, old.rule, old.person, old.items, old.compensating_control, old.control_owner, old.request)
      or old.state <> 'active' and (new.state, new.ended_at, new.ended_by, new.end_reason)
        is distinct from (old.state, old.ended_at, old.ended_by, old.end_reason)
      or old.state <> new.state and new.state = 'expired' and upper(new.validity) > clock_timestamp()
      or old.state <> new.state and new.state = 'ended' and upper(new.validity) <= clock_timestamp()
      or new.validity <> old.validity and (new.state <> 'expired' or not exists (
        select from access.person p where p.centre = new.centre and p.id = new.person and p.state = 'departed'))
    then
      raise exception 'an exception only runs out or is ended' using errcode = '23514', constraint = 'exception_only_ends';
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

-- As before, and none that was ended.
create or replace function access.step_needs_its_exception() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from access.exception e
    join access.rule r on r.centre = e.centre and r.code = e.rule and r.kind = 'case'
    join access.case c on c.centre = e.centre and c.id = new."case"
    where e.centre = new.centre and e.id = new.exception and e.person = new.person and e.ended_at is null
      and e.validity @> clock_timestamp() and (e.items is null or c.item = any(e.items)))
  then
    raise exception 'no exception covers the step' using errcode = '23514', constraint = 'step_needs_its_exception';
  end if;
  return new;
end $$;

-- A cancelled case takes no further step; those it has still count.
alter table access.case
  add column cancelled_by uuid,
  add column cancel_reason text check (cancel_reason <> ''),
  drop constraint case_state_check,
  add constraint case_state_check check (state in ('open', 'complete', 'cancelled')),
  add foreign key (centre, cancelled_by) references access.person (centre, id),
  add constraint case_cancelled_whole check (
    case when state = 'cancelled' then num_nulls(cancelled_by, cancel_reason, closed_at) = 0
      else num_nonnulls(cancelled_by, cancel_reason) = 0 end);

create function access.case_cancelled_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a cancelled case stays as it is' using errcode = '23514', constraint = 'case_cancelled_stays';
end $$;
create trigger case_cancelled_stays before update on access.case for each row
  when (old.state = 'cancelled') execute function access.case_cancelled_stays();
revoke execute on function access.case_cancelled_stays() from public;

grant update (state, ended_at, ended_by, end_reason) on access.exception to zhiheng_access;
grant update (cancelled_by, cancel_reason) on access.case to zhiheng_access;
