-- access, 8: certification of holdings, templates by post, requests submitted in bulk.
-- Creates only; reads the grants of existing centres once, for their templates.

create table access.certification (
  centre text not null,
  id uuid not null,
  name text not null,
  unit text not null,
  -- Holdings of roles of at least this risk; null for all.
  risk smallint check (risk between 1 and 3),
  opened_by uuid not null,
  opened_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  -- Working days that the next reviewer has when one has let the deadline pass.
  further_days smallint not null check (further_days between 1 and 60),
  -- Its population may be written by the transaction that opens it, and by no other.
  frozen_in xid8 not null default pg_current_xact_id(),
  reminded_at timestamptz,
  state text not null default 'open' check (state in ('open', 'signed-off')),
  signed_off_by uuid,
  signed_off_at timestamptz,
  -- The very bytes that `digest` (SHA-256, hexadecimal) is of.
  report text,
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  primary key (centre, id),
  foreign key (centre, unit) references access.unit (centre, code),
  foreign key (centre, opened_by) references access.person (centre, id),
  foreign key (centre, signed_off_by) references access.person (centre, id),
  constraint certification_signed_off_whole check (
    case state when 'open' then num_nonnulls(signed_off_by, signed_off_at, report, digest) = 0
      else num_nulls(signed_off_by, signed_off_at, report, digest) = 0 end),
  constraint certification_signed_off_by_another check (signed_off_by <> opened_by)
);
create index certification_newest on access.certification (centre, id desc);
create index certification_open on access.certification (centre, due_at) where state = 'open';

create function access.certification_only_advances() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state <> 'open' then
    raise exception 'a certification that is signed off does not change' using errcode = '23514', constraint = 'certification_only_advances';
  end if;
  return new;
end $$;
create trigger certification_only_advances before update on access.certification
  for each row execute function access.certification_only_advances();

-- The population: what was held when it was opened, as it was then.
create table access.certification_holding (
  centre text not null,
  certification uuid not null,
  "grant" uuid not null,
  holder uuid not null,
  holder_unit text not null,
  holder_post text not null,
  holder_state text not null,
  role text not null,
  risk smallint not null,
  unit text not null,
  since timestamptz,
  until timestamptz,
  request uuid,
  -- Whoever asked for the grant or was heard on it: they do not review it.
  granters uuid[] not null,
  -- Who reviews it, in turn: [{"by": role, "of": "grant-unit" | "centre" | "parent"}]
  ladder jsonb not null check (jsonb_typeof(ladder) = 'array'),
  primary key (centre, certification, "grant"),
  unique (centre, certification, "grant", holder),
  foreign key (centre, certification) references access.certification (centre, id),
  foreign key (centre, "grant") references access.grant (centre, id),
  foreign key (centre, holder) references access.person (centre, id)
);
create index certification_holding_holder on access.certification_holding (centre, holder, certification);

create function access.certification_population_is_frozen() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' or not exists (
    select from access.certification c
    where c.centre = new.centre and c.id = new.certification and c.frozen_in = pg_current_xact_id())
  then
    raise exception 'the population of a certification does not change' using errcode = '23514', constraint = 'certification_population_is_frozen';
  end if;
  return new;
end $$;
create trigger certification_population_is_frozen before insert or update or delete on access.certification_holding
  for each row execute function access.certification_population_is_frozen();

-- Whose turn it is: the rung of the ladder, and until when.
create table access.certification_turn (
  centre text not null,
  certification uuid not null,
  "grant" uuid not null,
  rung smallint not null default 0 check (rung >= 0),
  due_at timestamptz not null,
  primary key (centre, certification, "grant"),
  foreign key (centre, certification, "grant") references access.certification_holding (centre, certification, "grant")
);
create index certification_turn_due on access.certification_turn (centre, due_at);

create table access.certification_decision (
  centre text not null,
  certification uuid not null,
  "grant" uuid not null,
  holder uuid not null,
  reviewer uuid not null,
  rung smallint not null,
  decision text not null check (decision in ('keep', 'remove')),
  reason text,
  -- Since the list was last shown to the reviewer or they last decided; null when they decided unseen.
  took_ms bigint check (took_ms >= 0),
  -- Holdings decided by one act share its id; how many the act decided.
  act uuid not null,
  act_size integer not null check (act_size >= 1),
  -- What became of a removal: a request, nothing left to remove, or no request possible.
  removal text check (removal in ('requested', 'ended', 'refused')),
  request uuid,
  at timestamptz not null default clock_timestamp(),
  primary key (centre, certification, "grant"),
  foreign key (centre, certification, "grant", holder) references access.certification_holding (centre, certification, "grant", holder),
  foreign key (centre, reviewer) references access.person (centre, id),
  foreign key (centre, request) references access.request (centre, id),
  constraint certification_not_of_oneself check (reviewer <> holder),
  check (decision = 'keep' or reason is not null),
  check ((decision = 'remove') = (removal is not null)),
  check ((removal is not distinct from 'requested') = (request is not null))
);
create index certification_decision_reviewer on access.certification_decision (centre, certification, reviewer, at);

create function access.certification_decision_counts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'a decision of a certification does not change' using errcode = '23514', constraint = 'certification_decision_stays';
  end if;
  if not exists (select from access.certification c where c.centre = new.centre and c.id = new.certification and c.state = 'open') then
    raise exception 'the certification is signed off' using errcode = '23514', constraint = 'certification_is_open';
  end if;
  if not exists (select from access.person p where p.centre = new.centre and p.id = new.reviewer and p.state = 'active') then
    raise exception 'the person has left' using errcode = '23514', constraint = 'certification_needs_active_person';
  end if;
  if exists (
    select from access.certification_holding h
    where h.centre = new.centre and h.certification = new.certification and h."grant" = new."grant" and new.reviewer = any (h.granters))
  then
    raise exception 'nobody reviews what they granted' using errcode = '23514', constraint = 'certification_not_of_own_granting';
  end if;
  return new;
end $$;
create trigger certification_decision_counts before insert or update or delete on access.certification_decision
  for each row execute function access.certification_decision_counts();

-- When a reviewer was last shown what waits for them.
create table access.certification_showing (
  centre text not null,
  certification uuid not null,
  reviewer uuid not null,
  shown_at timestamptz not null default clock_timestamp(),
  primary key (centre, certification, reviewer),
  foreign key (centre, certification) references access.certification (centre, id),
  foreign key (centre, reviewer) references access.person (centre, id)
);

-- What a post is given: roles at the person's own unit, or at the centre's root.
create table access.post_template (
  centre text not null,
  post text not null,
  unit_kind text not null,
  -- '' stands for every unit of the kind
  unit text not null default '',
  role text not null,
  place text not null check (place in ('unit', 'centre')),
  -- By which approved change; null since the founding.
  request uuid,
  primary key (centre, post, unit_kind, unit, role, place),
  foreign key (centre, role) references access.role (centre, code),
  foreign key (centre, request) references access.request (centre, id)
);
create index post_template_role on access.post_template (centre, role);

-- What everybody of a post holds alike. Where two or more units of a kind agree it goes for the kind, else for the unit.
create function access.derive_post_templates(p_centre text) returns void language sql set search_path = pg_catalog, pg_temp as $$
  with held as (
    select p.post, u.kind, p.unit, p.id as person, g.role, case when g.unit = p.unit then 'unit' else 'centre' end as place
    from access.person p
    join access.unit u on u.centre = p.centre and u.code = p.unit
    join access.grant g on g.centre = p.centre and g.person = p.id and upper_inf(g.validity) and not isempty(g.validity)
    join access.unit at on at.centre = g.centre and at.code = g.unit
    where p.centre = p_centre and p.state = 'active' and (g.unit = p.unit or at.parent is null)
  ), of_person as (
    select post, kind, unit, person, array_agg(place || ':' || role order by place, role) as roles from held group by 1, 2, 3, 4
  ), of_unit as (
    select post, kind, unit, min(roles) as roles, count(distinct roles) = 1 as agreed from of_person group by 1, 2, 3
  ), of_kind as (
    select post, kind, min(roles) as roles from of_unit group by 1, 2
    having bool_and(agreed) and count(distinct roles) = 1 and count(*) >= 2
  ), chosen as (
    select post, kind, '' as unit, roles from of_kind
    union all
    select post, kind, unit, roles from of_unit where agreed and (post, kind) not in (select post, kind from of_kind)
  )
  insert into access.post_template (centre, post, unit_kind, unit, role, place)
  select p_centre, post, kind, unit, split_part(one, ':', 2), split_part(one, ':', 1) from chosen, unnest(roles) as one
  on conflict do nothing
$$;
do $$
declare c record;
begin
  for c in select centre from access.centre loop
    perform access.derive_post_templates(c.centre);
  end loop;
end $$;

create function access.post_template_needs_approval() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.request is null then
    if not exists (select from access.centre c where c.centre = new.centre and c.founded_in = pg_current_xact_id()) then
      raise exception 'a template needs an approved request' using errcode = '23514', constraint = 'post_template_needs_approval';
    end if;
  elsif not exists (select from access.request r
    where r.centre = new.centre and r.id = new.request and r.change = 'role-content' and r.state = 'approved')
  then
    raise exception 'the request of this template is not approved' using errcode = '23514', constraint = 'post_template_needs_approval';
  end if;
  return new;
end $$;
create trigger post_template_needs_approval before insert or update on access.post_template
  for each row execute function access.post_template_needs_approval();

-- Requests that were submitted together, for one reason.
create table access.bulk (
  centre text not null,
  id uuid not null,
  requester uuid not null,
  reason text not null,
  whole boolean not null,
  idempotency_key text,
  digest text not null,
  submitted_at timestamptz not null default clock_timestamp(),
  primary key (centre, id),
  foreign key (centre, requester) references access.person (centre, id)
);
create unique index bulk_idempotency on access.bulk (centre, requester, idempotency_key) where idempotency_key is not null;
create index bulk_newest on access.bulk (centre, id desc);

-- Each line became a request, or says by its code why not.
create table access.bulk_line (
  centre text not null,
  bulk uuid not null,
  ordinal integer not null check (ordinal >= 1),
  request uuid,
  failure text,
  primary key (centre, bulk, ordinal),
  foreign key (centre, bulk) references access.bulk (centre, id),
  foreign key (centre, request) references access.request (centre, id),
  check (num_nonnulls(request, failure) = 1)
);
create unique index bulk_line_request on access.bulk_line (centre, request) where request is not null;

do $$
declare t text;
begin
  foreach t in array array['certification', 'certification_holding', 'certification_turn', 'certification_decision',
    'certification_showing', 'post_template', 'bulk', 'bulk_line'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format($f$create policy own_centre on access.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select, insert on access.%I to zhiheng_access', t);
  end loop;
end $$;
revoke execute on function access.certification_only_advances(), access.certification_population_is_frozen(),
  access.certification_decision_counts(), access.post_template_needs_approval(), access.derive_post_templates(text) from public;
grant execute on function access.derive_post_templates(text) to zhiheng_access;
grant update (state, signed_off_by, signed_off_at, report, digest, reminded_at) on access.certification to zhiheng_access;
grant update (rung, due_at) on access.certification_turn to zhiheng_access;
grant update (shown_at) on access.certification_showing to zhiheng_access;
