-- access, 44: dates of birth by which people retire, what takes a departure back, and the handover of accounting posts.
-- Creates tables, adds columns without rewriting; replaces a check of the requests, which it reads once, and the trigger of grants.

-- Personal data apart from the directory: read by nobody but who reckons the day, or who says what for. Never in an entry.
create table access.birth (
  centre text not null,
  person uuid not null,
  born date not null check (born between '1900-01-01' and '2199-12-31'),
  category text not null check (category in ('man', 'woman-cadre', 'woman-worker')),
  -- Reckoned when it was written.
  statutory date not null,
  -- The day they leave on instead: an earlier one by their own choice, a later one by an approved request.
  chosen date,
  postponed_by uuid,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (centre, person),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, postponed_by) references access.request (centre, id),
  constraint birth_later_by_request check (chosen is null or chosen <= statutory or postponed_by is not null)
);
create function access.birth_postponed_by_approval() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if new.postponed_by is not null and not exists (
    select from access.request r
    where r.centre = new.centre and r.id = new.postponed_by and r.change = 'postpone-departure' and r.state in ('approved', 'applied')
      and r.beneficiary = new.person and (r.proposal ->> 'day')::date = new.chosen)
  then
    raise exception 'the request of this postponement is not approved' using errcode = '23514', constraint = 'birth_postponed_by_approval';
  end if;
  return new;
end $$;
create trigger birth_postponed_by_approval before insert or update on access.birth
  for each row execute function access.birth_postponed_by_approval();

-- What may be asked for besides: that somebody retires later, and that a departure is taken back.
do $$
declare before text;
begin
  select pg_get_expr(conbin, conrelid) into before from pg_constraint
  where conrelid = 'access.request'::regclass and conname = 'request_change_check';
  execute format($f$alter table access.request drop constraint request_change_check,
    add constraint request_change_check check (case
      when change in ('postpone-departure', 'reinstate') then proposal is not null and num_nonnulls(role, rule, target_kind, target) = 0
      else %s end)$f$, before);
end $$;
create unique index request_one_of_departure on access.request (centre, beneficiary, change)
  where change in ('postpone-departure', 'reinstate') and state in ('pending', 'approved');

-- For how many days a departure may be taken back by request.
alter table access.centre add column reinstate_days smallint not null default 7 check (reinstate_days between 0 and 90);
grant update (reinstate_days) on access.centre to zhiheng_access;

-- Who comes back by a request that takes their departure back.
alter table access.rehire
  add column request uuid,
  add foreign key (centre, request) references access.request (centre, id);
create function access.rehire_needs_approval() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if new.request is not null and not exists (
    select from access.request r
    where r.centre = new.centre and r.id = new.request and r.change = 'reinstate' and r.state = 'approved' and r.beneficiary = new.person)
  then
    raise exception 'the request of this return is not approved' using errcode = '23514', constraint = 'rehire_needs_approval';
  end if;
  return new;
end $$;
create trigger rehire_needs_approval before insert on access.rehire
  for each row execute function access.rehire_needs_approval();

-- As in 0026; and what ended with a departure begins anew by the approved request that names it.
create or replace function access.grant_needs_approval() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if new.request is null then
    if not exists (select from access.centre c where c.centre = new.centre and c.founded_in = pg_current_xact_id()) then
      raise exception 'a grant needs an approved request' using errcode = '23514', constraint = 'grant_needs_approval';
    end if;
  elsif not exists (
    select from access.request r
    where r.centre = new.centre and r.id = new.request and r.state = 'approved' and r.beneficiary = new.person
      and (r.change = 'grant' and r.role = new.role and r.unit = new.unit
        or r.change = 'reinstate' and exists (
          select from jsonb_array_elements(r.proposal -> 'grants') one
          where one ->> 'role' = new.role and one ->> 'unit' = new.unit))
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

-- An accounting post that somebody left, and who saw it handed over (会计人员交接): once, by somebody else.
create table access.handover (
  centre text not null,
  departure uuid not null,
  "grant" uuid not null,
  role text not null,
  unit text not null,
  leaver uuid not null,
  taken_over_by uuid,
  note text,
  signed_by uuid,
  signed_at timestamptz,
  primary key (centre, departure, "grant"),
  foreign key (centre, departure) references access.departure (centre, id),
  foreign key (centre, "grant") references access.grant (centre, id),
  foreign key (centre, leaver) references access.person (centre, id),
  foreign key (centre, taken_over_by) references access.person (centre, id),
  foreign key (centre, signed_by) references access.person (centre, id),
  constraint handover_signed_whole check (num_nonnulls(taken_over_by, note, signed_by, signed_at) in (0, 4)),
  constraint handover_of_three check (signed_by <> leaver and signed_by <> taken_over_by and taken_over_by <> leaver)
);
create function access.handover_signed_once() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a handover is signed once' using errcode = '23514', constraint = 'handover_signed_once';
end $$;
create trigger handover_signed_once before update on access.handover
  for each row when (old.signed_at is not null) execute function access.handover_signed_once();

do $$
declare t text;
begin
  foreach t in array array['birth', 'handover'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format($f$create policy own_centre on access.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select, insert on access.%I to zhiheng_access', t);
  end loop;
end $$;
revoke execute on function access.birth_postponed_by_approval(), access.rehire_needs_approval(), access.handover_signed_once() from public;
grant update (born, category, statutory, chosen, postponed_by, updated_at), delete on access.birth to zhiheng_access;
grant update (taken_over_by, note, signed_by, signed_at) on access.handover to zhiheng_access;
