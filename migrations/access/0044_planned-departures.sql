-- access, 44: people who are to leave on a day.
-- Creates a table; adds a column to access.person without rewriting it, replaces views and functions: locks person for a moment.

-- When somebody leaves, by the clock: from then on nothing of theirs succeeds, whether or not the schedule has carried it out.
-- Written by the trigger below only.
alter table access.person add column leaves_at timestamptz not null default 'infinity';

-- Somebody is to leave at the beginning of a day in China. Changed while it is planned; what is over stays as it was.
create table access.planned_departure (
  centre text not null,
  id uuid not null,
  person uuid not null,
  kind text not null check (kind in ('resigned', 'retired', 'transferred', 'dismissed', 'deceased')),
  source text not null check (source in ('retirement', 'scim', 'roster', 'administrator')),
  day date not null,
  at timestamptz not null generated always as ((day::timestamp) at time zone 'Asia/Shanghai') stored,
  reason text,
  planned_by uuid,
  client text not null,
  planned_at timestamptz not null default clock_timestamp(),
  -- done: they left by it; overtaken: they had left before; withdrawn: they stay.
  state text not null default 'planned' check (state in ('planned', 'done', 'overtaken', 'withdrawn')),
  closed_at timestamptz,
  closed_by uuid,
  closed_client text,
  departure uuid,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, planned_by) references access.person (centre, id),
  foreign key (centre, closed_by) references access.person (centre, id),
  foreign key (centre, departure) references access.departure (centre, id),
  constraint planned_departure_closed_whole check ((state = 'planned') = (closed_at is null)
    and (closed_client is null) = (closed_at is null) and (closed_by is null or closed_at is not null)
    and (state in ('done', 'overtaken')) = (departure is not null)),
  constraint planned_departure_of_some_century check (day between '1900-01-01' and '2199-12-31')
);
create unique index planned_departure_one_open on access.planned_departure (centre, person) where state = 'planned';
create index planned_departure_due on access.planned_departure (centre, day, id) where state = 'planned';
create index planned_departure_days on access.planned_departure (centre, day, id);
create index planned_departure_person on access.planned_departure (centre, person, id desc);

create function access.planned_departure_only_closes() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if old.state <> 'planned' or (new.centre, new.id, new.person) is distinct from (old.centre, old.id, old.person)
    -- Once its day has come nobody is to stay any more: they left, and come back as one who did.
    or old.at <= clock_timestamp() and (new.state in ('planned', 'withdrawn'))
    or new.state = 'done' and new.at > clock_timestamp()
  then
    raise exception 'a planned departure is changed before its day only' using errcode = '23514', constraint = 'planned_departure_only_closes';
  end if;
  return new;
end $$;
create trigger planned_departure_only_closes before update on access.planned_departure
  for each row execute function access.planned_departure_only_closes();

-- The person's own row says when, since that is what everybody reads who asks whether they are still there.
create function access.planned_departure_told() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  update access.person p set leaves_at = coalesce(
      (select d.at from access.planned_departure d where d.centre = new.centre and d.person = new.person and d.state = 'planned'),
      'infinity')
  where p.centre = new.centre and p.id = new.person;
  return null;
end $$;
create trigger planned_departure_told after insert or update on access.planned_departure
  for each row execute function access.planned_departure_told();

alter table access.planned_departure enable row level security;
create policy own_centre on access.planned_departure using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
revoke execute on function access.planned_departure_only_closes(), access.planned_departure_told() from public;
grant select, insert on access.planned_departure to zhiheng_access;
grant update (kind, source, day, reason, planned_by, client, planned_at, state, closed_at, closed_by, closed_client, departure)
  on access.planned_departure to zhiheng_access;

-- Whatever asks for an active person asks for one whose day has not come. Written into the functions as they stand, with the settings
-- they have.
do $$
declare
  name regprocedure;
  before text;
  after text;
begin
  foreach name in array array['access.account_active(text, uuid)', 'access.find_account(uuid)', 'access.decision_counts()',
    'access.certification_decision_counts()', 'access.step_needs_active_person()', 'access.draft_needs_active_author()']::regprocedure[]
  loop
    before := pg_get_functiondef(name);
    after := replace(before, 'p.state = ''active''', 'p.state = ''active'' and p.leaves_at > clock_timestamp()');
    if after = before then raise exception '% does not ask for an active person', name; end if;
    execute after;
  end loop;
  before := pg_get_functiondef('access.find_accounts(text)'::regprocedure);
  after := replace(before, 'a.state, a.created_at',
    'case when p.leaves_at <= clock_timestamp() then ''disabled'' else a.state end, a.created_at');
  if after = before then raise exception 'access.find_accounts does not tell the state of accounts'; end if;
  execute after;
  execute format('create or replace view access.published_permission as
    select held.* from (%s) as held where not exists (
      select from access.person w where w.centre = held.centre and w.id = held.person and w.leaves_at <= statement_timestamp())',
    rtrim(pg_get_viewdef('access.published_permission'), ';'));
end $$;

create or replace view access.published_person as
  select p.centre, p.id as person, a.username, p.name, p.staff_number, p.unit, p.post,
    case when p.leaves_at <= statement_timestamp() then 'departed' else p.state end as state
  from access.person p
  left join lateral (
    select username from access.account where centre = p.centre and person = p.id order by created_at desc limit 1
  ) a on true
  where p.centre = current_setting('zhiheng.centre', true);

create or replace view access.published_account as
  select a.centre, a.id as account, a.person, a.username,
    case when p.leaves_at <= statement_timestamp() then 'disabled' else a.state end as state, a.created_at, a.disabled_at
  from access.account a join access.person p on p.centre = a.centre and p.id = a.person
  where a.centre = current_setting('zhiheng.centre', true);
