-- access, 2 of 4: grants, and the requests that change them.
-- Creates only; locks nothing that exists.

create table access.request (
  centre text not null,
  id uuid not null,
  change text not null check (change in ('grant', 'revoke')),
  requester uuid not null,
  beneficiary uuid not null,
  role text not null,
  unit text not null,
  valid_from timestamptz,
  valid_until timestamptz,
  risk smallint not null check (risk between 1 and 3),
  reason text not null,
  state text not null check (state in ('pending', 'approved', 'applied', 'rejected', 'withdrawn', 'expired', 'failed')),
  failure jsonb,
  idempotency_key text,
  digest text not null,
  submitted_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (centre, id),
  unique (centre, id, requester, beneficiary),
  foreign key (centre, requester) references access.person (centre, id),
  foreign key (centre, beneficiary) references access.person (centre, id),
  foreign key (centre, role) references access.role (centre, code),
  foreign key (centre, unit) references access.unit (centre, code),
  check (valid_until > valid_from)
);
create unique index request_idempotency on access.request (centre, requester, idempotency_key) where idempotency_key is not null;
create unique index request_one_pending on access.request (centre, beneficiary, role, unit, change) where state in ('pending', 'approved');
create index request_newest on access.request (centre, id desc);
create index request_requester on access.request (centre, requester, id desc);
create index request_state on access.request (centre, state, id desc);

create table access.request_stage (
  centre text not null,
  request uuid not null,
  ordinal smallint not null,
  rule jsonb not null,
  state text not null check (state in ('waiting', 'open', 'approved', 'rejected', 'closed')),
  decided_by_role text not null,
  escalated boolean not null default false,
  opened_at timestamptz,
  due_at timestamptz,
  primary key (centre, request, ordinal),
  foreign key (centre, request) references access.request (centre, id)
);
create unique index request_stage_one_open on access.request_stage (centre, request) where state = 'open';
create index request_stage_due on access.request_stage (centre, due_at) where state = 'open';

-- Every human whose voice a request has heard: the one who decides, and the one they stand for. The key lets nobody be
-- heard twice over all stages; the copied columns let nobody be heard on their own request or benefit.
create table access.decision_voice (
  centre text not null,
  request uuid not null,
  person uuid not null,
  requester uuid not null,
  beneficiary uuid not null,
  primary key (centre, request, person),
  foreign key (centre, request, requester, beneficiary) references access.request (centre, id, requester, beneficiary),
  foreign key (centre, person) references access.person (centre, id),
  constraint voice_is_distinct check (person <> requester and person <> beneficiary)
);

create table access.decision (
  centre text not null,
  id uuid not null,
  request uuid not null,
  stage smallint not null,
  person uuid not null,
  on_behalf_of uuid,
  decision text not null check (decision in ('approve', 'reject')),
  comment text,
  at timestamptz not null default clock_timestamp(),
  primary key (centre, id),
  unique (centre, request, person),
  foreign key (centre, request, stage) references access.request_stage (centre, request, ordinal),
  foreign key (centre, request, person) references access.decision_voice (centre, request, person),
  foreign key (centre, request, on_behalf_of) references access.decision_voice (centre, request, person)
);

-- A request begins pending, is approved only when every stage has heard its quorum, and never moves once it has ended.
create function access.request_only_advances() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'pending' then
      raise exception 'a request begins pending' using errcode = '23514', constraint = 'request_begins_pending';
    end if;
    return new;
  end if;
  if not (old.state = 'pending' and new.state <> 'applied' or old.state = 'approved' and new.state in ('applied', 'failed')) then
    raise exception 'a request that is % cannot become %', old.state, new.state
      using errcode = '23514', constraint = 'request_only_advances';
  end if;
  if new.state = 'approved' and (
    not exists (select from access.request_stage s where s.centre = new.centre and s.request = new.id)
    or exists (
      select from access.request_stage s
      where s.centre = new.centre and s.request = new.id and (s.state <> 'approved' or coalesce((s.rule ->> 'quorum')::int, 1) > (
        select count(*) from access.decision d
        where d.centre = s.centre and d.request = s.request and d.stage = s.ordinal and d.decision = 'approve')))
  ) then
    raise exception 'not every stage has approved' using errcode = '23514', constraint = 'request_needs_approvals';
  end if;
  return new;
end $$;
create trigger request_only_advances before insert or update on access.request
  for each row execute function access.request_only_advances();

-- No decision of a person who has left, none on a request or stage that waits for nobody: the writer holds the person's
-- row for key share (by the voice's foreign key), a departure for update.
create function access.decision_counts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from access.person p where p.centre = new.centre and p.id = new.person and p.state = 'active') then
    raise exception 'the person has left' using errcode = '23514', constraint = 'decision_needs_active_person';
  end if;
  if not exists (
    select from access.request r join access.request_stage s on s.centre = r.centre and s.request = r.id
    where r.centre = new.centre and r.id = new.request and r.state = 'pending' and s.ordinal = new.stage and s.state = 'open')
  then
    raise exception 'the stage is not open' using errcode = '23514', constraint = 'decision_needs_open_stage';
  end if;
  return new;
end $$;
create trigger decision_counts before insert on access.decision for each row execute function access.decision_counts();

create table access.grant (
  centre text not null,
  id uuid not null,
  person uuid not null,
  role text not null,
  unit text not null,
  -- Half-open [from, until); an unbounded end is a grant without one. Ended before it began: empty.
  validity tstzrange not null,
  request uuid,
  ended_by text check (ended_by in ('request', 'departure')),
  ended_request uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, role) references access.role (centre, code),
  foreign key (centre, unit) references access.unit (centre, code),
  foreign key (centre, request) references access.request (centre, id),
  foreign key (centre, ended_request) references access.request (centre, id),
  check (isempty(validity) or (lower_inc(validity) and not upper_inc(validity))),
  constraint grant_overlaps exclude using gist (centre with =, person with =, role with =, unit with =, validity with &&)
);
create index grant_person on access.grant (centre, person, id);
create index grant_role on access.grant (centre, role, unit);
create index grant_newest on access.grant (centre, id desc);

-- Invariant 3: a grant begins with its centre or with an approved request, and ends by a request or a departure.
create function access.grant_needs_approval() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
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
  ) then
    raise exception 'the request of this grant is not approved' using errcode = '23514', constraint = 'grant_needs_approval';
  end if;
  return new;
end $$;
create trigger grant_needs_approval before insert on access.grant for each row execute function access.grant_needs_approval();

create function access.grant_only_ends() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.ended_by is null or old.ended_by is not null
    or (new.centre, new.id, new.person, new.role, new.unit, new.request, new.created_at)
      is distinct from (old.centre, old.id, old.person, old.role, old.unit, old.request, old.created_at)
    or not (new.validity <@ old.validity)
    or (new.ended_by = 'request' and not exists (
      select from access.request r
      where r.centre = new.centre and r.id = new.ended_request and r.change = 'revoke' and r.state = 'approved'
        and r.beneficiary = new.person and r.role = new.role and r.unit = new.unit))
    or (new.ended_by = 'departure' and not exists (
      select from access.person p where p.centre = new.centre and p.id = new.person and p.state = 'departed'))
  then
    raise exception 'a grant only ends, by an approved request or a departure' using errcode = '23514', constraint = 'grant_only_ends';
  end if;
  return new;
end $$;
create trigger grant_only_ends before update on access.grant for each row execute function access.grant_only_ends();
