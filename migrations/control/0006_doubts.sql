-- control, 6: doubts (疑点): what our own rules find and what supervision platforms send, and how each is verified. Creates only.
create table control.doubt (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  rule text not null check (rule ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- What makes two doubts of one rule the same one.
  key text not null check (length(key) between 1 and 300),
  origin text not null default 'own-rules'
    check (origin in ('own-rules', 'fund-supervision', 'audit-platform', 'higher-agency')),
  severity smallint not null check (severity between 1 and 3),
  unit text not null,
  item text,
  "case" uuid,
  subject bytea check (length(subject) = 32),
  -- The end of the number that the subject is the hash of, the rest masked.
  subject_shown varchar(64),
  -- Who is involved by what the rule says, and so never verifies it.
  people uuid[] not null default '{}',
  -- Numbers, ids, times; nothing that says who somebody is.
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  amount_fen bigint check (amount_fen >= 0),
  -- The list it came with.
  batch uuid,
  at timestamptz not null,
  raised_at timestamptz not null default clock_timestamp(),
  -- The first instant that is too late to conclude; reckoned on the calendar by the schedule.
  due_at timestamptz,
  state text not null default 'open' check (state in ('open', 'assigned', 'verifying', 'needs-more', 'concluded', 'reviewed',
    'approved', 'recovering', 'rectifying', 'transferred', 'cleared', 'closed')),
  assignee uuid,
  conclusion text check (conclusion in ('confirmed', 'cleared')),
  -- Why it was cleared.
  reason text check (reason ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  confirmed_fen bigint check (confirmed_fen >= 0),
  concluded_by uuid,
  concluded_at timestamptz,
  reviewed_by uuid,
  approved_by uuid,
  -- With which others it was cleared at once, and by whom it was checked if it was drawn.
  clearing uuid,
  checked_by uuid,
  stop_ordered_by uuid,
  stop_ordered_at timestamptz,
  closed_at timestamptz,
  primary key (centre, id),
  constraint doubt_once unique (centre, rule, key),
  constraint doubt_imported check ((origin = 'own-rules') = (batch is null)),
  constraint doubt_has_assignee check (state not in ('assigned', 'verifying', 'needs-more') or assignee is not null),
  constraint doubt_has_conclusion check ((conclusion is null) = (state in ('open', 'assigned', 'verifying', 'needs-more'))
    and (conclusion is null) = (concluded_by is null) and (conclusion is null) = (concluded_at is null)
    and (conclusion is not distinct from 'cleared') = (reason is not null)
    and (conclusion is not distinct from 'confirmed') = (confirmed_fen is not null)),
  constraint doubt_three_people check (reviewed_by <> concluded_by and approved_by <> concluded_by and approved_by <> reviewed_by
    and checked_by <> concluded_by),
  constraint doubt_reviewed check ((reviewed_by is not null) or state not in
    ('reviewed', 'approved', 'recovering', 'rectifying', 'transferred')),
  constraint doubt_approved check ((approved_by is not null) or state not in
    ('approved', 'recovering', 'rectifying', 'transferred')),
  constraint doubt_confirmed check (conclusion = 'confirmed' or state not in
    ('approved', 'recovering', 'rectifying', 'transferred')),
  -- What was cleared at once is closed by a spot check of its clearing, everything else by approval.
  constraint doubt_closed check (state <> 'closed' or approved_by is not null or clearing is not null),
  constraint doubt_cleared check ((state = 'cleared') <= (clearing is not null and conclusion = 'cleared')),
  -- Eligibility is investigated first; a benefit is stopped on what was confirmed only.
  constraint doubt_stop_after_confirmation check (stop_ordered_at is null or approved_by is not null and conclusion = 'confirmed'),
  check ((stop_ordered_at is null) = (stop_ordered_by is null)),
  check ((closed_at is null) = (state <> 'closed'))
);
create index doubt_of_state on control.doubt (centre, state, due_at, id);
create index doubt_of_rule on control.doubt (centre, rule, id);
create index doubt_of_unit on control.doubt (centre, unit, id);
create index doubt_of_assignee on control.doubt (centre, assignee, state) where assignee is not null;
create index doubt_of_batch on control.doubt (centre, batch, id) where batch is not null;
create index doubt_of_subject on control.doubt (centre, subject) where subject is not null;
create index doubt_of_case on control.doubt (centre, "case") where "case" is not null;
create index doubt_of_clearing on control.doubt (centre, clearing, state) where clearing is not null;
create index doubt_without_deadline on control.doubt (centre, raised_at) where due_at is null;

-- One duty a person on one doubt, over all its rounds.
create table control.doubt_person (
  centre text not null,
  doubt uuid not null,
  person uuid not null,
  duty text not null check (duty in ('verify', 'review', 'approve')),
  primary key (centre, doubt, person),
  unique (centre, doubt, person, duty),
  foreign key (centre, doubt) references control.doubt (centre, id) on delete cascade
);

-- What people did with a doubt, in order.
create table control.doubt_act (
  centre text not null,
  id uuid not null,
  doubt uuid not null,
  act text not null check (act ~ '^[a-z][a-z-]{0,62}$'),
  from_state text not null,
  to_state text not null,
  person uuid not null,
  duty text,
  at timestamptz not null default clock_timestamp(),
  note varchar(2000),
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  primary key (centre, id),
  foreign key (centre, doubt) references control.doubt (centre, id) on delete cascade,
  constraint doubt_act_one_duty foreign key (centre, doubt, person, duty)
    references control.doubt_person (centre, doubt, person, duty)
);
create index doubt_act_of_doubt on control.doubt_act (centre, doubt, id);

-- The same moves as services/control/doubts/states.ts draws.
create function control.doubt_only_moves() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> old.state and old.state || '>' || new.state <> all (array[
    'open>assigned', 'open>cleared',
    'assigned>verifying', 'assigned>cleared', 'assigned>open',
    'verifying>assigned', 'verifying>needs-more', 'verifying>concluded', 'verifying>cleared', 'verifying>open',
    'needs-more>verifying', 'needs-more>assigned', 'needs-more>open',
    'concluded>reviewed', 'concluded>verifying',
    'reviewed>approved', 'reviewed>closed', 'reviewed>concluded',
    'approved>recovering', 'approved>rectifying', 'approved>transferred', 'approved>closed',
    'recovering>rectifying', 'recovering>transferred', 'recovering>closed',
    'rectifying>recovering', 'rectifying>transferred', 'rectifying>closed',
    'transferred>closed',
    'cleared>closed', 'cleared>open'])
  then
    raise exception 'a doubt does not move from % to %', old.state, new.state
      using errcode = '23514', constraint = 'doubt_only_moves';
  end if;
  -- What was confirmed and approved is confirmed.
  if old.approved_by is not null and (new.approved_by, new.reviewed_by, new.concluded_by, new.conclusion, new.confirmed_fen)
      is distinct from (old.approved_by, old.reviewed_by, old.concluded_by, old.conclusion, old.confirmed_fen)
    or old.stop_ordered_at is not null and new.stop_ordered_at is distinct from old.stop_ordered_at
    or old.state = 'closed'
  then
    raise exception 'what was decided about a doubt stays' using errcode = '23514', constraint = 'doubt_decided';
  end if;
  return new;
end $$;
create trigger doubt_only_moves before update on control.doubt for each row execute function control.doubt_only_moves();
revoke execute on function control.doubt_only_moves() from public;

do $$
declare t text;
begin
  foreach t in array array['doubt', 'doubt_person', 'doubt_act'] loop
    execute format('alter table control.%I enable row level security', t);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select on control.%I to zhiheng_control', t);
  end loop;
end $$;
grant insert (centre, id, rule, key, origin, severity, unit, item, "case", subject, subject_shown, people, facts, amount_fen, batch, at)
  on control.doubt to zhiheng_control;
grant update (due_at, state, assignee, conclusion, reason, confirmed_fen, concluded_by, concluded_at, reviewed_by, approved_by, clearing,
    checked_by, stop_ordered_by, stop_ordered_at, closed_at)
  on control.doubt to zhiheng_control;
grant insert (centre, doubt, person, duty) on control.doubt_person to zhiheng_control;
grant insert (centre, id, doubt, act, from_state, to_state, person, duty, note, facts) on control.doubt_act to zhiheng_control;
