-- control, 8: runs of the rules that look for doubtful data, by schedule or asked for: how far each is and what each rule found.
-- Creates only; locks nothing.
create table control.doubt_rule_run (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  kind text not null check (kind in ('asked', 'scheduled')),
  -- A preview counts what would be raised, and raises nothing.
  mode text not null check (mode in ('preview', 'raise')),
  -- Days in Shanghai, half-open.
  from_day date not null,
  until_day date not null,
  rules text[] not null check (cardinality(rules) between 1 and 200),
  -- Those of each rule as they applied when the run was asked for.
  parameters jsonb not null check (jsonb_typeof(parameters) = 'object'),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  -- Of how many slices, how many are done.
  slices integer not null check (slices > 0),
  position integer not null default 0 check (position between 0 and slices),
  asked_by uuid,
  asked_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  -- Until when the process that works on it is taken to be alive.
  leased_until timestamptz,
  attempts smallint not null default 0 check (attempts >= 0),
  primary key (centre, id),
  check (until_day > from_day),
  check ((kind = 'asked') = (asked_by is not null)),
  check ((finished_at is null) = (state in ('waiting', 'running'))),
  check (state <> 'done' or position = slices)
);
create unique index doubt_rule_run_of_day on control.doubt_rule_run (centre, until_day) where kind = 'scheduled';
-- The same asked for by two at once is one.
create unique index doubt_rule_run_once on control.doubt_rule_run (centre, mode, from_day, until_day, rules)
  where kind = 'asked' and state in ('waiting', 'running');
create index doubt_rule_run_waiting on control.doubt_rule_run (centre, id) where state in ('waiting', 'running');

create table control.doubt_rule_result (
  centre text not null,
  run uuid not null,
  rule text not null check (rule ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- What the rule found, and what of it was not known before.
  found integer not null default 0 check (found >= 0),
  fresh integer not null default 0 check (fresh >= 0),
  primary key (centre, run, rule),
  foreign key (centre, run) references control.doubt_rule_run (centre, id)
);
create index doubt_rule_result_of_rule on control.doubt_rule_result (centre, rule, run desc);

create function control.doubt_rule_run_only_advances() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> old.state and old.state || '>' || new.state <> all (array[
      'waiting>running', 'waiting>cancelled', 'running>done', 'running>cancelled', 'running>failed'])
    or old.finished_at is not null or new.position < old.position
  then
    raise exception 'a run of rules only advances' using errcode = '23514', constraint = 'doubt_rule_run_only_advances';
  end if;
  return new;
end $$;
create trigger doubt_rule_run_only_advances before update on control.doubt_rule_run
  for each row execute function control.doubt_rule_run_only_advances();
revoke execute on function control.doubt_rule_run_only_advances() from public;

do $$
declare t text;
begin
  foreach t in array array['doubt_rule_run', 'doubt_rule_result'] loop
    execute format('alter table control.%I enable row level security', t);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select on control.%I to zhiheng_control', t);
  end loop;
end $$;
grant insert (centre, id, kind, mode, from_day, until_day, rules, parameters, slices, asked_by) on control.doubt_rule_run to zhiheng_control;
grant update (state, position, finished_at, leased_until, attempts) on control.doubt_rule_run to zhiheng_control;
grant insert (centre, run, rule, found, fresh), update (found, fresh) on control.doubt_rule_result to zhiheng_control;
