-- Locks: ACCESS EXCLUSIVE on the view for the moment in which it is replaced; no table.
--
-- With the order of the log and the action beside the keys, the sequencer makes leaves of a range of that order in one reading. Where it
-- looked entries up by their ids, PostgreSQL went through the order's index by skips, once for each transaction that ever wrote.
create or replace view audit.entry_key with (security_invoker = true) as
  select e.centre, e.id, e.at,
    audit.key(e.action) as action_key,
    audit.key(e.outcome) as outcome_key,
    audit.key(e.actor) as actor_key,
    audit.key(e.person::text) as person_key,
    audit.key(e.client) as client_key,
    audit.key(e.about::text) as about_key,
    audit.key(e.target_type) as target_type_key,
    audit.key(e.target) as target_key,
    audit.key(e.unit) as unit_key,
    audit.key(e.item) as item_key,
    audit.key(e."case"::text) as case_key,
    audit.key(e.correlation_id) as correlation_key,
    e.reason is not null as has_reason,
    e.xid,
    e.action
  from audit.entry e;
