-- access, 32: a new rule blocks from its start and tolerates only what was held against it then; tasks to give something up are
-- reminded of and escalate. Rewrites the few rules that observed until they were clean; locks rules and tasks for a moment.

-- What observed until it was clean blocks now; those who have a task keep what they hold until they are clean. Whoever came to break
-- it since the schedule looked last stands in the scan.
update access.rule set effect = 'block', blocks_when_clean = false where blocks_when_clean;

-- As in 0026, without the rule that turned to block by itself.
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
alter table access.rule drop column blocks_when_clean;

-- What a rule tolerates begins with the rule, in the transaction that puts it in force, or never.
create function access.settling_begins_with_rule() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from access.request r
    where r.centre = new.centre and r.id = new.request and r.target_kind = 'rule' and r.target = new.rule and r.state = 'approved'
      and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state <> 'approved'))
  then
    raise exception 'what a rule tolerates begins with the rule' using errcode = '23514', constraint = 'settling_begins_with_rule';
  end if;
  return new;
end $$;
create trigger settling_begins_with_rule before insert on access.adjustment
  for each row when (new.because = 'rule-changed') execute function access.settling_begins_with_rule();

alter table access.adjustment
  add column reminders smallint not null default 0 check (reminders >= 0),
  add column reminded_at timestamptz,
  -- Overdue: who answers for it by now, the place of who comes next, and when it goes on to them; null when nobody is left.
  add column rung smallint not null default 0 check (rung >= 0),
  add column escalated_to uuid[] not null default '{}',
  add column escalated_at timestamptz,
  add column escalates_at timestamptz;
update access.adjustment set escalates_at = due_at where state = 'open';
grant update (reminders, reminded_at, rung, escalated_to, escalated_at, escalates_at) on access.adjustment to zhiheng_access;
revoke execute on function access.settling_begins_with_rule() from public;
